/**
 * The live wire: JSON objects in the text frames of a WebSocket. Specified in docs/wire-live.md. Pure: text in, values
 * out and back. Knows nothing of sockets or the hub.
 */
import * as z from 'zod/mini';
import type { MessageId, Seq } from '../../room/types.ts';
import { offerLimits } from '../../room/types.ts';
import { letters, parseMessage, whole } from '../allowed.ts';
import type { ProtocolError } from '../protocol-error.ts';
import { longestBecause, longestPage, longestQuest } from './messages.ts';

/** Characters of an id or a ref that a client chooses. */
const longestId = 64;
/** Messages found at once. */
const longestFind = 100;

const seq = whole(0, null);
const ref = letters(1, longestId);
const text = z.string('a string');
const printable = `a string of 1 to ${longestId} printable ASCII characters without spaces`;
/** Kept with the message for ever, so nothing that a log or a terminal could stumble over. */
const id = z.string(printable).check(z.maxLength(longestId, printable), z.regex(/^[\x21-\x7e]+$/, printable));
const session = z.union([z.literal(true), letters(1, 100)], 'true or a string of 1 to 100 characters');

/** One line of a text that every client may show as it is. */
function line(least: number, most: number) {
  const allowed = `one line of ${least === 0 ? 'at most' : `${least} to`} ${most} characters`;
  return z
    .string(allowed)
    .check(
      z.minLength(least, allowed),
      z.maxLength(most, allowed),
      z.regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, allowed),
    );
}

const commandName = 'a small letter and up to 31 small letters, digits, "-" and "_"';
const offers = `a list of at most ${offerLimits.commands} commands`;
const offer = z.object(
  {
    name: z.string(commandName).check(z.regex(/^[a-z][a-z0-9_-]{0,31}$/, commandName)),
    args: z.optional(line(0, offerLimits.args)),
    help: line(1, offerLimits.help),
  },
  'an object with "name" and "help"',
);

/** A room or a name as it was typed: whether it is one, the room decides. */
const room = letters(0, 200);

function atMostOneOf(...keys: readonly string[]) {
  return z.refine<object>((fields) => keys.filter((key) => key in fields).length <= 1, {
    path: [keys.join('", "')],
    error: 'given alone, or none of them',
  });
}

const messages = {
  hello: z.object({
    version: z.int('a whole number'),
    name: room,
    kind: z.optional(z.enum(['person', 'bot'], '"person" or "bot"')),
    since: z.optional(seq),
    history: z.optional(whole(0, 1000)),
    session: z.optional(session),
  }),
  post: z.object({
    text,
    action: z.optional(z.boolean('true or false')),
    room: z.optional(room),
    to: z.optional(room),
    id: z.optional(id),
    answers: z.optional(seq),
    because: z.optional(letters(1, longestBecause)),
  }),
  offer: z.object({ commands: z.array(offer, offers).check(z.maxLength(offerLimits.commands, offers)) }),
  draft: z.object({ id, text: z.optional(text), answers: z.optional(seq) }),
  join: z.object({ room }),
  leave: z.object({ room: z.optional(room) }),
  topic: z.object({ text, room: z.optional(room) }),
  rename: z.object({ ref, name: room }),
  page: z
    .object({
      ref,
      room: z.optional(room),
      before: z.optional(seq),
      after: z.optional(seq),
      around: z.optional(seq),
      limit: z.optional(whole(1, longestPage)),
    })
    .check(atMostOneOf('before', 'after', 'around')),
  search: z.object({
    ref,
    text: letters(1, longestQuest),
    room: z.optional(room),
    before: z.optional(seq),
    limit: z.optional(whole(1, longestFind)),
  }),
  rooms: z.object({ ref }),
  bots: z.object({ ref }),
  typing: z.object({ room: z.optional(room) }),
  read: z.object({ seq, room: z.optional(room) }),
  ping: z.object({ ref }),
};
type Messages = typeof messages;
type Of<Type extends keyof Messages> = { readonly type: Type } & Readonly<z.output<Messages[Type]>>;

/** Comes first, and once. `since`: the last entry seen before; `history`: how many entries are wanted otherwise. */
export type Hello = Omit<Of<'hello'>, 'since'> & { readonly since?: Seq };
export type Post = Omit<Of<'post'>, 'id' | 'answers' | 'because'> & {
  readonly id?: MessageId;
  readonly answers?: Seq;
  readonly because?: string;
};
export type PageRequest = Omit<Of<'page'>, 'before' | 'after' | 'around'> & {
  readonly before?: Seq;
  readonly after?: Seq;
  readonly around?: Seq;
};
export type SearchRequest = Omit<Of<'search'>, 'before'> & { readonly before?: Seq };
export type Read = Omit<Of<'read'>, 'seq'> & { readonly seq: Seq };
export type RoomsRequest = Of<'rooms'>;
export type BotsRequest = Of<'bots'>;
type Plain =
  | Of<'join'>
  | Of<'leave'>
  | Of<'topic'>
  | Of<'rename'>
  | RoomsRequest
  | BotsRequest
  | Of<'typing'>
  | Of<'ping'>;
export type Offer = Of<'offer'>;
type Draft = Omit<Of<'draft'>, 'id' | 'answers'> & {
  readonly id: MessageId;
  readonly answers?: Seq;
};
export type LiveCommand = Hello | Post | Offer | Draft | PageRequest | SearchRequest | Read | Plain;

/** What a client sent in one frame. Unknown keys are passed over, so that clients may be newer than the server. */
export function parseLive(frame: string): LiveCommand | ProtocolError {
  return parseMessage(messages, frame) as LiveCommand | ProtocolError;
}
