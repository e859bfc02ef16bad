import { expect, test } from 'vitest';
import { liveAddress, readDest } from './dest.ts';

test.each([
  ['chat.example.org', null, 'ws://chat.example.org:2020/live'],
  ['chat.example.org', 3000, 'ws://chat.example.org:3000/live'],
  ['chat.example.org:3001', 3000, 'ws://chat.example.org:3001/live'],
  ['192.0.2.7:3000', null, 'ws://192.0.2.7:3000/live'],
  ['::1', null, 'ws://[::1]:2020/live'],
  ['[::1]:3000', null, 'ws://[::1]:3000/live'],
  ['http://192.0.2.7:2020/', null, 'ws://192.0.2.7:2020/live'],
  ['https://chat.example.org', null, 'wss://chat.example.org:443/live'],
  ['https://chat.example.org', 8443, 'wss://chat.example.org:8443/live'],
  ['WSS://[::1]:8443/live', null, 'wss://[::1]:8443/live'],
])('%s with %s is %s', (text, port, address) => {
  const dest = readDest(text, port);
  expect(dest && liveAddress(dest)).toBe(address);
});

test.each([
  '',
  'two words',
  'host:0',
  'host:65536',
  'host:',
  '[host]:1',
  'ftp://host',
  'https://',
  'https://a:b@host',
  'https://host/elsewhere',
  'a/b',
])('%j is no place', (text) => {
  expect(readDest(text)).toBeNull();
});
