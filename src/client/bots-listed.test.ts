import { expect, test } from 'vitest';
import type { ListedBot } from '../wire/live/messages.ts';
import { botsListed } from './bots-listed.ts';
import { emptyModel } from './model.ts';
import { OwnNames } from './own-names.ts';
import { defaultPreferences } from './preferences.ts';

const now = 1_000_000;
const idle: ListedBot = {
  name: 'A_Bot',
  about: 'Is a bot.',
  state: 'running',
  since: now - 120_000,
  until: null,
  by: null,
  failed: null,
  failure: null,
  restarts: 0,
  answersPerMinute: 0,
  lag: null,
  memory: null,
};
const failed = { failed: now - 61_000, restarts: 2 };

test.each<[Partial<ListedBot>, string]>([
  [{ lag: 0, memory: 2 ** 20 * 12.4 }, 'Running for 2 min: 0 answers a minute, lag 0 ms, 12 MB.'],
  [
    { answersPerMinute: 1, ...failed },
    'Running for 2 min: 1 answer a minute. Last failure 1 min ago. 2 restarts.',
  ],
  [
    { failed: now - 61_000, failure: 'no tea' },
    'Running for 2 min: 0 answers a minute. Last failure 1 min ago: no tea.',
  ],
  [{ state: 'starting' }, 'Starting.'],
  [{ state: 'ending', restarts: 1 }, 'Ending, and starts again then. 1 restart.'],
  [
    { state: 'backing off', until: now + 3200, ...failed },
    'Backing off, tried again in 4 s. Last failure 1 min ago. 2 restarts.',
  ],
  [{ state: 'backing off', until: now - 5 }, 'Backing off, tried again in 0 s.'],
  [
    { state: 'parked', ...failed, failure: 'Where is the tea?' },
    'Parked for 2 min, because it kept failing. Last failure 1 min ago: Where is the tea? 2 restarts.',
  ],
  [{ state: 'stopped', by: 'the administrator', ...failed }, 'Stopped by the administrator 2 min ago.'],
  [{ state: 'stopped' }, 'Stopped 2 min ago.'],
  [{ state: 'asleep' }, 'Not running (asleep) for 2 min.'],
])('%j: %s', (bot, expected) => {
  const state = emptyModel({ preferences: defaultPreferences, names: new OwnNames(), dayOf: () => 1 });
  const [line] = botsListed([{ ...idle, ...bot }], state, now).split('\n');
  expect(line).toBe(`A_Bot\t${expected}\tIs a bot.`);
});
