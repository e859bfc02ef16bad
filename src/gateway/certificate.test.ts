import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { certificateFile, certificateFiles } from '../../test/kits/certificates.ts';
import { Fault } from '../util/result.ts';
import { readCertificate } from './certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'hobnob-certificate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = Date.now();
const years = 365.25 * 24 * 3_600_000;
const one = certificateFiles('one');
const noise = join(folder, 'noise.pem');
writeFileSync(noise, '-----BEGIN CERTIFICATE-----\nnoise\n-----END CERTIFICATE-----\n');

describe('a certificate', () => {
  it('is read with its key', () => {
    const { cert, key } = readCertificate(one, now);
    expect(String(cert)).toContain('BEGIN CERTIFICATE');
    expect(String(key)).toContain('PRIVATE KEY');
  });

  it.each([
    [
      'a missing file',
      { ...one, cert: join(folder, 'none.pem') },
      now,
      /^--tls-cert .*none\.pem: cannot be read/,
    ],
    [
      'a missing key',
      { ...one, key: join(folder, 'none.pem') },
      now,
      /^--tls-key .*none\.pem: cannot be read/,
    ],
    ['a folder', { ...one, cert: folder }, now, /^--tls-cert .*: cannot be read/],
    ['noise', { ...one, cert: noise }, now, /^--tls-cert .*noise\.pem: not a certificate/],
    ['a key in its place', { ...one, cert: one.key }, now, /^--tls-cert .*: not a certificate/],
    ['a certificate for a key', { ...one, key: one.cert }, now, /^--tls-key .*: not a key/],
    ['a password', { ...one, key: certificateFile('locked-key') }, now, /^--tls-key .*without a password/],
    [
      'the key of another',
      { ...one, key: certificateFiles('two').key },
      now,
      /^--tls-key .*: belongs to another/,
    ],
    ['a day too late', one, now + 101 * years, /^--tls-cert .*: expired on /],
    ['a day too early', one, now - 101 * years, /^--tls-cert .*: not valid before /],
  ])('is refused in one sentence for %s', (_, files, time, sentence) => {
    expect(() => readCertificate(files, time)).toThrow(sentence);
    expect(() => readCertificate(files, time)).toThrow(Fault);
    expect(() => readCertificate(files, time)).toThrow(/^[^\n]*\.$/);
  });
});
