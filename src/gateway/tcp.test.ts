import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from '../../test/kits/raw-client.ts';
import { openRoom } from '../../test/kits/room.ts';
import type { HubOptions } from '../hub/hub.ts';
import { ReservedNames } from '../room/reserved-names.ts';
import type { Nick } from '../room/types.ts';
import { systemClock } from '../util/clock.ts';
import { FrameReader } from '../wire/classic/frames.ts';
import { ConnectionCount } from './connection-count.ts';
import type { TcpOptions } from './tcp.ts';
import { listenTcp } from './tcp.ts';

const separator = '------------[Start new messages]------------::EOMsg::';
const noName = 'Kicked by the host for not providing a valid username for identification.::EOMsg::';

let cleanups: (() => Promise<void> | void)[] = [];
beforeEach(() => {
  cleanups = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

async function room(hubChanges: Partial<HubOptions> = {}, tcpChanges: Partial<TcpOptions> = {}) {
  const opened = await openRoom(hubChanges, tcpChanges);
  cleanups.push(opened.close);
  const join = async (name: string) => {
    const client = await RawClient.classic(opened.port, name);
    cleanups.push(() => client.close());
    return client;
  };
  const open = async () => {
    const client = await RawClient.open(opened.port);
    cleanups.push(() => client.close());
    return client;
  };
  return { ...opened, join, open };
}

/** The numbers that ben's messages begin with, as they come to `client`, until there are `count`. */
function numbersReadBy(client: RawClient, count: number): Promise<number[]> {
  const frames = new FrameReader(16 * 1024);
  const numbers: number[] = [];
  client.socket.removeAllListeners('data');
  return new Promise((resolve) => {
    client.socket.on('data', (chunk: Buffer) => {
      frames.push(chunk);
      for (let frame = frames.next(); typeof frame === 'string'; frame = frames.next()) {
        const number = /^ben: (\d+) /.exec(frame)?.[1];
        if (number !== undefined && numbers.push(Number(number)) === count) resolve(numbers);
      }
    });
  });
}

describe('the classic wire, byte for byte', () => {
  it('brings what the server tells one alone, and what it tells everybody, and keeps neither', async () => {
    const { hub, join } = await room();
    const [ann, ben] = [await join('ann'), await join('ben')];
    expect(hub.announce('Dice_Bot is not here.', 'ann' as Nick)).toBe(1);
    expect(hub.announce('Back in five minutes.')).toBe(2);
    for (const client of [ann, ben]) await client.until('minutes.::EOMsg::');
    expect(ann.text).toContain(
      '\nHost: Dice_Bot is not here.::EOMsg::\nHost: Back in five minutes.::EOMsg::',
    );
    expect(ben.text).not.toContain('Dice_Bot');
    expect((await join('eve')).text).not.toContain('Host:');
  });

  it('through join, talk, leave and history', async () => {
    const { join, open } = await room();
    const ann = await join('ann');
    expect(ann.text).toBe(separator);
    const ben = await join('ben');
    expect(ben.text).toBe(`User ann has joined the chat!::EOMsg::${separator}`);
    ann.send('ann: hello æøå 👋::EOMsg::');
    await ben.until('ann: hello æøå 👋::EOMsg::');
    ben.send('ben: hi::EOMsg::');
    await ann.until('hi');
    ann.close();
    await ben.until('left');
    expect(ben.text).toBe(
      `User ann has joined the chat!::EOMsg::${separator}ann: hello æøå 👋::EOMsg::Host: User ann left the chat.::EOMsg::`,
    );
    expect(ann.text).toBe(`${separator}User ben has joined the chat!::EOMsg::ben: hi::EOMsg::`);
    const eve = await open();
    eve.send('eve: eve::EOMsg::');
    await eve.until(separator);
    expect(eve.text).toBe(
      'User ann has joined the chat!::EOMsg::User ben has joined the chat!::EOMsg::ann: hello æøå 👋::EOMsg::' +
        `ben: hi::EOMsg::Host: User ann left the chat.::EOMsg::${separator}`,
    );
  });

  it('takes a whole visit in one segment', async () => {
    const { join, open } = await room();
    const ann = await join('ann');
    const ben = await open();
    ben.send('ben: ben::EOMsg::ben: one::EOMsg::ben: two::EOMsg::');
    ben.socket.end();
    await ann.until('left');
    expect(ann.text.slice(separator.length)).toBe(
      'User ben has joined the chat!::EOMsg::ben: one::EOMsg::ben: two::EOMsg::Host: User ben left the chat.::EOMsg::',
    );
  });

  it('takes a visit byte by byte', async () => {
    const { join, open } = await room();
    const ann = await join('ann');
    const ben = await open();
    for (const byte of Buffer.from('ben: ben::EOMsg::ben: blå::EOMsg::')) ben.send(Buffer.of(byte));
    await ann.until('ben: blå::EOMsg::');
  });

  it('gives a message the author that holds the seat', async () => {
    const { join } = await room();
    const ann = await join('ann');
    const ben = await join('ben');
    ben.send('ann: I am ann::EOMsg::');
    await ann.until('ben: ann: I am ann::EOMsg::');
  });

  it('makes spaces in a name underscores, and keeps it from the text', async () => {
    const { join } = await room();
    const ann = await join('ann');
    const ben = await join('ben the second');
    await ann.until('User ben_the_second has joined the chat!::EOMsg::');
    ben.send('ben the second: hi::EOMsg::');
    await ann.until('ben_the_second: hi::EOMsg::');
  });

  it('shows the Host as the original does', async () => {
    const { join, hub } = await room();
    const ann = await join('ann');
    await hub.ask({ type: 'say', nick: 'Host' as never, kind: 'host', text: 'Welcome!' });
    await ann.until('\nHost: Welcome!::EOMsg::');
  });

  it('says goodbye when the service stops', async () => {
    const { join, close } = await room();
    const ann = await join('ann');
    await close();
    await ann.untilEnded();
    expect(ann.text).toMatch(/Kicked by the host for The service is stopping!::EOMsg::$/);
  });
});

describe('a connection that does not fit', () => {
  it.each(['hello::EOMsg::', ': x::EOMsg::', '::EOMsg::', 'GETTING HTTP/1.1::EOMsg::'])(
    'is told that %j is no connect message, and sees no history',
    async (first) => {
      const { join, open } = await room();
      (await join('ann')).send('ann: a secret::EOMsg::');
      const stranger = await open();
      stranger.send(first);
      await stranger.untilEnded();
      expect(stranger.text).toBe(noName);
    },
  );

  it.each([
    ['9x', /^Kicked by the host for "9x" is not a name/],
    ['Host', /^Kicked by the host for The name Host is reserved/],
    ['ANN', /^Kicked by the host for The name ANN is taken/],
  ])('is refused the name %s with the reason', async (name, reason) => {
    const { join, open } = await room();
    await join('ann');
    const stranger = await open();
    stranger.send(`${name}: ${name}::EOMsg::`);
    await stranger.untilEnded();
    expect(stranger.text).toMatch(reason);
  });

  it('is closed when it says nothing in time; however many they are, the others go on', async () => {
    const { join, open } = await room({}, { handshakeTimeout: 300 });
    const ann = await join('ann');
    const silent = await Promise.all(Array.from({ length: 300 }, open));
    const ben = await join('ben');
    ben.send('ben: still here::EOMsg::');
    await ann.until('ben: still here');
    for (const client of silent) await client.untilEnded();
    expect(silent[0]?.text).toBe('Kicked by the host for not saying who you are in time.::EOMsg::');
    expect(ann.ended).toBe(false);
  });

  it('may send a frame at the limit, and is closed for one byte more', async () => {
    const { join } = await room(
      { rules: { textLimit: 100_000, reserved: new ReservedNames() } },
      { frameLimit: 1000 },
    );
    const ann = await join('ann');
    const ben = await join('ben');
    ben.send(`ben: ${'x'.repeat(995)}::EOMsg::`);
    await ann.until(`ben: ${'x'.repeat(995)}::EOMsg::`);
    ben.send(`ben: ${'y'.repeat(996)}::EOMsg::`);
    await ben.untilEnded();
    expect(ben.text).toMatch(/Kicked by the host for sending a message of more than 1000 bytes/);
    await ann.until('Host: User ben left the chat.::EOMsg::');
    expect(ann.text).not.toContain('yyy');
  });

  it('is closed for a frame without an end', async () => {
    const { join } = await room();
    const ann = await join('ann');
    ann.send('x'.repeat(17 * 1024));
    await ann.untilEnded();
  });

  it('may send bytes that are no UTF-8', async () => {
    const { join } = await room();
    const ann = await join('ann');
    const ben = await join('ben');
    ben.send(Buffer.concat([Buffer.from('ben: a'), Buffer.of(0xff, 0xc3), Buffer.from('b::EOMsg::')]));
    await ann.until('ben: a\ufffd\ufffdb::EOMsg::');
  });

  it('is told in words why a message was not taken', async () => {
    const { join } = await room();
    const ann = await join('ann');
    ann.send(`ann: ${'x'.repeat(4001)}::EOMsg::`);
    await ann.until(
      /\nHost: This message has more than 4000 characters and was not sent\. Split it\.::EOMsg::/,
    );
  });

  it('is removed for flooding', async () => {
    const { join } = await room({ flood: { messages: 10, seconds: 4 } });
    const ann = await join('ann');
    const ben = await join('ben');
    for (let i = 0; i < 12; i++) ben.send(`ben: ${i}::EOMsg::`);
    await ben.untilEnded();
    expect(ben.text).toMatch(/Kicked by the host for sending too many messages [^:]*::EOMsg::$/);
    await ann.until('Host: User ben left the chat.');
    expect(ann.text).toContain('ben: 8::EOMsg::');
    expect(ann.text).not.toContain('ben: 9::EOMsg::');
  });

  it('is cut off when it stops reading, and the others get everything', async () => {
    const { join, hub } = await room({ backlogLimit: 4 * 1024 ** 2 });
    const lazy = await join('lazy');
    const ann = await join('ann');
    const ben = await join('ben');
    lazy.socket.pause();
    // Enough to fill the system's buffers as well; the bound leaves room for readers who share this process with the server.
    const count = 6000;
    const numbers = numbersReadBy(ann, count);
    for (let i = 0; i < count; i++) ben.send(`ben: ${i} ${'x'.repeat(3000)}::EOMsg::`);
    expect(await numbers).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(hub.members().map((member) => member.nick)).not.toContain('lazy');
  });

  it('knows from a reader that stops and comes back no hole', async () => {
    const { join } = await room();
    const slow = await join('slow');
    const ben = await join('ben');
    slow.socket.pause();
    for (let i = 0; i < 200; i++) ben.send(`ben: ${i} ${'x'.repeat(3000)}::EOMsg::`);
    slow.socket.resume();
    await slow.until('ben: 199 ');
    const numbers = [...slow.text.matchAll(/ben: (\d+) /g)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });
});

describe('the port', () => {
  it('taken by another is an error that says so', async () => {
    const { port } = await room();
    const note = () => undefined;
    const join = () => {
      throw new Error('nobody can join');
    };
    const limits = {
      assets: new Map(),
      hosts: () => true,
      admin: () => ({ receive: join, ended: join }),
      httpPort: null,
      certificate: null,
      handshakeTimeout: 1,
      connectionsPerAddress: 1,
      keepAlive: 1,
      frameLimit: 1,
      textLimit: 1,
      backlogLimit: 1,
      replay: 0,
    };
    const options = {
      port,
      address: '127.0.0.1',
      clock: systemClock,
      note,
      join,
      bots: () => [],
      ...limits,
    };
    await expect(listenTcp(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('connections of one address', () => {
  it('are counted up to the limit and down again', () => {
    const count = new ConnectionCount(2);
    expect([count.add('192.0.2.1'), count.add('192.0.2.1'), count.add('192.0.2.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(count.add('192.0.2.2')).toBe(true);
    count.remove('192.0.2.1');
    expect([count.add('192.0.2.1'), count.add('192.0.2.1')]).toEqual([true, false]);
  });

  it('count a whole network of IPv6 as one', () => {
    const count = new ConnectionCount(1);
    expect([count.add('2001:db8::1'), count.add('2001:db8::2'), count.add('2001:db8:0:1::1')]).toEqual([
      true,
      false,
      true,
    ]);
    count.remove('2001:db8::1');
    expect(count.add('2001:db8::ffff')).toBe(true);
  });

  it('are free on loopback', () => {
    const count = new ConnectionCount(1);
    expect([count.add('127.0.0.9'), count.add('127.0.0.9'), count.add('::1'), count.add('::1')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
