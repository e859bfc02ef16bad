import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { openStore } from '../src/log/open.ts';
import { temporaryFolder } from '../test/kits/folder.ts';
import { LiveClient } from '../test/kits/live-client.ts';
import { startServer } from '../test/kits/server.ts';
import type { Benchmark } from './benchmark.ts';
import { messageOf, upTo } from './messages.ts';
import { residentKilobytes } from './resident.ts';

const pages = 10_000;
/** Connections made at the same time. */
const atOnce = 100;
const past = 100_000;

/** The live wire, as the browser page uses it. */
export const liveBenchmarks: readonly Benchmark[] = [
  { name: `memory for one of ${pages.toLocaleString('en-GB')} idle pages`, unit: 'KB', run: memoryForPage },
  {
    name: `from hello to live, ${past.toLocaleString('en-GB')} messages in the room`,
    unit: 'ms',
    run: helloToLive,
  },
];

/** Each with a session, as a page has. */
async function memoryForPage(): Promise<number> {
  const folder = temporaryFolder();
  const server = await startServer(folder.path, ['--bots', 'none', '--host-every', '0']);
  const sockets: Socket[] = [];
  try {
    const before = await residentKilobytes(server.process.pid);
    while (sockets.length < pages) {
      const first = sockets.length;
      sockets.push(...(await Promise.all(upTo(atOnce).map((index) => idlePage(server.port, first + index)))));
    }
    return ((await residentKilobytes(server.process.pid)) - before) / pages;
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.kill();
    folder.clear();
  }
}

/** A connection that says hello and from then on only reads. Resolves when it was welcomed. */
async function idlePage(port: number, number: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  const hello = JSON.stringify({
    type: 'hello',
    version: 1,
    name: `Idler${number}`,
    session: true,
    history: 0,
  });
  const until = (sign: string) =>
    new Promise<void>((resolve, reject) => {
      socket.on('error', reject).on('data', (data: Buffer) => {
        if (!data.includes(sign)) return;
        socket.removeAllListeners('data').resume();
        resolve();
      });
    });
  await until('101 Switching Protocols');
  // A masked text frame of less than 126 bytes; a mask of zeros leaves the text as it is.
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), Buffer.from(hello)]));
  await until('"welcome"');
  return socket;
}

async function helloToLive(): Promise<number> {
  const folder = temporaryFolder();
  const store = await openStore(folder.path, { durability: 'fast' });
  await store.log.append(upTo(past).map(messageOf));
  await store.close();
  const server = await startServer(folder.path, ['--bots', 'none', '--host-every', '0']);
  try {
    const client = await LiveClient.open(server.port);
    const start = performance.now();
    client.send({ type: 'hello', version: 1, name: 'Newcomer', session: true });
    await client.until((message) => message.type === 'live');
    const elapsed = performance.now() - start;
    client.close();
    return elapsed;
  } finally {
    await server.kill();
    folder.clear();
  }
}
