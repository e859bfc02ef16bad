import { expect, test } from 'vitest';
import { span } from '../../util/span.ts';
import { addressIn, ago, count } from './words.ts';

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [3_900_000, '1 h 5 min'],
  [86_400_000, '1 d'],
  [100_000_000, '1 d 3 h'],
])('%d ms are %s', (ms, words) => {
  expect(span(ms)).toBe(words);
});

test('what was a moment ago is now, also where clocks differ', () => {
  expect([ago(1000, 0), ago(0, 4999), ago(0, 5000)]).toEqual(['just now', 'just now', '5 s ago']);
});

test('numbers are easy to read', () => {
  expect([count(1234567), count(0.25), count(3)]).toEqual(['1,234,567', '0.3', '3']);
});

test.each([
  ['192.0.2.7:51299', '192.0.2.7'],
  ['[2001:db8::7]:51299', '2001:db8::7'],
  ['resident', null],
  ['log', null],
])('the address in %s is %s', (address, expected) => {
  expect(addressIn(address)).toBe(expected);
});
