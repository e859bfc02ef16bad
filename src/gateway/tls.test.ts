import { once } from 'node:events';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as connectTcp, createServer } from 'node:net';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificate, fingerprintAt, secureConnection } from '../../test/kits/certificates.ts';
import { LiveClient } from '../../test/kits/live-client.ts';
import { RawClient } from '../../test/kits/raw-client.ts';
import { openRoom } from '../../test/kits/room.ts';
import { sniff } from './sniff.ts';
import type { TcpOptions } from './tcp.ts';

const separator = '------------[Start new messages]------------::EOMsg::';
/** The handshake record of a client, in one piece. */
const clientHello = helloOf();

let cleanups: (() => Promise<void> | void)[] = [];
beforeEach(() => {
  cleanups = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

async function room(changes: Partial<TcpOptions> = {}, hubChanges: Parameters<typeof openRoom>[0] = {}) {
  const opened = await openRoom(hubChanges, { certificate: certificate('one'), ...changes });
  cleanups.push(opened.close);
  const { port } = opened;
  const kept = <T extends { close(): void }>(client: T): T => {
    cleanups.push(() => client.close());
    return client;
  };
  return {
    ...opened,
    open: async () => kept(await RawClient.open(port)),
    secure: async (to = port) => kept(RawClient.over(await secureConnection(to))),
    classic: async (name: string) => kept(await RawClient.classic(port, name)),
    live: async (name: string, scheme = 'wss') => {
      const client = kept(await LiveClient.at(`${scheme}://127.0.0.1:${port}/live`));
      client.send({ type: 'hello', version: 1, name });
      await client.until((message) => message.type === 'live');
      return client;
    },
  };
}

/** What a TLS client says first. */
async function helloOf(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  client.on('error', () => undefined);
  const [socket] = (await once(server, 'connection')) as [ReturnType<typeof connectTcp>];
  const [hello] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  server.close();
  return hello;
}

function page(port: number, host = '127.0.0.1'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', headers: { host }, rejectUnauthorized: false, agent: false };
    get(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}

describe('with a certificate the port takes', () => {
  it('the text wire with and without TLS, page and live wire too: one room', async () => {
    const { port, secure, classic, live } = await room();
    const ann = await secure();
    ann.send('Ann: Ann::EOMsg::');
    await ann.until(separator);
    const ben = await classic('Ben');
    const eve = await live('Eve');
    const zoe = await live('Zoe', 'ws');
    ann.send('Ann: hello æøå 👋::EOMsg::');
    await ben.until('Ann: hello æøå 👋::EOMsg::');
    eve.send({ type: 'post', text: 'hi Ann' });
    await ann.until('Eve: hi Ann::EOMsg::');
    for (const client of [eve, zoe]) {
      await client.until((message) => message['text'] === 'hi Ann');
      expect(client.texts).toEqual(['hello æøå 👋', 'hi Ann']);
    }
    expect(await page(port)).toBe(404);
    expect(await page(port, 'evil.example')).toBe(421);
  });

  it('many messages on the secured live wire, each once and in order', async () => {
    const { live } = await room();
    const [ann, ben] = [await live('Ann'), await live('Ben')];
    const texts = Array.from({ length: 300 }, (_, i) => `${i} ${'x'.repeat(i * 10)}`);
    for (const [i, text] of texts.entries()) ann.send({ type: 'post', text, id: `m${i}` });
    for (const client of [ann, ben]) {
      await client.until((message) => message['text'] === texts.at(-1));
      expect(client.texts).toEqual(texts);
    }
  });

  it('a hello that comes byte by byte', async () => {
    const { port, secure } = await room();
    const slow = createServer({ noDelay: true }, (client) => {
      const server = connectTcp({ port, host: '127.0.0.1', noDelay: true });
      client.on('data', (chunk) => chunk.forEach((byte) => server.write(Buffer.of(byte))));
      server.pipe(client);
      for (const socket of [client, server]) socket.on('error', () => undefined);
      client.on('close', () => server.destroy());
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    cleanups.push(() => void slow.close());
    const ann = await secure((slow.address() as AddressInfo).port);
    ann.send('Ann: Ann::EOMsg::');
    await ann.until(separator);
  });

  it('a new certificate for the connections from then on, and leaves the others alone', async () => {
    const { port, gateway, secure } = await room();
    const before = await secure();
    const first = await fingerprintAt(port);
    gateway.renew(certificate('two'));
    expect(await fingerprintAt(port)).not.toBe(first);
    before.send('Ann: Ann::EOMsg::');
    await before.until(separator);
    expect(await page(port)).toBe(404);
  });
});

describe('a TLS connection is closed', () => {
  it('without a certificate', async () => {
    const { open } = await room({ certificate: null });
    const client = await open();
    client.send(await clientHello);
    await client.untilEnded();
    expect(client.received).toHaveLength(0);
  });

  it('when it begins another one inside', async () => {
    const { secure } = await room();
    const client = await secure();
    client.send(await clientHello);
    await client.untilEnded();
  });

  it('at one deadline for the handshake and the name', async () => {
    const { open, secure, notes } = await room({ handshakeTimeout: 1500 });
    const hello = await clientHello;
    const stalled = await Promise.all([1, 2, 5, 40, hello.length - 1, hello.length].map(() => open()));
    for (const [i, length] of [1, 2, 5, 40, hello.length - 1, hello.length].entries())
      stalled[i]!.send(hello.subarray(0, length));
    const silent = await secure();
    const half = await secure();
    half.send('GET / HTTP/1.1\r\n');
    for (const client of [...stalled, silent, half]) await client.untilEnded();
    expect(silent.text).toBe('Kicked by the host for not saying who you are in time.::EOMsg::');
    expect(notes).toContain('A connection said nothing and was closed.');
  });

  it('when it stops reading, and the others get everything', async () => {
    const { live, hub } = await room({}, { backlogLimit: 1024 ** 2 });
    const [lazy, ann] = [await live('Lazy'), await live('Ann')];
    lazy.socket.pause();
    const text = 'x'.repeat(4000);
    const isHere = () => hub.members().some((member) => member.nick === 'Lazy');
    for (let said = 0; isHere() && said < 100_000; said++) {
      ann.send({ type: 'post', text });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ann.until((message) => message['event'] === 'left');
    expect(hub.members().map((member) => member.nick)).toEqual(['Ann']);
  });

  it('when the service stops, also in the middle of a handshake', async () => {
    const { open, secure, close } = await room();
    const half = await open();
    half.send((await clientHello).subarray(0, 50));
    const silent = await secure();
    await close();
    await Promise.all([half.untilEnded(), silent.untilEnded()]);
    expect(silent.text).toBe('Kicked by the host for The service is stopping!::EOMsg::');
  });
});

describe('what only begins like TLS', () => {
  it('is told by two bytes', () => {
    const rest = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(rest, (bytes) => {
        expect(sniff(Buffer.from([0x16, 0x03, ...bytes]))).toBe('tls');
        expect(sniff(Buffer.from([0x16, 0x02, ...bytes]))).toBe('classic');
      }),
    );
  });

  it('ends its own connection and nothing else', async () => {
    const { open, classic, hub } = await room({ handshakeTimeout: 1500 });
    const ann = await classic('Ann');
    const hello = await clientHello;
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from([0x16, 0x03, ...bytes])),
      // A real hello with some bytes changed.
      fc
        .array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
        .map((changes) => {
          const bytes = Buffer.from(hello);
          for (const [at, value] of changes) bytes[Math.max(2, at)] = value;
          return bytes;
        }),
      fc
        .nat(hello.length)
        .map((length) => Buffer.concat([hello.subarray(0, length), Buffer.alloc(600, 0xff)])),
    );
    const samples = fc.sample(garbage, { numRuns: 60, seed: 3 });
    const clients = await Promise.all(
      samples.map(async (bytes) => {
        const client = await open();
        client.send(bytes);
        return client;
      }),
    );
    for (const client of clients) await client.untilEnded();
    ann.send('Ann: still here::EOMsg::');
    const ben = await classic('Ben');
    await ben.until('Ann: still here::EOMsg::');
    expect(hub.members().map((member) => member.nick)).toEqual(['Ann', 'Ben']);
  });
});

describe('ports of their own', () => {
  it('keep page and text apart, and each points to the other', async () => {
    const opened = await room({ httpPort: 0 });
    const { port, gateway, open, classic } = opened;
    const { httpPort } = gateway;
    expect(httpPort).not.toBe(port);
    const ann = await classic('Ann');
    const browser = await open();
    browser.send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await browser.untilEnded();
    expect(browser.text).toMatch(/^HTTP\/1\.1 421 .*\r\n/);
    expect(browser.text).toMatch(
      new RegExp(
        `\r\n\r\nThis port is for the classic wire\\. The page and the live wire are on port ${httpPort}\\.\n$`,
      ),
    );
    expect((await fetch(`http://127.0.0.1:${httpPort}/`)).status).toBe(404);
    expect(await page(httpPort)).toBe(404);
    const live = await LiveClient.join(httpPort, 'Eve');
    cleanups.push(() => live.close());
    await ann.until('User Eve has joined the chat!');
    const lost = await RawClient.open(httpPort);
    cleanups.push(() => lost.close());
    lost.send('Ben: Ben::EOMsg::');
    await lost.untilEnded();
    expect(lost.text).toBe(
      `Kicked by the host for coming to the port of the page. The room is on port ${port}.::EOMsg::`,
    );
  });
});
