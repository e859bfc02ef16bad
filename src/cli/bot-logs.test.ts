import { expect, test } from 'vitest';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import { botLogsInMemory } from './bot-logs.ts';

test('in memory the newest lines of each bot are remembered, a bounded number', async () => {
  const clock = new VirtualClock();
  const logs = botLogsInMemory(clock);
  for (let at = 0; at < 3_000; at++) logs.write('One', 'info', `line ${at}`);
  logs.write('Other', 'warn', 'odd', { bot: 'Other' });
  const last = await logs.last('One', 2);
  expect(last.map(({ message }) => message)).toEqual(['line 2998', 'line 2999']);
  expect(await logs.last('One', 5_000)).toHaveLength(1_000);
  expect(await logs.last('Other', 9)).toEqual([{ time: clock.now(), level: 'warn', message: 'odd' }]);
  expect(await logs.last('Nobody', 9)).toEqual([]);
});
