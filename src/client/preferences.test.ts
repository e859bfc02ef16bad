import { expect, test } from 'vitest';
import {
  defaultPreferences,
  keyOfMuted,
  muting,
  mutedRenamed,
  namesInWords,
  type Preferences,
} from './preferences.ts';

test('two muted people who have one name now are told apart', () => {
  let preferences: Preferences = defaultPreferences;
  const change = (part: Partial<Preferences>) => (preferences = { ...preferences, ...part });
  change(muting(preferences, 'Eve'));
  change(muting(preferences, 'Bob'));
  change(muting(preferences, 'Ben'));
  change(mutedRenamed(preferences, 'Bob', 'Eve', 1_000));
  change(mutedRenamed(preferences, 'Ben', 'Eve', 2_000));
  expect(preferences.muted.map(namesInWords)).toEqual(['Eve', 'Eve (earlier Bob)', 'Eve (earlier Ben)']);
  expect(new Set(preferences.muted.map(keyOfMuted)).size).toBe(3);
});
