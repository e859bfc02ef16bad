import { expect, test } from 'vitest';
import type { MessageId } from '../room/types.ts';
import type { BotSource } from './mind/mind.ts';
import { Tenure } from './tenure.ts';

test('a bot that begins one message after the other is not remembered all of them', () => {
  const bot = { wake: () => ({}) } as unknown as BotSource;
  const tenure = new Tenure(bot, Math.random, () => ({}) as never);
  const begun = Array.from({ length: 1000 }, (_, at) =>
    tenure.writes({ id: `a-${at}` as MessageId, text: 'x' }),
  );
  expect(begun.filter(Boolean)).toHaveLength(100);
  expect(tenure.drafts.size).toBe(100);
  expect(tenure.writes({ id: 'a-3' as MessageId, text: 'xx' })).toBe(true);
  expect(tenure.writes({ id: 'a-999' as MessageId, text: null })).toBe(false);
  expect(tenure.writes({ id: 'a-3' as MessageId, text: null })).toBe(true);
  expect(tenure.writes({ id: 'a-999' as MessageId, text: 'x' })).toBe(true);
});
