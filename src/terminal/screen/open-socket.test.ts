import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { dialWith } from '../../client/socket.ts';
import { openSocket } from './open-socket.ts';

/** What a chat is told of the server that listens there. */
async function troubleAt(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise<string>((resolve) => {
    dialWith(() => openSocket(`ws://127.0.0.1:${port}/live`))({
      open: () => resolve('open'),
      frame: () => undefined,
      closed: (_, reason) => resolve(reason),
    });
  });
}

test.each([
  [421, 'The page is on port 3000.\n', 'The page is on port 3000.'],
  [404, '', 'An HTTP server answers there (status 404), and not hobnob.'],
  [404, '<html>\n<body>', 'An HTTP server answers there (status 404), and not hobnob.'],
  [426, 'red \u001b[31m', 'An HTTP server answers there (status 426), and not hobnob.'],
  [500, 'x'.repeat(100_000), 'An HTTP server answers there (status 500), and not hobnob.'],
])('an answer of %d with %j', async (status, body, trouble) => {
  expect(await troubleAt(createServer((_, response) => response.writeHead(status).end(body)))).toBe(trouble);
});

test.each([
  [':irc.example 421 * GET :Unknown command\r\n', 'An IRC server answers there, and not hobnob.'],
  [':irc.example NOTICE * :*** Looking up your hostname\r\n', 'An IRC server answers there, and not hobnob.'],
  ['ERROR :Closing link\r\n', 'An IRC server answers there, and not hobnob.'],
  ['SSH-2.0-OpenSSH_9.2\r\n', 'An SSH server answers there, and not hobnob.'],
  ['220 mail.example ESMTP\r\n', 'A mail or file server answers there, and not hobnob.'],
  ['\x15\x03\x01\x00\x02\x02\x46', 'A server answers there that wants TLS: try --tls.'],
  [
    'Ann: hello 421::EOMsg::------------[Start new messages]------------::EOMsg::',
    'A server of the original kind answers there: join it with --wire classic.',
  ],
  ['\x00\x01\x02', 'A server of another kind answers there, and not hobnob.'],
  [
    '',
    'The server has ended the connection without a word. A server of the original kind is joined with --wire classic.',
  ],
])('a server that says %j', async (said, trouble) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    // As such servers do: some words on the request, or before it, and then the end.
    socket.once('data', () => socket.end(Buffer.from(said, 'latin1')));
  });
  expect(await troubleAt(server)).toBe(trouble);
});

test('where nobody listens, that is said in plain words, and nothing of other servers', async () => {
  const server = createTcpServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const socket = openSocket(`ws://127.0.0.1:${port}/live`);
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toBe('no server answers there');
});
