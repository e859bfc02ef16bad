import { describe, expect, it, onTestFinished } from 'vitest';
import { Crowd, crowdSize } from './kits/crowd.ts';
import type { RawClient } from './kits/raw-client.ts';
import { join, open, separator, serve, tell, thread } from './kits/stage.ts';

const noName = 'Kicked by the host for not providing a valid username for identification.::EOMsg::';

describe('bad input hurts only its sender', () => {
  it('an over-long frame', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    ben.send(`Ben: ${'x'.repeat(20_000)}`);
    await ben.untilEnded();
    expect(ben.text).toMatch(
      /::EOMsg::Kicked by the host for sending a message of more than 16384 bytes without its end code\.::EOMsg::$/,
    );
    await ann.until('Host: User Ben left the chat.::EOMsg::');
    const stranger = await open(server);
    stranger.send('y'.repeat(20_000));
    await stranger.untilEnded();
    expect(stranger.text).toMatch(/^Kicked by the host for sending a message of more than 16384 bytes/);
    await tell(ann, 'Ann', 'still here', await join(server, 'Eve'));
    expect(ann.text).not.toContain('xxx');
  });

  it('a text over the limit is refused to its sender, in words', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    await tell(ben, 'Ben', 'æ'.repeat(4000), ann);
    ben.send(`Ben: ${'ø'.repeat(4001)}::EOMsg::`);
    await ben.until(
      '\nHost: This message has more than 4000 characters and was not sent. Split it.::EOMsg::',
    );
    await tell(ben, 'Ben', 'shorter now', ann);
    expect(ann.text).not.toContain('ø');
  });

  it.each(['hello::EOMsg::', '::EOMsg::', ': x::EOMsg::', 'Ann:x::EOMsg::'])(
    'no connect message but %j: no history is shown',
    async (first) => {
      const server = await serve();
      const ann = await join(server, 'Ann');
      ann.send('Ann: between us::EOMsg::');
      const stranger = await open(server);
      stranger.send(first);
      await stranger.untilEnded();
      expect(stranger.text).toBe(noName);
      expect((await server.ask('list', /Username[^]*\n.*Ann.*\n/))[0]).not.toContain('undefined');
    },
  );

  it('half a connect message and then nothing', async () => {
    const server = await serve(['--handshake', '0.3']);
    const ann = await join(server, 'Ann');
    const stranger = await open(server);
    stranger.send('Ben: Be');
    await stranger.untilEnded();
    expect(stranger.text).toBe('Kicked by the host for not saying who you are in time.::EOMsg::');
    expect(ann.ended).toBe(false);
    expect(ann.text).toBe(separator);
  });

  it('bytes that are no UTF-8, and control and direction characters', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    const bytes = [
      Buffer.from('Ben: a'),
      Buffer.of(0xff, 0xc3),
      Buffer.from('b\x1b[2J\u202ec\x00\u0086d::EOMsg::'),
    ];
    ben.send(Buffer.concat(bytes));
    await ann.until('d::EOMsg::');
    expect(ann.text).toMatch(/Ben: a\ufffd+b\[2Jcd::EOMsg::$/);
    const stored = (await thread(server.data)).at(-1);
    expect(stored).toMatchObject({ author: 'Ben', kind: 'message', text: 'a\ufffd\ufffdb[2Jcd' });
  });

  it('a connection that breaks in the middle of a message', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    ben.send('Ben: never to be fin');
    ben.socket.resetAndDestroy();
    await ann.until('Host: User Ben left the chat.::EOMsg::');
    expect(ann.text).not.toContain('never');
    await join(server, 'Ben');
  });
});

describe('a reader', () => {
  it('that stops reading is closed at the bound, and the others get everything', async () => {
    const server = await serve(['--flood', 'off', '--queue-limit', '256KiB']);
    const lazy = await join(server, 'Lazy');
    const ben = await join(server, 'Ben');
    const ann = new Listener(await join(server, 'Ann'));
    lazy.socket.pause();
    // More than the system keeps for a connection; no faster than Ann takes it.
    for (let burst = 0; burst < 300; burst++) {
      for (let i = 0; i < 20; i++) ben.send(`Ben: ${20 * burst + i} ${'x'.repeat(3000)}::EOMsg::`);
      await ann.until(20 * (burst + 1));
    }
    expect(ann.numbers).toEqual(Array.from({ length: 6000 }, (_, i) => i));
    await server.until(/Lazy reads too slowly and was closed\./);
    const [list] = await server.ask('list', /Username[^]*Ben.*\n/);
    expect(list).not.toContain('Lazy');
  });

  it.each(['200', 'all'])('that comes new gets a history of megabytes (--replay %s)', async (replay) => {
    const before = await serve(['--flood', 'off']);
    const cleo = await join(before, 'Cleo');
    const count = 210;
    cleo.send(Array.from({ length: count }, (_, i) => `Cleo: ${i} ${'€'.repeat(3990)}::EOMsg::`).join(''));
    await (await join(before, 'Dora')).until('Cleo: 209 ');
    await before.kill();
    const server = await serve(['--flood', 'off', '--replay', replay], before.data);
    const ben = await join(server, 'Ben');
    const talk = setInterval(() => ben.send('Ben: and so on::EOMsg::'), 1);
    onTestFinished(() => clearInterval(talk));
    const eve = await join(server, 'Eve');
    await eve.until(/start new.*Ben: and so on::EOMsg::/is);
    const numbers = [...eve.text.matchAll(/Cleo: (\d+) /g)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => count - numbers.length + i));
    expect(numbers.length).toBeGreaterThan(100);
  });
});

describe('a crowd that says nothing', () => {
  it('is cut off after the time for the handshake, and everyone else goes on talking', async () => {
    const size = crowdSize(10_000);
    if (size < 10_000) console.warn(`This machine's limit of open files allows ${size} connections only.`);
    const server = await serve(['--handshake', '5', '--flood', 'off']);
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    const crowd = new Crowd();
    const gathered = { all: false };
    const gathering = crowd.gather(server.port, size).then(() => (gathered.all = true));
    let said = 0;
    while (!gathered.all || crowd.size > 0) {
      await tell(ann, 'Ann', `question ${said}`, ben);
      await tell(ben, 'Ben', `answer ${said}`, ann);
      said += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await gathering;
    expect(said).toBeGreaterThan(1);
    const farewell = 'Kicked by the host for not saying who you are in time.::EOMsg::';
    expect([...crowd.told]).toEqual([[farewell, size]]);
    await join(server, 'Eve');
    const [list] = await server.ask('list', /Username[^]*Eve.*\n/);
    expect(list.match(/classic/g)).toHaveLength(3);
  }, 90_000);
});

/** Keeps of what comes only the numbers that Ben's messages begin with. */
class Listener {
  readonly numbers: number[] = [];
  #rest = '';
  #wake: () => void = () => undefined;

  constructor({ socket }: RawClient) {
    // The client's own listener would keep all of it.
    socket.removeAllListeners('data');
    socket.on('data', (chunk: Buffer) => {
      const frames = (this.#rest + chunk.toString('latin1')).split('::EOMsg::');
      this.#rest = frames.pop() ?? '';
      for (const frame of frames) {
        const number = /^Ben: (\d+) /.exec(frame)?.[1];
        if (number !== undefined) this.numbers.push(Number(number));
      }
      this.#wake();
    });
  }

  async until(count: number): Promise<void> {
    while (this.numbers.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
