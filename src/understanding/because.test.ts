import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reasonsFor } from './because.ts';
import { understand } from './understand.ts';

const reasons = (text: string) => {
  return reasonsFor(understand(text, { year: 2026, month: 11, day: 23, hour: 9, minute: 30 }));
};

it('gives a reason for each finding, in the words of the message', () => {
  expect(reasons("@Weather_Bot won't it rain in Oslo tomorrow?")).toEqual([
    '“rain” speaks of the weather',
    '“rain” names rain',
    "“@Weather_Bot won't it rain in Oslo tomorrow?” is the sentence that counts, a question",
    '“Oslo” stands after a word that leads to a place',
    '“tomorrow” is from 2026-11-24T00:00 to 2026-11-25T00:00',
    '“Weather_Bot” is called by name',
  ]);
  expect(reasons('what do you think about skiing')).toContain('“skiing” is sport (winter sports: ski)');
  expect(reasons("it isn't raining here")).toEqual(
    expect.arrayContaining(["“n't” denies", '“here” means where the asker is']),
  );
});

it('has nothing to say of nothing', () => {
  expect(reasons('')).toEqual([]);
});

it('quotes only what was said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      for (const reason of reasons(text)) {
        const quoted = reason.slice(1, reason.lastIndexOf('”'));
        expect(text).toContain(quoted);
      }
    }),
  );
});
