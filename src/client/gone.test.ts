import { expect, test } from 'vitest';
import type { Kicked, Left, Nick } from '../room/types.ts';
import { goneInWords } from './gone.ts';

const about = { room: 'lobby', seq: 1, time: 0, nick: 'Ben', kind: 'person' } as unknown as Left;
const left = (reason: string): Left => ({ ...about, type: 'left', reason });
const kicked = (reason: string): Kicked => ({ ...about, type: 'kicked', by: 'Host' as Nick, reason });

test.each([
  [left(''), 'left'],
  [left('stopped by the administrator'), 'left (stopped by the administrator)'],
  [kicked('no stated reason.'), 'was removed by Host (no stated reason)'],
  [kicked('wait …and see...'), 'was removed by Host (wait …and see...)'],
])('%o', (entry, words) => {
  expect(goneInWords(entry)).toBe(words);
});
