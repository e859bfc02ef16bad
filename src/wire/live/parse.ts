/**
 * The live wire: JSON objects in the text frames of a WebSocket. Specified in docs/wire-live.md. Pure: text in, values
 * out and back. Knows nothing of sockets or the hub.
 */
import * as z from 'zod/mini';
import type { MessageId, Seq } from '../../room/types.ts';
import type { ProtocolError } from '../protocol-error.ts';
import { longestPage } from './messages.ts';

/** Characters of an id or a ref that a client chooses. */
const longestId = 64;
/** Characters to search for, and messages found at once. */
const longestQuest = 200;
const longestFind = 100;

const seq = z.int().check(z.minimum(0));
const ref = z.string().check(z.minLength(1), z.maxLength(longestId));
/** Kept with the message for ever, so nothing that a log or a terminal could stumble over. */
const id = z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/));

/** A room or a name as it was typed: whether it is one, the room decides. */
const room = z.string().check(z.maxLength(200));

function upTo(most: number) {
  return z.optional(z.int().check(z.minimum(1), z.maximum(most)));
}

const messages = {
  hello: z.object({
    version: z.int(),
    name: z.string().check(z.maxLength(200)),
    kind: z.optional(z.enum(['person', 'bot'])),
    since: z.optional(seq),
    history: z.optional(z.int().check(z.minimum(0), z.maximum(1000))),
    session: z.optional(z.union([z.literal(true), z.string().check(z.minLength(1), z.maxLength(100))])),
  }),
  post: z.object({
    text: z.string(),
    room: z.optional(room),
    to: z.optional(room),
    id: z.optional(id),
    answers: z.optional(seq),
  }),
  join: z.object({ room }),
  leave: z.object({ room: z.optional(room) }),
  topic: z.object({ text: z.string(), room: z.optional(room) }),
  page: z.object({ ref, room: z.optional(room), before: z.optional(seq), limit: upTo(longestPage) }),
  search: z.object({
    ref,
    text: z.string().check(z.minLength(1), z.maxLength(longestQuest)),
    room: z.optional(room),
    before: z.optional(seq),
    limit: upTo(longestFind),
  }),
  rooms: z.object({ ref }),
  typing: z.object({ room: z.optional(room) }),
  read: z.object({ seq, room: z.optional(room) }),
  ping: z.object({ ref }),
};
type Messages = typeof messages;
type Of<Type extends keyof Messages> = { readonly type: Type } & Readonly<z.output<Messages[Type]>>;

/** Comes first, and once. `since`: the last entry seen before; `history`: how many entries are wanted otherwise. */
export type Hello = Omit<Of<'hello'>, 'since'> & { readonly since?: Seq };
export type Post = Omit<Of<'post'>, 'id' | 'answers'> & { readonly id?: MessageId; readonly answers?: Seq };
export type PageRequest = Omit<Of<'page'>, 'before'> & { readonly before?: Seq };
export type SearchRequest = Omit<Of<'search'>, 'before'> & { readonly before?: Seq };
export type Read = Omit<Of<'read'>, 'seq'> & { readonly seq: Seq };
export type RoomsRequest = Of<'rooms'>;
type Plain = Of<'join'> | Of<'leave'> | Of<'topic'> | RoomsRequest | Of<'typing'> | Of<'ping'>;
export type LiveCommand = Hello | Post | PageRequest | SearchRequest | Read | Plain;

/** What a client sent in one frame. Unknown keys are passed over, so that clients may be newer than the server. */
export function parseLive(frame: string): LiveCommand | ProtocolError {
  const value = parseJson(frame);
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    return wrong('a message must be a JSON object with a "type"');
  }
  const { type } = value;
  if (typeof type !== 'string' || !isKnown(type)) {
    return wrong(`"type" must be one of ${Object.keys(messages).join(', ')}`);
  }
  const read = z.safeParse(messages[type], value);
  if (read.success) return { type, ...read.data } as LiveCommand;
  const [issue] = read.error.issues;
  const key = issue?.path.join('.');
  return wrong(`"${key}" of ${type} is not as it must be: ${issue?.message ?? ''}`);
}

function parseJson(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    // Not JSON, and so none of the messages either: the caller says what it must be.
    return undefined;
  }
}

function isKnown(type: string): type is keyof Messages {
  return Object.hasOwn(messages, type);
}

function wrong(message: string): ProtocolError {
  return { type: 'protocol-error', message };
}
