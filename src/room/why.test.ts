import { expect, test } from 'vitest';
import type { Entry, Message, Nick, Seq } from './types.ts';
import { lobby } from './types.ts';
import { askedWhy, lastOfBot, whyInWords } from './why.ts';

function said(nick: string, text: string, changes: Partial<Message> = {}): Message & Entry {
  const happening = { room: lobby, time: 0, nick: nick as Nick, kind: 'bot', seq: 1 as Seq } as const;
  return { ...happening, type: 'message', text, id: null, answers: null, because: null, ...changes };
}
const question = said('ann', 'Do you\npaint?', { kind: 'person' });
const joined: Entry = {
  type: 'joined',
  room: lobby,
  time: 0,
  nick: 'ben' as Nick,
  kind: 'person',
  seq: 2 as Seq,
};

test.each([
  [{ answers: 1 as Seq, because: 'it asked' }, question, 'to ann’s “Do you paint?”, because it asked.'],
  [{ answers: 2 as Seq, because: 'ben joined' }, joined, 'to ben, who came in, because ben joined.'],
  [{ answers: 9 as Seq, because: 'it asked' }, null, 'to something said before, because it asked.'],
  [{ answers: null, because: 'it was time' }, null, 'unasked, because it was time.'],
  [{ answers: 1 as Seq }, question, 'to ann’s “Do you paint?”, and gave no reason.'],
])('%j', (changes, answered, words) => {
  expect(whyInWords(said('Art_Bot', 'I do!', changes), answered, 'Art_Bot')).toBe(
    `Art_Bot said “I do!” ${words}`,
  );
});

test('what is long is cut between characters', () => {
  const words = whyInWords(said('Art_Bot', '🎨'.repeat(100)), null, 'I');
  expect(words).toBe(`I said “${'🎨'.repeat(59)}…” unasked, and gave no reason.`);
});

test('the last word of a bot is not a person’s and no reason given', () => {
  const entries = [
    said('Art_Bot', 'one'),
    said('Host', 'two', { kind: 'host' }),
    said('Art_Bot', 'because …', { because: askedWhy }),
    question,
  ];
  expect(lastOfBot(entries, null)?.text).toBe('two');
  expect(lastOfBot(entries, 'ART_BOT')?.text).toBe('one');
  expect(lastOfBot(entries, 'ann')).toBeUndefined();
  expect(lastOfBot([], null)).toBeUndefined();
});
