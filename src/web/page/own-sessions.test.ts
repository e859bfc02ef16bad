import { expect, test } from 'vitest';
import { readSessions, sessionOf, withSession } from './own-sessions.ts';

const own = (name: string) => ({ name, session: `token of ${name}` });

test('each of the last five names has its place, in any case', () => {
  const names = ['Anna', 'Annabel', 'Cleo', 'Ben', 'Eve', 'ANNA', 'Kim'];
  const all = names.map(own).reduce(withSession, readSessions(null));
  expect(all.map(({ name }) => name)).toEqual(['Kim', 'ANNA', 'Eve', 'Ben', 'Cleo']);
  expect(sessionOf(all, 'anna')).toBe('token of ANNA');
  expect(sessionOf(all, 'Annabel')).toBeNull();
});

test('what is odd in what was kept is left out', () => {
  expect(readSessions('Anna')).toEqual([]);
  expect(readSessions([own('Anna'), null, 3, { name: 'Ben' }, { name: 'Eve', session: '' }])).toEqual([
    own('Anna'),
  ]);
});
