import { lobby, type Message, type MessageId, type Nick } from '../../src/room/types.ts';

export const ann = 'Ann' as Nick;
export const ben = 'Ben' as Nick;

/** A message as the room would make it, by Ann in the lobby if nothing else is given. */
export function said(text: string, rest: Partial<Omit<Message, 'type' | 'text'>> = {}): Message {
  const base = { room: lobby, time: 1_700_000_000_000, nick: ann, kind: 'person' } as const;
  return { type: 'message', ...base, text, id: null, answers: null, because: null, ...rest };
}

export function messageId(text: string): MessageId {
  return text as MessageId;
}
