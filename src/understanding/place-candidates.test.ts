import { expect, it } from 'vitest';
import { placeCandidates } from './place-candidates.ts';
import { understand } from './understand.ts';

const now = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };

function candidates(text: string) {
  const { place } = understand(text, now);
  return place === null ? [] : placeCandidates(place);
}

it('offers other readings, the longest first', () => {
  const list = candidates('weather in paris texan');
  expect(list[0]).toEqual({ name: 'paris texan', within: null });
  expect(list).toContainEqual({ name: 'paris', within: 'texan' });
  expect(list).toContainEqual({ name: 'paris', within: null });
});

it.each([
  ['weather at the Eiffel Tower in Paris', 'Eiffel Tower', 'Paris'],
  ['forecast for Stanley Park in Vancouver', 'Stanley Park', 'Vancouver'],
  ['weather in golden gate park san francisco', 'golden gate park', 'san francisco'],
  ['weather at Oslo Airport', 'Oslo Airport', 'Oslo'],
])('looks up the town of a sight: %s', (text, around, name) => {
  const list = candidates(text);
  expect(list[0]).toMatchObject({ own: true });
  expect(list).toContainEqual({ name, within: null, around });
});

it('leaves nothing out of the name of a sight', () => {
  expect(candidates('how is the weather near Lake Michigan').map(({ name }) => name)).not.toContain(
    'Michigan',
  );
  expect(candidates('weather in Long Beach')).toEqual([{ name: 'Long Beach', within: null, own: true }]);
});

it('takes a state for the town of a sight only where a town is called so', () => {
  expect(candidates('weather in Central Park, New York')).toContainEqual({
    name: 'New York',
    within: null,
    around: 'Central Park',
    own: true,
  });
});
