import type { Message, Nick, Utterance } from '../src/room/types.ts';
import { lobby } from '../src/room/types.ts';

const words =
  'the rain in Bergen has stopped so who would like to go for a walk along the harbour before it gets dark again'.split(
    ' ',
  );

/** A text of about 100 characters, the same for the same `index`. */
export function textOf(index: number): string {
  const start = index % words.length;
  return `${index} ${[...words.slice(start), ...words.slice(0, start)].join(' ')}`.slice(0, 100);
}

export function utteranceOf(index: number): Utterance {
  return { text: textOf(index) };
}

/** What the room makes of it. */
export function messageOf(index: number): Message {
  const head = { room: lobby, time: 1_700_000_000_000 + index, nick: 'Ann' as Nick, kind: 'person' } as const;
  return { ...head, type: 'message', text: textOf(index), id: null, answers: null, because: null };
}

export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
