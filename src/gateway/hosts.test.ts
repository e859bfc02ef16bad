import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostRule, unknownHost } from './hosts.ts';

describe('a Host header', () => {
  const allows = hostRule(['Chat.Example.org'], 'Box.lan');

  it.each([
    undefined,
    '127.0.0.1',
    '192.168.1.5:2020',
    '[::1]:2020',
    '[2001:db8::1]',
    'localhost:2020',
    'LOCALHOST',
    'localhost.',
    'app.localhost:80',
    'box',
    'box.lan:2020',
    'box.local',
    'chat.example.org',
    'chat.example.org.:443',
  ])('%s is for this server', (header) => {
    expect(allows(header)).toBe(true);
  });

  it.each([
    '',
    'evil.example',
    'evil.example:2020',
    'x.chat.example.org',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1:2020.evil.example',
    'evillocalhost',
    '127.1',
    '[evil.example]',
    'evil.example@127.0.0.1',
  ])('%s is not', (header) => {
    expect(allows(header)).toBe(false);
  });

  it('of any name is, where the administrator says so', () => {
    expect(hostRule('*', 'box')('evil.example')).toBe(true);
  });

  it('is never for this server by chance', () => {
    const name = fc.domain().filter((domain) => domain !== 'chat.example.org');
    fc.assert(fc.property(name, (domain) => !allows(domain)));
  });

  it('is shown in the sentence only where it is a plain name', () => {
    expect(unknownHost('Evil.example:80')).toContain('--hosts evil.example\n');
    expect(unknownHost('<script>')).toContain('--hosts NAME\n');
  });
});
