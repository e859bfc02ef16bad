import { expect, test } from 'vitest';
import { understand } from '../understanding/understand.ts';
import { activityName } from './activity-name.ts';

test.each([
  ['Do you like to play tennis?', 'tennis'],
  ['We could paint!', 'painting'],
  ['We could go swimming.', 'swimming'],
  ['Shall we ice skate?', 'ice skating'],
  ['We should canoe more.', 'canoeing'],
  ['Do you like to ski?', 'skiing'],
  ['Do you like paintings?', 'painting'],
  ['Let us dance!', 'dancing'],
  ['I like to take photos.', 'taking photos'],
  ['I wrote a poem', 'the poem'],
  ['Who won the world cup?', 'the world cup'],
  ['I tried pole vaulting', 'pole vaulting'],
])('%j is about %s', (text, name) => {
  const { activity } = understand(text, { year: 2026, month: 1, day: 5, hour: 12, minute: 0 });
  expect(activity && activityName(activity)).toBe(name);
});
