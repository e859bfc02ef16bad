import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const names = ['port', 'host-every', 'host-always', 'listConnections', 'list'];

test.each([
  ['prot', 'port'],
  ['PORT', 'port'],
  ['hostevery', 'host-every'],
  ['host-alway', 'host-always'],
  ['listconections', 'listConnections'],
  ['lst', 'list'],
])('%s is taken for %s', (word, name) => {
  expect(nearest(word, names)).toBe(name);
});

test.each(['', 'x', 'weather', 'pxxt', 'hostess'])('%j is near nothing', (word) => {
  expect(nearest(word, names)).toBeNull();
});

test('the nearest of several wins', () => {
  expect(nearest('list', ['lists', 'list'])).toBe('list');
});
