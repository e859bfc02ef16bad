import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nickKeys, parseNick } from './names.ts';

describe('parseNick', () => {
  it.each([
    'ann',
    'Ann_Lee',
    'a',
    'x'.repeat(32),
    'Åse',
    '李雷',
    'हिन्दी',
    'a-1',
    '[x]',
    '{a}',
    '\\b|^`',
    '_9',
  ])('takes %s', (name) => {
    expect(parseNick(name)).toBe(name.normalize('NFC'));
  });

  it.each([
    '',
    '9lives',
    '-a',
    'a b',
    'a:b',
    'x'.repeat(33),
    'a\u202eb',
    'a\nb',
    '💬',
    'a.b',
    '@ann',
    '#x',
    'Host\ufe0f',
    'Ho\u034fst',
    'Ann\u3164',
    '\u3164',
    'Ann\u{e0100}',
  ])('refuses %j and says what is allowed', (name) => {
    expect(parseNick(name)).toMatchObject({ code: 'bad_name', message: /1 to 32 letters and digits/ });
  });

  it('counts characters, not code units', () => {
    const letter = '\u{20000}';
    expect(parseNick(letter.repeat(32))).toBe(letter.repeat(32));
    expect(parseNick(letter.repeat(33))).toMatchObject({ code: 'bad_name' });
  });

  it('brings a name into one form', () => {
    expect(parseNick('A\u030ase')).toBe('Åse');
  });

  it('never throws, and what it takes it takes again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const nick = parseNick(typed);
        if (typeof nick === 'string') expect(parseNick(nick)).toBe(nick);
      }),
    );
  });
});

describe('nickKeys', () => {
  const alike = (a: string, b: string) => nickKeys(a).some((key) => nickKeys(b).includes(key));

  it.each([
    ['ann', 'ANN'],
    ['paypal', 'раураl'],
    ['Iris', 'lris'],
    ['bill', 'bil1'],
    ['Åse', 'åse'],
    ['Ｈost', 'Host'],
    ['Bob0', 'BobO'],
    ['Host', 'Hosт'],
    ['host', 'hosτ'],
    ['Host', 'Host\ufe0f'],
  ])('finds %s and %s alike', (a, b) => {
    expect(alike(a, b)).toBe(true);
  });

  it.each([
    ['ann', 'anna'],
    ['ben', 'ban'],
    ['c1', 'c2'],
    ['李雷', '李'],
  ])('tells %s and %s apart', (a, b) => {
    expect(alike(a, b)).toBe(false);
  });
});
