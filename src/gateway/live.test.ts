import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { liveRoom } from '../../test/kits/live-room.ts';
import { RawClient } from '../../test/kits/raw-client.ts';
import { listenerOf } from '../rehearsal/cast.ts';

describe('the live wire', () => {
  it('tells which commands bots answer, right after the welcome and when that changes; people have none', async () => {
    const { join, hub } = await liveRoom();
    const listener = listenerOf({});
    const bot = (nick: string) =>
      hub.join({ nick, kind: 'bot', address: 'test', wire: 'test', replay: 0, resident: true }, listener);
    const roll = { name: 'roll', args: '', help: 'rolls a die', bot: 'Dice_Bot' };
    const dice = bot('Dice_Bot');
    const ann = await join('Ann');
    expect(ann.told.some(({ type }) => type === 'commands')).toBe(false);
    dice.offer?.([roll]);
    expect(await ann.until(({ type }) => type === 'commands')).toEqual({
      type: 'commands',
      commands: [roll],
    });
    const ben = await join('Ben');
    expect(ben.told[1]).toEqual({ type: 'commands', commands: [roll] });
    hub
      .occupants()
      .find(({ nick }) => nick === 'Ben')
      ?.offer([{ ...roll, name: 'cheat' }]);
    dice.leave('left');
    const none = await ben.until((message) => message.type === 'commands' && message !== ben.told[1]);
    expect(none).toEqual({ type: 'commands', commands: [] });
  });

  it('lets a bot say why, what it answers and what it can be asked, under its own name; people offer nothing', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    const dice = await join('Dicer', { kind: 'bot', history: 0 });
    ann.send({ type: 'post', text: '/roll', because: 'I am no bot', id: 'a' });
    const { seq } = await dice.until(({ id }) => id === 'a');
    dice.send({
      type: 'offer',
      commands: [{ name: 'roll', args: '[SIDES]', help: 'rolls a die', bot: 'Ann' }],
    });
    dice.send({ type: 'post', text: 'Six.', answers: seq, because: 'a roll was\r\nasked for\u202e' });
    expect(await ann.until(({ type }) => type === 'commands')).toEqual({
      type: 'commands',
      commands: [{ name: 'roll', args: '[SIDES]', help: 'rolls a die', bot: 'Dicer' }],
    });
    expect(await ann.until(({ text }) => text === 'Six.')).toMatchObject({
      name: 'Dicer',
      kind: 'bot',
      answers: seq,
      because: 'a roll was\nasked for',
    });
    expect(ann.told.find(({ text }) => text === '/roll')).not.toHaveProperty('because');
    ann.send({ type: 'offer', commands: [{ name: 'cheat', help: 'cheats' }] });
    expect(await ann.until(({ type }) => type === 'refused')).toEqual({
      type: 'refused',
      code: 'not_possible',
      message: 'This is for bots only.',
    });
    dice.close();
    await ann.until(({ type, commands }) => type === 'commands' && (commands as unknown[]).length === 0);
  });

  it('shows what a bot is writing to the others, and nothing of it to those who come later', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    const bot = await join('Dicer', { kind: 'bot' });
    bot.send({ type: 'draft', id: 'd.1', text: 'Let me' });
    const draft = { type: 'draft', room: 'lobby', name: 'Dicer', kind: 'bot', id: 'd.1' };
    expect(await ann.until(({ type }) => type === 'draft')).toEqual({ ...draft, text: 'Let me' });
    bot.send({ type: 'draft', id: 'd.1', text: 'Let me see', answers: 1 });
    expect(await ann.until(({ text }) => text === 'Let me see')).toEqual({
      ...draft,
      text: 'Let me see',
      answers: 1,
    });
    bot.send({ type: 'draft', id: 'd.1' });
    await ann.until((message) => message.type === 'draft' && !('text' in message));
    ann.send({ type: 'draft', id: 'd.2', text: 'I am a bot' });
    expect(await ann.until(({ type }) => type === 'refused')).toMatchObject({ code: 'not_possible' });
    const ben = await join('Ben');
    expect(ben.told.filter(({ type }) => type === 'draft')).toEqual([]);
  });

  it('takes offers only from those who have been welcomed', async () => {
    const { open } = await liveRoom();
    const bot = await open();
    bot.send({ type: 'hello', version: 1, name: 'Dicer', kind: 'bot' });
    bot.send({ type: 'offer', commands: [] });
    expect(await bot.untilClosed()).toBe(4000);
  });

  it('welcomes, and shows everyone the same entries in the order of the log', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    expect(ann.told[0]).toMatchObject({
      type: 'welcome',
      version: 1,
      name: 'Ann',
      limits: { text: 4000, frame: 16384 },
    });
    expect(ann.told[1]).toEqual({
      type: 'room',
      room: 'lobby',
      topic: '',
      seq: 1,
      members: [{ name: 'Ann', kind: 'person' }],
    });
    const ben = await join('ben');
    ann.send({ type: 'post', id: 'a1', text: 'hello | æøå 👋' });
    const seen = await ben.until((message) => message['event'] === 'message');
    expect(seen).toMatchObject({
      type: 'entry',
      room: 'lobby',
      name: 'Ann',
      kind: 'person',
      id: 'a1',
      text: 'hello | æøå 👋',
    });
    expect(seen['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const own = await ann.until((message) => message['event'] === 'message');
    expect(own).toEqual(seen);
    expect(await ann.until((message) => message.type === 'accepted')).toEqual({
      type: 'accepted',
      id: 'a1',
      room: 'lobby',
      seq: seen['seq'],
    });
  });

  it('stores what is sent again under one id once, and confirms it again', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    const post = { type: 'post', id: 'a1', text: 'once' };
    ann.send(post);
    ann.send(post);
    ann.send({ type: 'post', text: 'then' });
    await ann.until((message) => message['text'] === 'then');
    expect(ann.texts).toEqual(['once', 'then']);
    expect(ann.told.filter((message) => message.type === 'accepted')).toHaveLength(2);
  });

  it('tells bots by what they say they are, or by their name', async () => {
    const { join, hub } = await liveRoom();
    await join('Some_Bot');
    await join('helper', { kind: 'bot' });
    await join('Ann');
    expect(hub.members().map((member) => member.kind)).toEqual(['bot', 'bot', 'person']);
  });

  it('says which entry a message answers, and why a bot said it', async () => {
    const { join, hub } = await liveRoom();
    const ann = await join('Ann');
    ann.send({ type: 'post', id: 'q', text: 'why?' });
    const { seq } = await ann.until((message) => message.type === 'accepted');
    const say = {
      type: 'say',
      nick: 'Host' as never,
      kind: 'host',
      text: 'because',
      answers: seq as never,
      because: 'asked',
    } as const;
    await hub.ask(say);
    const answer = await ann.until((message) => message['text'] === 'because');
    expect(answer).toMatchObject({ answers: seq, because: 'asked', kind: 'host' });
  });

  it('continues after the last entry that a client has seen', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    for (let i = 0; i < 5; i++) ann.send({ type: 'post', text: `m${i}` });
    const m2 = await ann.until((message) => message['text'] === 'm2');
    await ann.until((message) => message['text'] === 'm4');
    const ben = await join('ben', { since: m2['seq'] });
    expect(ben.texts).toEqual(['m3', 'm4']);
    const eve = await join('eve', { history: 2 });
    expect(eve.told.filter((message) => message.type === 'entry').slice(0, 2)).toMatchObject([
      { text: 'm4' },
      { event: 'joined', name: 'ben' },
    ]);
  });

  it('gives pages of the past backwards, until there is no more', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    for (let i = 0; i < 25; i++) ann.send({ type: 'post', text: `m${i}` });
    await ann.until((message) => message['text'] === 'm24');
    const texts: unknown[] = [];
    let before: number | undefined;
    for (let more = true; more;) {
      const ref = `p${before ?? ''}`;
      ann.send({ type: 'page', ref, before, limit: 10 });
      const page = await ann.until((message) => message['ref'] === ref);
      const entries = page['entries'] as { seq: number; text?: string }[];
      texts.unshift(...entries.flatMap(({ text }) => text ?? []));
      before = entries[0]?.seq;
      more = page['more'] as boolean;
    }
    expect(texts).toEqual(Array.from({ length: 25 }, (_, i) => `m${i}`));
  });

  it('refuses with a code and a sentence', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    ann.send({ type: 'post', id: 'e', text: ' ' });
    expect(await ann.until((message) => message.type === 'refused')).toEqual({
      type: 'refused',
      id: 'e',
      code: 'empty_text',
      message: 'There is nothing in this message.',
    });
    ann.send({ type: 'ping', ref: 'x' });
    expect(await ann.until((message) => message.type === 'pong')).toMatchObject({ ref: 'x' });
  });

  it('and the classic wire are one room', async () => {
    const { join, port } = await liveRoom();
    const ann = await join('Ann');
    const ben = await RawClient.classic(port, 'ben');
    onTestFinished(() => ben.close());
    ben.send('ben: hi Ann::EOMsg::');
    await ann.until((message) => message['text'] === 'hi Ann');
    ann.send({ type: 'post', text: 'two\nlines ::EOMsg:: kept' });
    await ben.until('Ann: two lines :: EOMsg:: kept::EOMsg::');
    await ann.until((message) => message['text'] === 'two\nlines ::EOMsg:: kept');
  });
});

describe('a live connection is closed, with a code and a reason,', () => {
  it.each([
    ['no hello', { type: 'ping', ref: 'x' }, 4000],
    ['another version', { type: 'hello', version: 2, name: 'Ann' }, 4001],
    ['no name', { type: 'hello', version: 1 }, 4000],
    ['a bad name', { type: 'hello', version: 1, name: '9' }, 4002],
    ['a reserved name', { type: 'hello', version: 1, name: 'Host' }, 4002],
    ['an unknown type', { type: 'dance' }, 4000],
    ['a type from the prototype', { type: 'constructor' }, 4000],
    ['no object', [], 4000],
  ])('for %s', async (_, message, code) => {
    const { open } = await liveRoom();
    const client = await open();
    client.send(message);
    expect(await client.untilClosed()).toBe(code);
    const [closing] = client.told;
    expect(closing).toMatchObject({ type: 'closing' });
    expect([closing?.['code'], closing?.['reason']]).toEqual([expect.any(String), expect.any(String)]);
  });

  it.each(['not json', '', '{"type":"hello"', 'null'])('for %j', async (frame) => {
    const { open } = await liveRoom();
    const client = await open();
    client.socket.send(frame);
    expect(await client.untilClosed()).toBe(4000);
  });

  it('when it says nothing', async () => {
    const { open } = await liveRoom({}, { handshakeTimeout: 200 });
    expect(await (await open()).untilClosed()).toBe(4007);
  });

  it('when it sends without end what is not counted as said', async () => {
    const { join } = await liveRoom();
    const ann = await join('Ann');
    const ben = await join('Ben');
    for (let count = 0; count < 400; count++) ann.send({ type: 'ping', ref: `${count}` });
    await ann.until(({ ref }) => ref === '399');
    ben.send({ type: 'ping', ref: 'mine' });
    await ben.until(({ ref }) => ref === 'mine');
    for (let count = 0; count < 900; count++) ann.send({ type: 'read', seq: count });
    expect(await ann.until(({ type }) => type === 'closing')).toMatchObject({ code: 'flood' });
  });

  it('when it is kicked, floods, or the service stops', async () => {
    const { join, hub, close } = await liveRoom({ flood: { messages: 10, seconds: 4 } });
    const [ann, ben, eve] = [await join('Ann'), await join('ben'), await join('eve')];
    await hub.ask(
      { type: 'kick', nick: 'Ann', by: 'Host' as never, reason: 'x' },
      { code: 'kicked', reason: 'x' },
    );
    expect(await ann.untilClosed()).toBe(4003);
    for (let i = 0; i < 12; i++) ben.send({ type: 'post', text: 'spam' });
    expect(await ben.untilClosed()).toBe(4004);
    await close();
    expect(await eve.untilClosed()).toBe(4006);
    expect(eve.told.at(-1)).toEqual({
      type: 'closing',
      code: 'stopping',
      reason: 'The service is stopping!',
    });
  });

  it('when the service stops before it has said hello', async () => {
    const { open, close } = await liveRoom();
    const stranger = await open();
    await close();
    expect(await stranger.untilClosed()).toBe(4006);
  });

  it('and not listened to any more', async () => {
    const { open, join, hub } = await liveRoom();
    const ann = await join('Ann');
    const late = await open();
    late.send({ type: 'ping', ref: 'x' });
    late.send({ type: 'hello', version: 1, name: 'Zoe' });
    late.send({ type: 'post', text: 'too late' });
    expect(await late.untilClosed()).toBe(4000);
    ann.send({ type: 'post', text: 'in time' });
    await ann.until((message) => message['text'] === 'in time');
    expect(ann.texts).toEqual(['in time']);
    expect(hub.members().map((member) => member.nick)).toEqual(['Ann']);
  });

  it('before it sees any of the past without a seat', async () => {
    const { open, join } = await liveRoom();
    (await join('Ann')).send({ type: 'post', text: 'a secret' });
    const stranger = await open();
    stranger.send({ type: 'hello', version: 1, name: '9' });
    stranger.send({ type: 'page', ref: 'p' });
    await stranger.untilClosed();
    expect(JSON.stringify(stranger.told)).not.toContain('secret');
  });

  it('when it asks for pages without end and reads none', async () => {
    const { join, hub } = await liveRoom();
    const ann = await join('Ann');
    for (let i = 0; i < 1000; i++) ann.send({ type: 'page', ref: `${i}` });
    expect(await ann.untilClosed()).toBe(4004);
    expect(hub.members()).toEqual([]);
  });

  it('for a frame over the limit, and the others go on', async () => {
    const { join } = await liveRoom();
    const [ann, ben] = [await join('Ann'), await join('ben')];
    ann.send({ type: 'post', text: 'x'.repeat(17_000) });
    expect(await ann.untilClosed()).toBe(1009);
    await ben.until((message) => message['event'] === 'left' && message['name'] === 'Ann');
  });
});

describe('HTTP on the port', () => {
  const get = async (port: number, path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${path}`, init);

  it('answers with headers that let nothing in', async () => {
    const { port } = await liveRoom();
    const response = await get(port, '/');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get(port, '/etc/passwd')).status).toBe(404);
    expect((await get(port, '/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('lets only its own pages speak', async () => {
    const { port } = await liveRoom();
    const tried = async (origin: string | null, path = '/live', host = `127.0.0.1:${port}`) => {
      const given = origin === null ? {} : { origin };
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { ...given, headers: { host } });
      return new Promise((resolve) => {
        socket.on('open', () => {
          socket.terminate();
          resolve('open');
        });
        socket.on('unexpected-response', (request, response) => {
          request.destroy();
          resolve(response.statusCode);
        });
        socket.on('error', () => undefined);
      });
    };
    expect(await tried(`http://127.0.0.1:${port}`)).toBe('open');
    expect(await tried('http://evil.example')).toBe(403);
    expect(await tried('null')).toBe(403);
    expect(await tried('http://evil.example', '/live', 'evil.example')).toBe(421);
    // A program may know us by a name that we do not.
    expect(await tried(null, '/live', 'chat.example')).toBe('open');
    expect(await tried(`http://127.0.0.1:${port}`, '/other')).toBe(404);
  });

  it.each([
    [
      'h2c, as curl --http2 does',
      'GET /',
      'h2c',
      'Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAM\r\n',
      404,
    ],
    ['TLS/1.0', 'HEAD /', 'TLS/1.0', 'Connection: Upgrade\r\n', 404],
    ['a WebSocket and more at the live wire', 'GET /live', 'websocket, h2c', 'Connection: Upgrade\r\n', 426],
    ['something at the live wire', 'GET /live', 'quic', 'Connection: Upgrade\r\n', 426],
    ['a method that is not understood', 'POST /', 'h2c', 'Connection: Upgrade\r\nContent-Length: 2\r\n', 405],
  ])('stays with HTTP/1.1 for who asks for %s', async (_, what, upgrade, more, status) => {
    const { port } = await liveRoom();
    const client = await RawClient.open(port);
    onTestFinished(() => client.close());
    client.send(`${what} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: ${upgrade}\r\n${more}\r\nxx`);
    await client.untilEnded();
    expect(client.text).toContain(`HTTP/1.1 ${status} `);
    expect(client.text).toMatch(/\r\nContent-Security-Policy: /);
  });

  it('says to who asks for the live wire as for a page what it is', async () => {
    const { port } = await liveRoom();
    const response = await get(port, '/live');
    expect([response.status, response.headers.get('upgrade')]).toEqual([426, 'websocket']);
  });

  it('does not keep a half request', async () => {
    const { port } = await liveRoom({}, { handshakeTimeout: 300 });
    const client = await RawClient.open(port);
    onTestFinished(() => client.close());
    client.send('GET / HTTP/1.1\r\nHost: x\r\n');
    await client.untilEnded();
  });
});
