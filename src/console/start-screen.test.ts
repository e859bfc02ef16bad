import { describe, expect, test } from 'vitest';
import { columnsOf } from '../util/terminal-safe.ts';
import type { Place } from './place.ts';
import { pageAt } from './place.ts';
import { qrCode } from './qr-code.ts';
import { startScreen } from './start-screen.ts';

const place: Place = {
  port: 2020,
  httpPort: 2020,
  secure: false,
  here: 'localhost',
  away: '192.168.178.123',
};
const facts = {
  version: '0.1.0',
  place,
  weatherOff: null,
  wantsName: false,
  warnings: [],
  columns: 80,
  rows: null,
};
const at = (changes: Partial<Place>) => ({ ...place, ...changes });
const drawn = /[▀▄█]/;

describe('the start screen', () => {
  test('ends with what somebody should do something about', () => {
    const warnings = ['dice.mjs has no bot.', `${'long '.repeat(20)}\x1b[2J`];
    const lines = startScreen({ ...facts, rows: 60, warnings });
    expect(lines.slice(-4)).toEqual(['', 'dice.mjs has no bot.', `${'long '.repeat(20)}\uFFFD[2J`, '']);
    const fits = (rows: number, given: readonly string[]) =>
      startScreen({ ...facts, rows, warnings: given }).some((line) => drawn.test(line));
    const rows = Array.from({ length: 60 }, (_, index) => index).find((each) => fits(each, [])) ?? 0;
    expect(rows).toBeGreaterThan(0);
    expect([fits(rows, warnings), fits(rows + 4, warnings)]).toEqual([false, true]);
  });

  test('names product, port, every command, and at its end how to join', () => {
    const lines = startScreen({ ...facts, place: at({ port: 3000, httpPort: 3000 }) });
    expect(lines.slice(0, 4)).toEqual([
      'hobnob 0.1.0 - a chat room with resident bots',
      'The server is listening on port 3000.',
      '',
      'Commands',
    ]);
    expect(lines.some((line) => line.startsWith('  kick USER [reason…]'))).toBe(true);
    expect(lines.slice(-6)).toEqual([
      '',
      'Join the room',
      '  browser   http://192.168.178.123:3000/  (here also http://localhost:3000/)',
      '  terminal  bin/hobnob join -u NAME -p 3000 -d 192.168.178.123  (here without -d)',
      '  classic   a client of the original, at 192.168.178.123 port 3000',
      '',
    ]);
    expect(lines.join('\n')).not.toContain('--');
  });

  test('names what is only on this machine, a page with a certificate, and a port of its own', () => {
    const lines = startScreen({
      ...facts,
      place: at({ here: '127.0.0.1', away: null, secure: true, httpPort: 443 }),
    });
    expect(lines[1]).toBe('The server is listening on port 2020. The page is on port 443.');
    expect(lines.slice(-5)).toEqual([
      'Join the room',
      '  browser   https://127.0.0.1/',
      '  terminal  bin/hobnob join -u NAME -p 443',
      '  classic   a client of the original, at 127.0.0.1 port 2020',
      '',
    ]);
    expect(pageAt(at({}), '::1', '/admin')).toBe('http://[::1]:2020/admin');
  });

  test('says what can be switched on where it is off', () => {
    const text = startScreen({
      ...facts,
      weatherOff: 'Live weather is off; --weather-contact …',
      wantsName: true,
    });
    expect(text.join(' ')).toContain('--weather-contact');
    expect(text.join(' ')).toContain('--hosts');
  });

  test.each([
    [80, 24, true],
    [200, 60, true],
    [80, 21, false],
    [30, 60, false],
    [80, null, false],
  ])('has a code for phones on a terminal that is large enough: %s × %s', (columns, rows, expected) => {
    const lines = startScreen({ ...facts, columns, rows });
    expect(lines.some((line) => drawn.test(line))).toBe(expected);
    if (rows === null || columns < 80) return;
    // With the prompt everything from here on is on the screen.
    expect(lines.length - lines.indexOf('Join the room') + 1).toBeLessThanOrEqual(rows);
  });
});

test('a QR code is black on white, as wide as it says, with quiet around it', () => {
  const { lines, columns } = qrCode('http://192.168.178.123:2020/');
  expect([lines.length, columns]).toEqual([15, 29]);
  for (const line of lines) {
    expect(line).toMatch(/^\x1b\[38;5;16;48;5;231m[ ▀▄█]+\x1b\[0m$/);
    expect(columnsOf(line.replace(/\x1b\[[\d;]*m/g, ''))).toBe(columns);
    expect(line.replace(/\x1b\[[\d;]*m/g, '')).toMatch(/^ {2}.* {2}$/);
  }
  // The eye in the upper left corner.
  const rows = lines.map((line) => line.replace(/\x1b\[[\d;]*m/g, '').slice(2, 9));
  expect(rows.slice(1, 5)).toEqual(['█▀▀▀▀▀█', '█ ███ █', '█ ▀▀▀ █', '▀▀▀▀▀▀▀']);
});
