import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/kits/folder.ts';
import { defaultPreferences, muting } from '../../client/preferences.ts';
import { Keep } from './keep.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.clear());

const fileOf = () => join(folder.path, 'deep', 'join.json');

test('what was kept is there again, and only its owner can read it', () => {
  const keep = new Keep(fileOf());
  expect(keep.session('host:1 Ann')).toBe(null);
  keep.keepSession('host:1 Ann', 'secret');
  const preferences = { ...defaultPreferences, bots: 'off', ...muting(defaultPreferences, 'A_Bot') } as const;
  keep.keepPreferences(preferences);
  const again = new Keep(fileOf());
  expect(again.session('host:1 Ann')).toBe('secret');
  expect(again.session('host:1 Ben')).toBe(null);
  expect(again.preferences()).toEqual(preferences);
  expect(statSync(fileOf()).mode & 0o777).toBe(0o600);
});

test('a place that another running program holds is not taken from it', () => {
  const keep = new Keep(fileOf());
  keep.keepSession('host:1 Ann', 'secret');
  const text = readFileSync(fileOf(), 'utf8');
  writeFileSync(fileOf(), text.replace(`"pid":${process.pid}`, `"pid":${process.ppid}`));
  expect(keep.session('host:1 Ann')).toBe(null);
});

test.each(['', '[]', '{"sessions":{"a":3,"b":{"token":1}},"preferences":7}', 'no JSON'])(
  'a file of %j is as none',
  (text) => {
    const keep = new Keep(join(folder.path, 'join.json'));
    writeFileSync(join(folder.path, 'join.json'), text);
    expect(keep.session('a')).toBe(null);
    expect(keep.preferences()).toEqual(defaultPreferences);
  },
);

test('where nothing can be written, nothing is kept and nothing fails', () => {
  writeFileSync(join(folder.path, 'file'), '');
  const keep = new Keep(join(folder.path, 'file', 'join.json'));
  keep.keepSession('a', 'b');
  expect(keep.session('a')).toBe(null);
});
