import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';
import { lastLogLines } from './log-lines.ts';

let folder: string;
let time = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hobnob-lines-'));
  time = Date.parse('2026-11-23T23:59:58Z');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, ...messages: string[]) {
  const clock = { now: () => time, after: () => () => undefined };
  const log = openLogFile({
    folder,
    name,
    keepDays: 30,
    clock,
    onTrouble: (trouble) => expect.fail(trouble),
  });
  for (const message of messages) {
    log.note('info', message);
    time += 1000;
  }
  log.close();
}
const last = async (name: string, count: number) =>
  (await lastLogLines(folder, name, count)).map(({ message }) => message);

test('the last lines over days, the oldest first, of this log alone', async () => {
  write('Tea', 'one', 'two\nlines', 'three');
  time = Date.parse('2026-11-23T12:00:00Z');
  write('Tea_2', 'another’s');
  expect(await last('Tea', 10)).toEqual(['one', 'two\nlines', 'three']);
  expect(await last('Tea', 2)).toEqual(['two\nlines', 'three']);
  expect(await last('Tea', 1)).toEqual(['three']);
  expect((await lastLogLines(folder, 'Tea', 1))[0]).toEqual({
    time: Date.parse('2026-11-24T00:00:00Z'),
    level: 'info',
    message: 'three',
  });
});

test('none where nothing was written, and where there is no folder', async () => {
  expect(await last('Tea', 10)).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(await last('Tea', 10)).toEqual([]);
});

test('of a large file the end, and never half a line', async () => {
  const path = join(folder, 'hobnob-Tea_2026-11-23.log');
  const line = `{"level":"info","time":"2026-11-23T12:00:00.000Z","msg":"${'ä'.repeat(600_000)}"}\n`;
  writeFileSync(path, `${line}${line}`);
  appendFileSync(path, '{"level":"info","time":"2026-11-23T12:00:01.000Z","msg":"end"}\n{"level":"in');
  expect(await last('Tea', 10)).toEqual(['end']);
});
