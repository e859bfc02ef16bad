import { expect, test } from 'vitest';
import { ReservedNames } from './reserved-names.ts';

test('the Host’s name and those given, in any case and by their looks, and what is added later', () => {
  const reserved = new ReservedNames(['One_Bot']);
  const names = ['host', 'Ηost', 'one_bot', 'Two_Bot', 'Ann'];
  expect(names.map((name) => reserved.has(name))).toEqual([true, true, true, false, false]);
  reserved.add('Two_Bot');
  expect(names.map((name) => reserved.has(name))).toEqual([true, true, true, true, false]);
});
