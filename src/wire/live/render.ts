import type { Entry, Member, MessageId, Nick, Refusal, Seq } from '../../room/types.ts';
import { never } from '../../util/result.ts';
import { textFrame } from './frame.ts';
import { liveVersion } from './parse.ts';

/** What a client should know before it says anything: characters in a message, bytes in a frame. */
export interface Limits {
  readonly text: number;
  readonly frame: number;
}

/** One entry as a whole WebSocket frame, the same for everyone. */
export function renderEntryFrame(entry: Entry): Buffer {
  return textFrame(JSON.stringify({ type: 'entry', ...entryFields(entry) }));
}

/** The answer to a hello. */
export function renderWelcome(nick: Nick, { text, frame }: Limits): string {
  return JSON.stringify({ type: 'welcome', version: liveVersion, name: nick, limits: { text, frame } });
}

/** Everyone present; who comes and goes from now on is told by entries. */
export function renderMembers(members: readonly Member[]): string {
  const list = members.map(({ nick, kind }) => ({ name: nick, kind }));
  return JSON.stringify({ type: 'members', members: list });
}

/** History is complete up to here. */
export function renderLive(): string {
  return JSON.stringify({ type: 'live' });
}

export function renderAccepted(id: MessageId, seq: Seq): string {
  return JSON.stringify({ type: 'accepted', id, seq });
}

/** `id` is the post's; null where it had none. */
export function renderRefused({ code, message }: Refusal, id: MessageId | null): string {
  return JSON.stringify({ type: 'refused', ...(id === null ? {} : { id }), code, message });
}

/** A page that cannot be given. */
export function renderUnreadable(ref: string, message: string): string {
  return JSON.stringify({ type: 'refused', ref, code: 'unreadable', message });
}

/** `more`: there are entries before these. */
export function renderPage(ref: string, entries: readonly Entry[], more: boolean): string {
  return JSON.stringify({ type: 'page', ref, entries: entries.map(entryFields), more });
}

export function renderPong(ref: string, now: number): string {
  return JSON.stringify({ type: 'pong', ref, time: iso(now) });
}

/** Comes right before the WebSocket's close. `code` is stable, `reason` for people. */
export function renderClosing(code: string, reason: string): string {
  return JSON.stringify({ type: 'closing', code, reason });
}

/** Nulls are left out: whoever reads asks for what is there. */
function entryFields(entry: Entry) {
  const { seq, room, time, nick, kind } = entry;
  const head = { seq, room, time: iso(time), event: entry.type, name: nick, kind };
  switch (entry.type) {
    case 'message': {
      const { text, id, answers, because } = entry;
      return { ...head, text, ...present({ id, answers, because }) };
    }
    case 'left':
      return { ...head, reason: entry.reason };
    case 'kicked':
      return { ...head, by: entry.by, reason: entry.reason };
    case 'topic':
      return { ...head, text: entry.text };
    case 'joined':
    case 'opened':
      return head;
    default:
      return never(entry);
  }
}

function present(fields: Readonly<Record<string, string | number | null>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
