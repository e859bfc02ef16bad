import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LogFileOptions, openLogFile } from './log-file.ts';

let home: string;
let folder: string;
let time: number;
let troubles: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hobnob-log-'));
  folder = join(home, 'logs');
  time = Date.parse('2026-11-23T23:59:59.990Z');
  troubles = [];
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function open(keepDays = 30, rest: Pick<LogFileOptions, 'name' | 'mostBytes'> = {}) {
  const clock = { now: () => time, after: () => () => undefined };
  return openLogFile({ folder, keepDays, clock, onTrouble: (message) => troubles.push(message), ...rest });
}

function lines(name: string): unknown[] {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('a line is in the file when the call returns, with level, time, fields and sentence', () => {
  const log = open();
  log.note('warn', 'kicked "Ben"\n', { nick: 'Ben', seq: 7 });
  expect(lines('hobnob_2026-11-23.log')).toEqual([
    { level: 'warn', time: '2026-11-23T23:59:59.990Z', nick: 'Ben', seq: 7, msg: 'kicked "Ben"\n' },
  ]);
  log.close();
});

test('nothing is made before there is something to write', () => {
  open().close();
  expect(readdirSync(home)).toEqual([]);
});

test('a new day is a new file, and a clock set back goes on in the old one', () => {
  const log = open();
  log.note('info', 'one');
  time += 10;
  log.note('info', 'two');
  time -= 10;
  log.note('info', 'three');
  log.close();
  expect(lines('hobnob_2026-11-23.log')).toMatchObject([{ msg: 'one' }, { msg: 'three' }]);
  expect(lines('hobnob_2026-11-24.log')).toMatchObject([{ msg: 'two' }]);
});

test('a restart goes on in the file of the day', () => {
  for (const message of ['one', 'two']) {
    const log = open();
    log.note('info', message);
    log.close();
  }
  expect(lines('hobnob_2026-11-23.log')).toMatchObject([{ msg: 'one' }, { msg: 'two' }]);
});

test('files are kept for so many days and no longer; other files are left alone', () => {
  mkdirSync(folder);
  const others = ['hobnob_2026-99-99.log', 'notes.txt', 'x_hobnob_2020-01-01.log'];
  for (const name of ['hobnob_2026-11-20.log', 'hobnob_2026-11-21.log', ...others])
    writeFileSync(join(folder, name), '');
  const log = open(2);
  log.note('info', 'today');
  const kept = ['hobnob_2026-11-21.log', 'hobnob_2026-11-23.log', ...others];
  expect(readdirSync(folder).sort()).toEqual(kept.sort());

  time += 10;
  log.note('info', 'tomorrow');
  expect(readdirSync(folder)).not.toContain('hobnob_2026-11-21.log');
  log.close();
});

test('a log that cannot be written costs lines, is reported once, and says later what is missing', () => {
  writeFileSync(folder, 'a file where the folder should be');
  const log = open();
  for (const message of ['lost', 'lost too']) log.note('info', message);
  time += 5_000;
  log.note('info', 'still lost');
  expect(troubles).toHaveLength(1);

  rmSync(folder);
  log.note('info', 'lost while it waits');
  time += 1_000;
  log.note('info', 'back');
  expect(lines('hobnob_2026-11-24.log')).toMatchObject([{ level: 'error', lost: 4 }, { msg: 'back' }]);
  log.note('info', 'and on');
  expect(lines('hobnob_2026-11-24.log')).toHaveLength(3);
  log.close();
});

test('a log with a name has files of its own, which any log removes when they are old', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'hobnob-Gone_Bot_2020-01-01.log'), '');
  const log = open(30, { name: 'Tea_Bot' });
  log.note('info', 'one');
  log.close();
  expect(readdirSync(folder)).toEqual(['hobnob-Tea_Bot_2026-11-23.log']);
  const odd = open(30, { name: '../../x 世' });
  odd.note('info', 'one');
  odd.close();
  expect(readdirSync(folder)).toContain('hobnob-..%2F..%2Fx%20%E4%B8%96_2026-11-23.log');
});

test('a day’s log that is full says so and takes no more, also after a restart; the next day has room', () => {
  for (let i = 0; i < 2; i++) {
    const log = open(30, { mostBytes: 1000 });
    for (let j = 0; j < 30; j++) log.note('info', 'x'.repeat(100));
    log.close();
  }
  const all = lines('hobnob_2026-11-23.log');
  expect(all.length).toBeLessThan(10);
  expect(all.at(-1)).toMatchObject({
    level: 'warn',
    msg: 'the log is full for today: the rest is left out',
  });
  time += 10;
  const log = open(30, { mostBytes: 1000 });
  log.note('info', 'next day');
  log.close();
  expect(lines('hobnob_2026-11-24.log')).toMatchObject([{ msg: 'next day' }]);
});

test('a note after closing is dropped', () => {
  const log = open();
  log.note('info', 'one');
  log.close();
  log.close();
  log.note('info', 'two');
  expect(lines('hobnob_2026-11-23.log')).toHaveLength(1);
  expect(troubles).toEqual([]);
});
