import { describe, expect, it, onTestFinished } from 'vitest';
import { OriginalClient, originalBot } from './kits/original-client.ts';
import { OriginalServer } from './kits/original-server.ts';
import type { Program } from './kits/server.ts';
import { dataFolder, run, start } from './kits/stage.ts';
import { MetStandIn } from './met-stand-in.ts';

const live = '------------[Start new messages]------------';
const farewell = 'You have been removed from the chat by the host. The following reason was given: ';

/** `hobnob join` in a pipe. */
function joinAs(name: string, server: { port: number }): Promise<Program> {
  return joinWith(name, server, [], {});
}

async function joinWith(
  name: string,
  { port }: { port: number },
  words: readonly string[],
  env: Record<string, string>,
): Promise<Program> {
  const program = start(['join', '--wire', 'classic', '-p', String(port), '-u', name, ...words], { env });
  await program.until(/\[Start new messages\]-+\n/);
  return program;
}

/** What was shown since the history ended. */
function shownBy(program: Program): string[] {
  return program.output.split(`${live}\n`).slice(1).join('').trimEnd().split('\n');
}

describe('hobnob join on the original server', () => {
  it('is shown the thread, talks, and leaves', async () => {
    const server = await OriginalServer.start();
    const ben = new OriginalClient(server.port, 'Ben');
    await ben.until('::EOMsg::');
    ben.say('blåbær for 5 € 👋');
    await expect.poll(() => server.thread).toContain('Ben: blåbær for 5 € 👋');
    server.post('\nHost: What makes you happy?');
    const ann = await joinAs('Ann', server);
    await ben.untilHeard('User Ann has joined the chat!::EOMsg::');
    ann.type('Hello, Bén!');
    await ben.untilHeard('Ann: Hello, Bén!::EOMsg::');
    ben.say('Hello!');
    await ann.until(/Ben: Hello!\n/);
    ben.leave();
    await ann.until(/User Ben left the chat\.\n/);
    ann.type('/exit');
    expect(await ann.exit()).toBe(0);
    expect(server.received[1]).toBe(
      Buffer.from('Ann: Ann::EOMsg::Ann: Hello, Bén!::EOMsg::').toString('latin1'),
    );
    expect(ann.output).toBe(
      [
        'You have joined the chat with username Ann!',
        'Loading old messages from the thread.',
        '------------[Start old messages]------------',
        'User Ben has joined the chat!',
        'Ben: blåbær for 5 € 👋',
        'Host: What makes you happy?',
        live,
        'Ann: Hello, Bén!',
        'Ben: Hello!',
        'Host: User Ben left the chat.',
        'You are disconnecting from the chat.',
        '',
      ].join('\n'),
    );
    expect(ann.errors).toBe('');
  });

  it('whatever the segments are', async () => {
    const server = await OriginalServer.start({ segment: 1 });
    const said = Array.from({ length: 20 }, (_, i) => `Ben: ${i} æ€👋 ::`);
    for (const message of said) server.post(message);
    const ann = await joinAs('Ann', server);
    server.post('Ben: done 👋');
    await ann.until(/done 👋\n/);
    expect(ann.output).toContain(`${said.join('\n')}\n${live}\nBen: done 👋\n`);
  });

  it('sees the Host speak, with the newline that it puts first', async () => {
    const server = await OriginalServer.start({ hostEvery: 50 });
    const ann = await joinAs('Ann', server);
    await ann.until(/(Host: What do you think about winter\?\n){2}/);
    expect(ann.output).not.toContain('\n\n');
  });

  it('is kicked with the reason', async () => {
    const server = await OriginalServer.start();
    const ann = await joinAs('Ann', server);
    await expect.poll(() => server.names).toEqual(['Ann']);
    server.kick('Ann', 'being rude: very');
    expect(await ann.exit()).toBe(1);
    expect(shownBy(ann)).toEqual([
      `${farewell}being rude: very`,
      'The connection with the chat server has stopped.',
    ]);
  });

  it('with --once ends when the server stops', async () => {
    const server = await OriginalServer.start();
    const ann = await joinWith('Ann', server, ['--once'], {});
    server.stop();
    expect(await ann.exit()).toBe(1);
    expect(ann.output).toMatch(/The connection with the chat server has stopped\.\n$/);
  });

  it('without --once joins the server that comes after it, whose thread is lost', async () => {
    const server = await OriginalServer.start();
    const { port } = server;
    server.post('Ben: before');
    const ann = await joinAs('Ann', server);
    server.stop();
    await ann.until(/The connection with the chat server has stopped\.\n/);
    const next = await OriginalServer.start({ port });
    await ann.until(/You are connected again\.\n/);
    next.post('Ben: after');
    await ann.until(/Ben: after\n/);
    expect(ann.output.match(/Ben: before/g)).toHaveLength(1);
    ann.type('still me');
    await expect.poll(() => next.thread).toContain('Ann: still me');
  });

  it('over a broken connection sees everything once, though all of it is replayed', async () => {
    const server = await OriginalServer.start();
    server.post('Ben: one');
    server.post('Ben: one');
    const ann = await joinAs('Ann', server);
    ann.type('two');
    await expect.poll(() => server.thread).toContain('Ann: two');
    server.drop('Ann');
    await expect.poll(() => server.names).toEqual([]);
    server.post('Ben: three');
    await ann.until(/You are connected again\.\n/);
    await ann.until(/Ben: three\n/);
    server.post('Ben: four');
    await ann.until(/Ben: four\n/);
    const said = ann.output.split('\n').filter((line) => /^(Ann|Ben): /.test(line));
    expect(said).toEqual(['Ben: one', 'Ben: one', 'Ann: two', 'Ben: three', 'Ben: four']);
  });

  it('brings its four bots along, each as a user of its own', async () => {
    const server = await OriginalServer.start();
    const ann = await joinWith('Ann', server, ['--bots'], { XDG_STATE_HOME: dataFolder() });
    const names = ['Ann', 'Simple_Chat_Bot', 'Weather_Bot', 'Sport_Bot', 'Art_Bot'];
    await expect.poll(() => server.names.toSorted(), { timeout: 15_000 }).toEqual(names.toSorted());
    ann.type('What do you think about watching tennis?');
    for (const bot of names.slice(1)) await ann.until(new RegExp(`^${bot}: .+\n`, 'm'));
    new OriginalClient(server.port, 'Ben');
    await ann.until(/Simple_Chat_Bot: .*Ben/);
    ann.type('/exit');
    expect(await ann.exit()).toBe(0);
    await expect.poll(() => server.names).toEqual(['Ben']);
  });

  it('brings bots along that ask MET for nothing that they were told on the visit before', async () => {
    const met = await MetStandIn.start({ weather: { temperature: 7.2 } });
    onTestFinished(() => met.close());
    const server = await OriginalServer.start();
    const env = {
      XDG_STATE_HOME: dataFolder(),
      HOBNOB_WEATHER_URL: met.url,
      HOBNOB_WEATHER_CONTACT: 'crew@hobnob.test',
    };
    for (const visit of ['first', 'second']) {
      const ann = await joinWith('Ann', server, ['--bots'], env);
      await expect.poll(() => server.names, { timeout: 15_000 }).toContain('Weather_Bot');
      ann.type(`The ${visit} time: Weather Bot, is it sunny in Oslo?`);
      await ann.until(new RegExp(`The ${visit} time[^]*Weather_Bot: .*7 °C`));
      ann.type('/exit');
      expect(await ann.exit()).toBe(0);
    }
    expect(met.requests).toHaveLength(1);
  });

  it('lives beside original clients and their bots', async () => {
    const server = await OriginalServer.start();
    originalBot(server.port, 'Simple_Chat_Bot');
    const ann = await joinAs('Ann', server);
    await ann.until(/Simple_Chat_Bot: Hello Ann\n/);
    ann.type('We are here.');
    await ann.until(/Simple_Chat_Bot: That is interesting!\n/);
  });

  it('says that there is no server', async () => {
    const server = await OriginalServer.start();
    const { port } = server;
    server.stop();
    const { code, output, errors } = await run(['join', '-p', String(port), '-u', 'Ann', '--once']);
    expect(code).toBe(1);
    expect(output + errors).toContain(
      `Unable to connect to the chat server on destination 127.0.0.1 and port ${port}.`,
    );
  });
});
