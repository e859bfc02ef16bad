/** What a server sent in one frame, for clients. Written without a schema library, so that pages stay small. */
import type { BotCommand, Entry, Member } from '../../room/types.ts';
import type { ListedBot, ListedRoom, ServerMessage } from './messages.ts';
import { parseJson } from '../json.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The message in a text frame; null for what is none of those we know, so that servers may be newer than their clients.
 * What is missing or odd within one is taken as empty, as long as it can be told what the message is about.
 */
export function readServerMessage(frame: string): ServerMessage | null {
  const fields = fieldsIn(parseJson(frame));
  if (!fields) return null;
  const type = text(fields['type']);
  return Object.hasOwn(readers, type) ? (readers[type]?.(fields) ?? null) : null;
}

const readers: Readonly<Record<string, (fields: Fields) => ServerMessage | null>> = {
  welcome(fields) {
    const limits = fieldsIn(fields['limits']) ?? {};
    return {
      type: 'welcome',
      name: text(fields['name']),
      limits: { text: number(limits['text']) ?? 4000, frame: number(limits['frame']) ?? 16_384 },
      session: textOrNull(fields['session']),
    };
  },
  room: (fields) =>
    about(fields, (room) => ({
      type: 'room',
      room,
      topic: text(fields['topic']),
      members: list(fields['members'], member),
      seq: number(fields['seq']),
      with: textOrNull(fields['with']),
      read: number(fields['read']),
    })),
  conversation: (fields) =>
    about(fields, (room) => ({
      type: 'conversation',
      room,
      members: list(fields['members'], member),
      with: textOrNull(fields['with']),
    })),
  entry(fields) {
    const found = entry(fields);
    return found && { type: 'entry', entry: found };
  },
  live: (fields) => about(fields, (room) => ({ type: 'live', room, seq: number(fields['seq']) ?? 0 })),
  accepted: (fields) => {
    const seq = number(fields['seq']);
    if (seq === null) return null;
    return about(fields, (room) => ({ type: 'accepted', id: text(fields['id']), room, seq }));
  },
  refused: (fields) => ({
    type: 'refused',
    code: text(fields['code']),
    message: text(fields['message']),
    id: textOrNull(fields['id']),
    ref: textOrNull(fields['ref']),
  }),
  renamed: (fields) => ({ type: 'renamed', ref: text(fields['ref']), name: text(fields['name']) }),
  page: (fields) =>
    about(fields, (room) => ({
      type: 'page',
      ref: text(fields['ref']),
      room,
      entries: list(fields['entries'], entry),
      more: fields['more'] === true,
      later: fields['later'] === true,
    })),
  found: (fields) => ({
    type: 'found',
    ref: text(fields['ref']),
    entries: list(fields['entries'], entry),
    more: fields['more'] === true,
  }),
  rooms: (fields) => ({ type: 'rooms', ref: text(fields['ref']), rooms: list(fields['rooms'], listedRoom) }),
  bots: (fields) => ({ type: 'bots', ref: text(fields['ref']), bots: list(fields['bots'], listedBot) }),
  typing: (fields) => about(fields, (room) => ({ type: 'typing', room, name: text(fields['name']) })),
  draft: (fields) =>
    about(fields, (room) => ({
      type: 'draft',
      room,
      name: text(fields['name']),
      kind: kind(fields['kind']),
      id: text(fields['id']),
      text: textOrNull(fields['text']),
      answers: number(fields['answers']),
    })),
  commands: (fields) => ({ type: 'commands', commands: list(fields['commands'], botCommand) }),
  notice: (fields) => ({ type: 'notice', message: text(fields['message']) }),
  pong: (fields) => ({
    type: 'pong',
    ref: text(fields['ref']),
    time: Date.parse(text(fields['time'])) || null,
  }),
  closing: (fields) => ({ type: 'closing', code: text(fields['code']), reason: text(fields['reason']) }),
};

function entry(value: unknown): Entry | null {
  const fields = fieldsIn(value);
  if (!fields) return null;
  const seq = number(fields['seq']);
  const room = text(fields['room']);
  if (seq === null || room === '') return null;
  const more = happening(fields);
  if (!more) return null;
  const head = {
    seq,
    room,
    time: Date.parse(text(fields['time'])) || 0,
    nick: text(fields['name']),
    kind: kind(fields['kind']),
  };
  // The names and numbers are the server's, who has checked them; a client only shows them.
  return { ...head, ...more } as Entry;
}

/** What an event has beside its head; null for an event we do not know. */
function happening(fields: Fields) {
  const type = text(fields['event']);
  switch (type) {
    case 'message':
      return {
        type,
        text: text(fields['text']),
        id: textOrNull(fields['id']),
        answers: number(fields['answers']),
        because: textOrNull(fields['because']),
        ...(fields['action'] === true && { action: true }),
      };
    case 'left':
      return { type, reason: text(fields['reason']) };
    case 'kicked':
      return { type, by: text(fields['by']), reason: text(fields['reason']) };
    case 'renamed':
      return { type, to: text(fields['to']) };
    case 'topic':
      return { type, text: text(fields['text']) };
    case 'joined':
    case 'opened':
      return { type };
    default:
      return null;
  }
}

function member(value: unknown): Member | null {
  const fields = fieldsIn(value);
  if (!fields || typeof fields['name'] !== 'string') return null;
  return { nick: fields['name'] as Member['nick'], kind: fields['kind'] === 'bot' ? 'bot' : 'person' };
}

function listedRoom(value: unknown): ListedRoom | null {
  const fields = fieldsIn(value);
  if (!fields || typeof fields['room'] !== 'string') return null;
  return { room: fields['room'], topic: text(fields['topic']), members: number(fields['members']) ?? 0 };
}

function listedBot(value: unknown): ListedBot | null {
  const fields = fieldsIn(value);
  if (!fields || typeof fields['name'] !== 'string') return null;
  return {
    name: fields['name'],
    about: text(fields['about']),
    state: text(fields['state']),
    since: timeIn(fields['since']) ?? 0,
    until: timeIn(fields['until']),
    by: typeof fields['by'] === 'string' ? fields['by'] : null,
    failed: timeIn(fields['failed']),
    failure: typeof fields['failure'] === 'string' ? fields['failure'] : null,
    restarts: number(fields['restarts']) ?? 0,
    answersPerMinute: number(fields['answersPerMinute']) ?? 0,
    lag: number(fields['lag']),
    memory: number(fields['memory']),
  };
}

/** Null for none. */
function timeIn(value: unknown): number | null {
  return Date.parse(text(value)) || null;
}

function botCommand(value: unknown): BotCommand | null {
  const fields = fieldsIn(value);
  const name = text(fields?.['name']).toLowerCase();
  if (!fields || !/^[a-z][a-z0-9_-]*$/.test(name)) return null;
  return { name, args: text(fields['args']), help: text(fields['help']), bot: text(fields['bot']) };
}

function about(fields: Fields, read: (room: string) => ServerMessage): ServerMessage | null {
  const room = text(fields['room']);
  return room === '' ? null : read(room);
}

function list<Value>(values: unknown, read: (value: unknown) => Value | null): Value[] {
  if (!Array.isArray(values)) return [];
  return values.map(read).filter((value) => value !== null);
}

function kind(value: unknown): Entry['kind'] {
  return value === 'bot' || value === 'host' ? value : 'person';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function fieldsIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}
