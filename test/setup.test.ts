import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, isInstalled } from '../scripts/setup.mjs';

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'hobnob-setup-'));
});
afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

describe('whether the packages are there', () => {
  const chat = { version: '1.0.0', integrity: 'sha512-chat' };
  const testing = { version: '2.0.0', integrity: 'sha512-testing', dev: true };
  const here = { version: '3.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
  const elsewhere = { version: '3.0.0', optional: true, os: ['haiku'], cpu: [process.arch] };
  const wanted = {
    '': {},
    'node_modules/chat': chat,
    'node_modules/testing': testing,
    'node_modules/here': here,
    'node_modules/elsewhere': elsewhere,
  };
  const production = { 'node_modules/chat': chat, 'node_modules/here': here };

  function install(packages: Record<string, object>): void {
    write('package-lock.json', JSON.stringify({ packages: wanted }));
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    for (const folder of Object.keys(packages)) write(`${folder}/package.json`, '{}');
  }

  test('all of them', () => {
    install({ ...production, 'node_modules/testing': testing });
    expect(isInstalled(checkout, false)).toBe(true);
    expect(isInstalled(checkout, true)).toBe(true);
  });

  test('those for running, not those for testing', () => {
    install(production);
    expect(isInstalled(checkout, false)).toBe(true);
    expect(isInstalled(checkout, true)).toBe(false);
  });

  test('none', () => {
    write('package-lock.json', JSON.stringify({ packages: wanted }));
    expect(isInstalled(checkout, false)).toBe(false);
  });

  test.each([
    ['an older one', { ...production, 'node_modules/chat': { ...chat, version: '0.9.0' } }],
    [
      'another of the same version',
      { ...production, 'node_modules/chat': { ...chat, integrity: 'sha512-other' } },
    ],
    ['one missing', { 'node_modules/here': here }],
    ['the one for this machine missing', { 'node_modules/chat': chat }],
  ])('%s', (_, packages) => {
    install(packages);
    expect(isInstalled(checkout, false)).toBe(false);
  });

  test('one whose folder was removed by hand', () => {
    install(production);
    rmSync(join(checkout, 'node_modules/chat'), { recursive: true });
    expect(isInstalled(checkout, false)).toBe(false);
  });

  test('an installation that was interrupted', () => {
    install(production);
    write('node_modules/.package-lock.json', '{"packages": {');
    expect(isInstalled(checkout, false)).toBe(false);
  });
});

describe('whether the sources have changed', () => {
  beforeEach(() => {
    write('package.json', '{}');
    write('src/main.ts', 'one');
    write('src/room/decide.ts', 'two');
  });

  test('not by themselves, nor by a test', () => {
    const before = fingerprint(checkout);
    write('src/room/decide.test.ts', 'a test');
    expect(fingerprint(checkout)).toBe(before);
  });

  test.each([
    ['an edit', () => write('src/main.ts', 'longer')],
    ['a file as long as before with another time', () => utimesSync(join(checkout, 'src/main.ts'), 1, 1)],
    ['a new file', () => write('src/hub/hub.ts', 'three')],
    ['a removed file', () => rmSync(join(checkout, 'src/room/decide.ts'))],
    [
      'a new name',
      () => renameSync(join(checkout, 'src/room/decide.ts'), join(checkout, 'src/room/evolve.ts')),
    ],
    ['another package', () => write('package-lock.json', '{}')],
  ])('%s', (_, change) => {
    const before = fingerprint(checkout);
    change();
    expect(fingerprint(checkout)).not.toBe(before);
  });
});
