import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openSocket } from './open-socket.ts';

/** What the error says when a server answers so. */
async function troubleWith(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const socket = openSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const trouble = new Promise<string>((resolve) => socket.once('error', ({ message }) => resolve(message)));
    await closed;
    return await trouble;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  [421, 'The page is on port 3000.\n', 'The page is on port 3000.'],
  [404, '', 'Unexpected server response: 404'],
  [404, '<html>\n<body>', 'Unexpected server response: 404'],
  [426, 'red \u001b[31m', 'Unexpected server response: 426'],
  [500, 'x'.repeat(100_000), 'Unexpected server response: 500'],
])('an answer of %d with %j', async (status, body, trouble) => {
  expect(await troubleWith(status, body)).toBe(trouble);
});
