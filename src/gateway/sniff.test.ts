import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

describe('sniff', () => {
  it.each([
    ['GET / HTTP/1.1\r\n', 'http'],
    ['OPTIONS * HTTP/1.1\r\n', 'http'],
    ['PRI * HTTP/2.0\r\n', 'http'],
    ['\x16\x03\x01\x02', 'tls'],
    ['ann: ann::EOMsg::', 'classic'],
    ['GET: GET::EOMsg::', 'classic'],
    ['GETTY: GETTY::EOMsg::', 'classic'],
    ['get / HTTP/1.1', 'classic'],
    ['::EOMsg::', 'classic'],
    ['\x16\x04', 'classic'],
    ['\n', 'classic'],
  ])('takes %j for %s', (bytes, protocol) => {
    expect(sniff(Buffer.from(bytes, 'latin1'))).toBe(protocol);
  });

  it.each(['', 'G', 'GET', 'OPTIONS', '\x16'])('waits for more after %j', (bytes) => {
    expect(sniff(Buffer.from(bytes, 'latin1'))).toBeNull();
  });

  it('decides within 8 bytes, and never changes its mind', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 8 }),
      fc.string({ minLength: 8 }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        const whole = Buffer.from(given);
        const decided = sniff(whole.subarray(0, 8));
        expect(decided).not.toBeNull();
        expect(sniff(whole)).toBe(decided);
        for (let length = 0; length < 8; length++) {
          expect([null, decided]).toContain(sniff(whole.subarray(0, length)));
        }
      }),
    );
  });
});
