import { delimiter, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { calledAs } from './called-as.ts';

const script = resolve('/srv/hobnob/bin/hobnob');
const path = ['/usr/bin', '/bin'].join(delimiter);

test('from the clone it is a short path, from elsewhere a whole one', () => {
  expect(calledAs(script, { cwd: resolve('/srv/hobnob'), path })).toBe(resolve('/bin/hobnob').slice(1));
  expect(calledAs(script, { cwd: resolve('/srv/hobnob/bin'), path })).toMatch(/^\.[/\\]hobnob$/);
  expect(calledAs(script, { cwd: resolve('/home/ann'), path })).toBe(script);
});

test('where PATH leads to it, its name will do; an empty part of PATH leads nowhere', () => {
  const folder = resolve('/srv/hobnob/bin');
  expect(calledAs(script, { cwd: resolve('/home/ann'), path: `${path}${delimiter}${folder}` })).toBe(
    'hobnob',
  );
  expect(calledAs(script, { cwd: folder, path: delimiter })).not.toBe('hobnob');
});
