import type {
  BotCommand,
  Entry,
  Member,
  MessageId,
  Nick,
  Refusal,
  RefusalCode,
  RoomName,
  Seq,
  Written,
} from '../../room/types.ts';
import { never } from '../../util/result.ts';
import { textFrame } from './frame.ts';
import type { ListedBot, ListedRoom, ServerLimits } from './messages.ts';
import { liveVersion } from './messages.ts';

/** Why a question is not answered, besides what the room refuses. */
export type QuestionCode = RefusalCode | 'unreadable' | 'too_many_questions';

/** A room as one of its members sees it. */
export interface Place {
  readonly room: RoomName;
  readonly topic: string;
  readonly members: readonly Member[];
  readonly seq: number;
  readonly with: Nick | null;
  readonly read: Seq | null;
}

/** One entry as a whole WebSocket frame, the same for everyone. */
export function renderEntryFrame(entry: Entry): Buffer {
  return textFrame(JSON.stringify({ type: 'entry', ...entryFields(entry) }));
}

/** The answer to a hello. `session` is the token, where one was asked for. */
export function renderWelcome(nick: Nick, { text, frame }: ServerLimits, session: string | null): string {
  const limits = { text, frame };
  return JSON.stringify({
    type: 'welcome',
    version: liveVersion,
    name: nick,
    limits,
    ...present({ session }),
  });
}

const renderedMembers = new WeakMap<readonly Member[], string>();

/** A room as its newcomer finds it; who comes and goes from now on is told by entries. */
export function renderRoom({ room, topic, members, seq, with: other, read }: Place): string {
  const head = JSON.stringify({ type: 'room', room, topic, seq, ...present({ with: other, read }) });
  return `${head.slice(0, -1)},"members":${membersJson(members)}}`;
}

/** In a private room one of the two has come, has gone or has another name. */
export function renderConversation({ room, members, with: other }: Place): string {
  const head = JSON.stringify({ type: 'conversation', room, ...present({ with: other }) });
  return `${head.slice(0, -1)},"members":${membersJson(members)}}`;
}

/** Many may come at once, and are told the same. */
function membersJson(members: readonly Member[]): string {
  const known = renderedMembers.get(members);
  if (known !== undefined) return known;
  const json = JSON.stringify(members.map(({ nick, kind }) => ({ name: nick, kind })));
  renderedMembers.set(members, json);
  return json;
}

/** The history of a room is complete, up to `seq`. */
export function renderLive(room: RoomName, seq: number): string {
  return JSON.stringify({ type: 'live', room, seq });
}

export function renderAccepted(id: MessageId, seq: Seq, room: RoomName): string {
  return JSON.stringify({ type: 'accepted', id, room, seq });
}

/** `id` is the post's; null where it had none. */
export function renderRefused({ code, message }: Refusal, id: MessageId | null): string {
  return JSON.stringify({ type: 'refused', ...present({ id }), code, message });
}

/** What was asked for under a `ref`, and cannot be had. */
export function renderUnanswered(ref: string, code: QuestionCode, message: string): string {
  return JSON.stringify({ type: 'refused', ref, code, message });
}

/** To who asked for another name: one's own from now on, or why it cannot be had. */
export function renderNaming(ref: string, outcome: Nick | Refusal): string {
  if (typeof outcome === 'string') return JSON.stringify({ type: 'renamed', ref, name: outcome });
  return renderUnanswered(ref, outcome.code, outcome.message);
}

/** A stretch of a room's past. `more`: there are entries before it; `later`: there are some behind it. */
export interface RenderedPage {
  readonly room: string;
  readonly entries: readonly Entry[];
  readonly more: boolean;
  readonly later: boolean;
}

export function renderPage(ref: string, { room, entries, more, later }: RenderedPage): string {
  return JSON.stringify({ type: 'page', ref, room, entries: entries.map(entryFields), more, later });
}

/** `more`: there may be older ones. */
export function renderFound(ref: string, entries: readonly Entry[], more: boolean): string {
  return JSON.stringify({ type: 'found', ref, entries: entries.map(entryFields), more });
}

export function renderRooms(ref: string, rooms: readonly ListedRoom[]): string {
  return JSON.stringify({ type: 'rooms', ref, rooms });
}

export function renderBots(ref: string, bots: readonly ListedBot[]): string {
  return JSON.stringify({ type: 'bots', ref, bots: bots.map(botFields) });
}

/** What is null is left out. */
function botFields({ since, until, failed, failure, by, lag, memory, ...bot }: ListedBot): object {
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...bot,
    since: iso(since),
    ...(until !== null && { until: iso(until) }),
    ...(by !== null && { by }),
    ...(failed !== null && { failed: iso(failed) }),
    ...(failure !== null && { failure }),
    ...(lag !== null && { lag }),
    ...(memory !== null && { memory }),
  };
}

export function renderTyping(room: RoomName, nick: Nick): string {
  return JSON.stringify({ type: 'typing', room, name: nick });
}

/** A draft as a whole WebSocket frame, the same for everyone. */
export function renderDraftFrame({ room, nick, kind, id, text, answers }: Written): Buffer {
  return textFrame(
    JSON.stringify({ type: 'draft', room, name: nick, kind, id, ...present({ text, answers }) }),
  );
}

const renderedCommands = new WeakMap<readonly BotCommand[], string>();

/** All commands that bots here answer. Nearly everybody is told the same. */
export function renderCommands(offered: readonly BotCommand[]): string {
  const known = renderedCommands.get(offered);
  if (known !== undefined) return known;
  const commands = offered.map(({ name, args, help, bot }) => ({ name, args, help, bot }));
  const json = JSON.stringify({ type: 'commands', commands });
  renderedCommands.set(offered, json);
  return json;
}

export function renderNotice(message: string): string {
  return JSON.stringify({ type: 'notice', message });
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
      const { text, action = null, id, answers, because } = entry;
      return { ...head, text, ...present({ action, id, answers, because }) };
    }
    case 'left':
      return { ...head, reason: entry.reason };
    case 'kicked':
      return { ...head, by: entry.by, reason: entry.reason };
    case 'renamed':
      return { ...head, to: entry.to };
    case 'topic':
      return { ...head, text: entry.text };
    case 'joined':
    case 'opened':
      return head;
    default:
      return never(entry);
  }
}

function present(fields: Readonly<Record<string, string | number | true | null>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
