import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/kits/folder.ts';
import { StarterFiles } from './starters.ts';

function bench() {
  const folder = temporaryFolder();
  onTestFinished(() => folder.clear());
  const logged: string[] = [];
  const path = (name: string) => join(folder.path, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  const open = (...names: string[]) => new StarterFiles(names.map(path), (message) => logged.push(message));
  const read = (...names: string[]) => open(...names).read();
  return { folder: folder.path, write, open, read, logged };
}

test('one a line, without blanks, in any line ending, a mark at the start ignored', () => {
  const { write, read } = bench();
  write('a.txt', '\uFEFFone\r\n\r\n  two \n\rthree');
  expect(read('a.txt')).toEqual(['one', 'two', 'three']);
});

test('of the first file that has any; none where none has, which is no trouble', () => {
  const { write, read, logged } = bench();
  expect(read('a.txt', 'b.txt')).toEqual([]);
  write('b.txt', 'from b');
  expect(read('a.txt', 'b.txt')).toEqual(['from b']);
  write('a.txt', '\n \n');
  expect(read('a.txt', 'b.txt')).toEqual(['from b']);
  write('a.txt', 'from a');
  expect(read('a.txt', 'b.txt')).toEqual(['from a']);
  expect(logged).toEqual([]);
});

test('what is too large, too long or no file is left aside', () => {
  const { write, read, logged } = bench();
  write('large.txt', 'x\n'.repeat(600_000));
  write('long.txt', `${'x'.repeat(1_000)}\n${'y'.repeat(1_001)}`);
  expect(read('large.txt')).toEqual([]);
  expect(read('long.txt')).toEqual(['x'.repeat(1_000)]);
  expect(read('.')).toEqual([]);
  expect(logged).toEqual([
    expect.stringMatching(/large\.txt is larger than 1048576 bytes/),
    expect.stringMatching(/cannot be read: EISDIR/),
  ]);
});

test('tell when they have changed since they were read', () => {
  const { folder, write, open } = bench();
  const files = open('a.txt', 'b.txt');
  expect(files.folders()).toEqual([folder, folder]);
  expect(files.read()).toEqual([]);
  expect(files.hasChanged()).toBe(false);
  write('b.txt', 'from b');
  expect(files.hasChanged()).toBe(true);
  expect(files.read()).toEqual(['from b']);
  expect(files.hasChanged()).toBe(false);
});
