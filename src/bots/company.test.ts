import { expect, test } from 'vitest';
import type { Entry, Nick, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { expectedBack } from './company.ts';

const day = Date.UTC(2026, 0, 5);

/** A line each: a name, and what became of them. */
function pastOf(...lines: readonly string[]): readonly Entry[] {
  return lines.map((line, at) => {
    const [name = '', did = '', to = ''] = line.split(' ');
    const kind = name.endsWith('Bot') ? 'bot' : 'person';
    const head = { seq: (at + 1) as Seq, room: lobby, time: day + at, nick: name as Nick, kind } as const;
    switch (did) {
      case 'came':
        return { ...head, type: 'joined' };
      case 'left':
        return { ...head, type: 'left', reason: 'left' };
      case 'became':
        return { ...head, type: 'renamed', to: to as Nick };
      case 'said':
        return { ...head, type: 'message', text: 'hi', id: null, answers: null, because: null };
      default:
        return { ...head, type: 'opened', nick: 'Host' as Nick, kind: 'host' };
    }
  });
}

test.each<[string, readonly string[], number]>([
  ['nobody where nothing was started', ['Ann came', 'Ben came'], 0],
  ['who had come', ['Ann came', 'Ben came', 'A_Bot came', 'opened'], 2],
  ['who had spoken, as long as they had not left', ['Ann said', 'Ben said', 'Ben left', 'opened'], 1],
  ['each of them once, whatever they are called', ['Ann came', 'Ann said', 'Ann became Anna', 'opened'], 1],
  [
    'who was there at the last start',
    ['Ann came', 'Ben came', 'opened', 'Ann came', 'opened', 'Cleo came'],
    1,
  ],
])('expected back is %s', (_, past, people) => {
  expect(expectedBack(pastOf(...past)).people).toBe(people);
});

test('they are expected for a minute after the start', () => {
  expect(expectedBack(pastOf('Ann came', 'opened')).until).toBe(day + 1 + 60_000);
});
