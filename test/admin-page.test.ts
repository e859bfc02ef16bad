import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateFiles } from './kits/certificates.ts';
import { LiveClient } from './kits/live-client.ts';
import { dataFolder, join, run, serve, type Server } from './kits/stage.ts';

/** A new link from the console, as its page's address and its token. */
async function link(server: Server) {
  const [, base, token] = await server.ask('link', /(https?:\/\/\S+)\/admin#(\S+)\n/);
  return { base: String(base), token: String(token) };
}

async function open(base: string, origin?: string): Promise<LiveClient> {
  const client = await LiveClient.at(`${base.replace(/^http/, 'ws')}/admin/live`, origin);
  onTestFinished(() => client.close());
  return client;
}

async function enter(server: Server) {
  const { base, token } = await link(server);
  const client = await open(base);
  client.send({ type: 'enter', token });
  await client.until((message) => message.type === 'state');
  const ask = async (line: string) => {
    const ref = `${client.told.length}`;
    client.send({ type: 'run', ref, line });
    return client.until((message) => message['ref'] === ref);
  };
  return { base, token, client, ask };
}

describe("the administrator's page", () => {
  it('opens by the link, once, shows who is there, and runs the room', async () => {
    const server = await serve(['--bots', 'Art_Bot']);
    const ann = await join(server, 'Ann');
    const { base, token, client, ask } = await enter(server);
    expect(token).toMatch(/^[\w-]{32}$/);
    const shows = (names: readonly string[]) =>
      client.until(({ guests }) => {
        const { shown = [] } = (guests ?? {}) as { shown?: { name: string }[] };
        return names.every((name) => shown.some((guest) => guest.name === name));
      });
    const state = await shows(['Ann', 'Art_Bot']);
    const guests = (state['guests'] as { shown: Record<string, unknown>[] }).shown;
    expect(guests.find(({ name }) => name === 'Ann')).toMatchObject({
      address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      wire: 'classic',
      kind: 'person',
      rooms: ['lobby'],
      away: false,
    });
    expect(await ask('bot stop Art_Bot')).toMatchObject({ done: true });
    await ann.until('User Art_Bot left the chat.');
    expect(await ask('say From the page')).toMatchObject({ done: true });
    await ann.until('Host: From the page');
    expect(await ask('kick Ann too loud')).toMatchObject({ done: true, lines: ['User Ann was removed!'] });
    await ann.until('Kicked by the host for too loud::EOMsg::');
    expect(await ask('exit')).toMatchObject({ done: false });
    expect(await ask('link')).toMatchObject({ done: false });

    const second = await open(base);
    second.send({ type: 'enter', token });
    expect(await second.untilClosed()).toBe(4010);
    expect(second.told).toMatchObject([{ type: 'closing', code: 'wrong' }]);
  });

  it('goes on after a reload, until it is revoked', async () => {
    const server = await serve();
    const { base, client } = await enter(server);
    const { session } = await client.until((message) => message.type === 'entered');
    client.close();
    const again = await open(base);
    again.send({ type: 'resume', session });
    await again.until((message) => message.type === 'state');
    const { output } = await run(['admin', '--data', server.data, 'unlink']);
    expect(output).toBe('All links are void, all sessions are over. Pages closed: 1.\n');
    expect(await again.untilClosed()).toBe(4011);
    const late = await open(base);
    late.send({ type: 'resume', session });
    expect(await late.untilClosed()).toBe(4010);
  });

  it('is not for pages of other sites, nor for the names of others', async () => {
    const server = await serve();
    const { base } = await link(server);
    await expect(open(base, 'http://evil.example')).rejects.toThrow('403');
    await expect(open(base.replace('127.0.0.1', 'localhost'), base)).rejects.toThrow('403');
    await open(base, base);
  });

  it('tells nobody anything by HTTP', async () => {
    const server = await serve();
    const { base } = await link(server);
    for (const path of ['/admin/live', '/admin/state', '/admin/', '/admin?token=x']) {
      const response = await fetch(base + path);
      const text = await response.text();
      expect(text).not.toContain(server.data);
      expect([200, 404, 426]).toContain(response.status);
    }
  });

  it('is closed when the service stops, and by silence', async () => {
    const server = await serve(['--handshake', '0.5']);
    const { base, client } = await enter(server);
    const silent = await open(base);
    expect(await silent.untilClosed()).toBe(4007);
    server.type('exit');
    expect(await client.untilClosed()).toBe(4006);
    expect(await server.exit()).toBe(0);
  });

  it('has a link with https where there is a certificate, on the port of the page, also from outside', async () => {
    const { cert, key } = certificateFiles('one');
    const data = dataFolder();
    const server = await serve(['--tls-cert', cert, '--tls-key', key, '--http-port', '0'], data);
    const [, httpPort] = await server.until(/The page is on port (\d+)\./);
    const { code, output } = await run(['admin', '--data', data, 'link']);
    expect(code).toBe(0);
    const [, base = '', token] = /^(\S+)\/admin#(\S+)\n/.exec(output) ?? [];
    expect(base).toBe(`https://127.0.0.1:${httpPort}`);
    const client = await open(base, base);
    client.send({ type: 'enter', token });
    await client.until((message) => message.type === 'state');
  });
});
