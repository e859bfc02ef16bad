import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactProblem, coordinate, forecastAddress, isAllowed, userAgent } from './address.ts';

const metBase = 'https://api.met.no/weatherapi/locationforecast/2.0';

describe('the address of a forecast', () => {
  test("is MET's compact product over https", () => {
    expect(forecastAddress(metBase, { lat: 59.91273, lon: 10.74609, altitude: 26 })).toBe(
      'https://api.met.no/weatherapi/locationforecast/2.0/compact?lat=59.91&lon=10.75&altitude=26',
    );
  });
  test.each([
    [{ lat: -0.001, lon: 0, altitude: -0.2 }, '?lat=0&lon=0&altitude=0'],
    [{ lat: 1e-9, lon: -1e-9, altitude: null }, '?lat=0&lon=0'],
    [{ lat: -90, lon: 180, altitude: 12.5 }, '?lat=-90&lon=180&altitude=13'],
    [{ lat: 1.005, lon: 2.5, altitude: 99999 }, '?lat=1&lon=2.5'],
  ])('%j ends in %s', (place, query) => {
    expect(forecastAddress(metBase, place)).toBe(`${metBase}/compact${query}`);
  });
  test.each([
    [90.01, 0],
    [0, -180.5],
    [NaN, 0],
    [0, Infinity],
  ])('there is none for %d, %d', (lat, lon) => {
    expect(forecastAddress(metBase, { lat, lon, altitude: null })).toBeNull();
  });
  test('has at most two decimals, no exponent and no -0, close to where one asked', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (degrees) => {
        const text = coordinate(degrees, 180)!;
        expect(text).toMatch(/^(0|-?(0\.\d{1,2}|[1-9]\d{0,2}(\.\d{1,2})?))$/);
        expect(text).not.toMatch(/^-0(\.0*)?$/);
        expect(Math.abs(Number(text) - degrees)).toBeLessThanOrEqual(0.00501);
      }),
    );
  });
});

test.each([
  ['https://api.met.no/x', true],
  ['http://127.0.0.1:80/x', true],
  ['http://127.9.0.1/', true],
  ['http://[::1]:1/', true],
  ['http://localhost:3000', true],
  ['http://api.met.no/x', false],
  ['http://127.0.0.1.evil.example/', false],
  ['ftp://127.0.0.1/', false],
  ['', false],
])('%s may be asked: %s', (address, allowed) => {
  expect(isAllowed(address)).toBe(allowed);
});

describe('the contact', () => {
  test('stands in the User-Agent after the program and its version', () => {
    expect(userAgent('0.1.0', 'ann@chat.no')).toBe('hobnob/0.1.0 (ann@chat.no)');
  });
  test.each([
    'ann@chat.no',
    'ann.b+weather@mail.chat.co.uk',
    'https://chat.no/about',
    'https://chat.no/~ann',
  ])('%s is one', (contact) => {
    expect(contactProblem(contact, metBase)).toBeNull();
  });
  test.each([
    null,
    '',
    'ann',
    'ann@chat',
    'https://chat',
    'a b@chat.no',
    'ann@chat.no\n',
    'ann@chat.no (x)',
    `${'a'.repeat(200)}@chat.no`,
  ])('%j is none', (contact) => {
    expect(contactProblem(contact, metBase)).toContain('--weather-contact');
  });
  test('of the documentation is none for MET, but good enough for a stand-in', () => {
    expect(contactProblem('you@example.org', metBase)).toContain('only an example');
    expect(contactProblem('you@your-domain.org', metBase)).toContain('only an example');
    expect(contactProblem('you@example.org', 'http://127.0.0.1:1/')).toBeNull();
  });
});
