import { describe, expect, it } from 'vitest';
import { OriginalClient, originalBot } from './kits/original-client.ts';
import { separator, serve } from './kits/stage.ts';

const joined = (name: string) => `User ${name} has joined the chat!::EOMsg::`;
const left = (name: string) => `Host: User ${name} left the chat.::EOMsg::`;
const removed = (reason: string) => `Kicked by the host for ${reason}::EOMsg::`;

/** A client that has joined and seen all history. */
async function arrive(port: number, name: string): Promise<OriginalClient> {
  const client = new OriginalClient(port, name);
  await client.untilHeard(separator);
  return client;
}

describe('the original client against our server, byte for byte', () => {
  it('joins, talks, is shown history, is told by the Host, leaves', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    expect(ann.received).toBe(separator);
    const ben = await arrive(server.port, 'Ben');
    expect(ben.received).toBe(joined('Ann') + separator);
    ann.say('Hello Ben, blåbær for 5 € 👋');
    await ben.until('👋::EOMsg::');
    ben.say('Hello!');
    await ann.until('Hello!::EOMsg::');
    server.type('say What makes you happy?');
    await Promise.all([ann.until('happy?::EOMsg::'), ben.until('happy?::EOMsg::')]);
    ben.leave();
    await ann.until(left('Ben'));
    await ben.untilStopped();
    const talk = [
      'Ann: Hello Ben, blåbær for 5 € 👋::EOMsg::',
      'Ben: Hello!::EOMsg::',
      '\nHost: What makes you happy?::EOMsg::',
    ] as const;
    expect(ann.received).toBe(separator + joined('Ben') + talk[1] + talk[2] + left('Ben'));
    expect(ben.received).toBe(joined('Ann') + separator + talk[0] + talk[2]);
    const eve = await arrive(server.port, 'Eve');
    expect(eve.received).toBe(joined('Ann') + joined('Ben') + talk.join('') + left('Ben') + separator);
    expect(ben.screen).toEqual([
      'You have joined the chat with username Ben!',
      '[Start old messages]',
      'User Ann has joined the chat!',
      '[Start new messages]',
      'Ann: Hello Ben, blåbær for 5 € 👋',
      'Ben: Hello!',
      '\nHost: What makes you happy?',
      'You are disconnecting from the chat.',
      'The connection with the chat server has stopped.',
    ]);
  });

  it('sends many messages in one segment and one message in many', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    const ben = await arrive(server.port, 'Ben');
    await ann.until(joined('Ben'));
    const words = ['one', 'to', 'drei ::', 'fire', 'cinq'];
    ben.send(words.map((word) => `Ben: ${word}::EOMsg::`).join(''));
    await ann.until('cinq::EOMsg::');
    for (const byte of Buffer.from('Ben: bit by bit, også ø::EOMsg::')) ben.send(Buffer.of(byte));
    await ann.until('også ø::EOMsg::');
    const heard = [...words, 'bit by bit, også ø'].map((word) => `Ben: ${word}::EOMsg::`);
    expect(ann.received).toBe(separator + joined('Ben') + heard.join(''));
  });

  it('reads a history of many 2 KB reads with letters of several bytes across their borders', async () => {
    const server = await serve(['--flood', 'off', '--replay', 'all']);
    const ann = await arrive(server.port, 'Ann');
    const said = Array.from({ length: 60 }, (_, i) => `Ann: ${i} ${'æ€👋'.repeat(30 + i)}::EOMsg::`);
    ann.send(said.join(''));
    const ben = await arrive(server.port, 'Ben');
    await ben.untilHeard(said.at(-1)!);
    await ben.untilHeard(separator);
    // Ben may have come between two of them: nothing is missing and nothing doubled all the same.
    expect(ben.received.replace(separator, '')).toBe(joined('Ann') + said.join(''));
  });

  it('is kicked with a reason, and may come back', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    const ben = await arrive(server.port, 'Ben');
    await server.ask('kick Ben shouting: at everyone', /User Ben was removed!/);
    await ben.untilStopped();
    await ann.until(left('Ben'));
    expect(ben.received).toBe(joined('Ann') + separator + removed('shouting: at everyone'));
    expect(ben.screen.slice(-2)).toEqual([
      'You have been removed from the chat by the host. The following reason was given: shouting: at everyone',
      'The connection with the chat server has stopped.',
    ]);
    const again = await arrive(server.port, 'Ben');
    expect(again.received).toBe(joined('Ann') + joined('Ben') + left('Ben') + separator);
  });

  it('is kicked for the tenth message within four seconds', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    const ben = await arrive(server.port, 'Ben');
    await ann.until(joined('Ben'));
    for (let i = 1; i <= 10; i++) ben.say(`message ${i}`);
    await ben.untilStopped();
    await ann.until(left('Ben'));
    const nine = Array.from({ length: 9 }, (_, i) => `Ben: message ${i + 1}::EOMsg::`);
    expect(ann.received).toBe(separator + joined('Ben') + nine.join('') + left('Ben'));
    expect(ben.received).toBe(
      joined('Ann') + separator + removed('sending too many messages in too short a time.'),
    );
  });

  it('is told of the shutdown, and finds the thread after the restart', async () => {
    const server = await serve();
    const [ann, ben] = [await arrive(server.port, 'Ann'), await arrive(server.port, 'Ben')];
    ann.say('see you tomorrow');
    await ben.until('see you tomorrow::EOMsg::');
    server.type('exit');
    await Promise.all([ann.untilStopped(), ben.untilStopped()]);
    expect(await server.exit()).toBe(0);
    const farewell = removed('The service is stopping!');
    expect(ann.received).toBe(separator + joined('Ben') + farewell);
    expect(ben.received).toBe(joined('Ann') + separator + 'Ann: see you tomorrow::EOMsg::' + farewell);
    const restarted = await serve([], server.data);
    const again = await arrive(restarted.port, 'Ann');
    expect(again.received).toBe(joined('Ann') + joined('Ben') + 'Ann: see you tomorrow::EOMsg::' + separator);
  });

  it('without a name is sent away and shown nothing', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    ann.say('among us');
    const { port } = server;
    const nameless = new OriginalClient(port, '');
    await nameless.untilStopped();
    expect(nameless.received).toBe(removed('not providing a valid username for identification.'));
  });

  it('speaks for itself only', async () => {
    const server = await serve();
    const ann = await arrive(server.port, 'Ann');
    const ben = await arrive(server.port, 'Ben');
    ben.send('Ann: I am Ann::EOMsg::');
    await ann.until('Ben: Ann: I am Ann::EOMsg::');
  });
});

describe('the bots of the original program', () => {
  it('talk to people and not to each other', async () => {
    const server = await serve(['--flood', '50/4']);
    const bots = ['Simple_Chat_Bot', 'Weather_substituteBot'].map((name) => originalBot(server.port, name));
    for (const bot of bots) await bot.untilHeard(separator);
    const ann = await arrive(server.port, 'Ann');
    for (const bot of bots) await ann.untilHeard(`${bot.username}: Hello Ann::EOMsg::`);
    ann.say('I like the sea.');
    for (const bot of bots) await ann.untilHeard(`${bot.username}: That is interesting!::EOMsg::`);
    const list = await server.ask('list', /Username[^]*Ann[^]*\n/);
    expect(list[0]).toMatch(/Simple_Chat_Bot .* bot +classic/);
    const live = ann.received.split(separator)[1] ?? '';
    expect(live.split('::EOMsg::')).toHaveLength(5);
  });

  it('are refused where the same live in the server, and their person is not', async () => {
    const server = await serve(['--bots', 'all']);
    const bot = originalBot(server.port, 'Simple_Chat_Bot');
    await bot.untilStopped();
    expect(bot.received).toBe(removed('The name Simple_Chat_Bot is reserved. Choose another one.'));
    const ann = new OriginalClient(server.port, 'Ann');
    await ann.untilHeard(separator);
    expect(ann.stopped).toBe(false);
  });
});
