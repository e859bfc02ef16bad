import { expect, test } from 'vitest';
import { postOfficesIn } from './post-offices.ts';

const line = (code: string, name: string, state: string, lat: string, lon: string, country = 'US') =>
  [country, code, name, 'Somewhere', state, 'A county', '001', '', '', lat, lon, '4'].join('\t');

test('a place is listed once for its state, with the first of its post offices', () => {
  const table = [
    line('69030', 'Haigler', 'NE', '40.02', '-101.94'),
    line('69031', 'Haigler', 'NE', '41', '-100'),
    line('12345', 'Haigler', 'NY', '42', '-73'),
  ].join('\n');
  expect(postOfficesIn(table)).toEqual([
    { id: -69030, name: 'Haigler', division: 'NE', lat: 40.02, lon: -101.94 },
    { id: -12345, name: 'Haigler', division: 'NY', lat: 42, lon: -73 },
  ]);
});

test('lines of other countries and lines that are none are left out', () => {
  const lines = [
    line('69030', 'Oslo', '03', '59', '10', 'NO'),
    line('x', 'A', 'NE', '1', '2'),
    line('69030', 'A', 'NE', '', 'b'),
    'US\t69030',
    '',
  ];
  expect(postOfficesIn(lines.join('\n'))).toEqual([]);
});
