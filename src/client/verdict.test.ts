import { expect, test } from 'vitest';
import { verdictOn } from './verdict.ts';

test.each([
  [4003, 'kicked', 'be gone', 'You were removed by the host: be gone'],
  [4003, 'kicked', 'no stated reason.', 'You were removed by the host.'],
  [4003, null, '', 'You were removed by the host.'],
  [4004, 'flood', 'sending too much.', 'You were removed: sending too much.'],
  [4004, null, '', 'too many messages'],
  [4002, 'banned', 'You are banned.', 'You are banned.'],
  [4999, 'novel', '', 'novel'],
])('%i %s "%s": %s', (code, told, reason, words) => {
  expect(verdictOn(code, told, reason).words).toBe(words);
});
