import { statSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { describe, expect, it } from 'vitest';
import { join, open, run, serve, tell } from './kits/stage.ts';

describe('the console in a pipe', () => {
  it('lists who is connected', async () => {
    const server = await serve();
    await server.ask('listConnections', /Nobody is connected\.\n/);
    const ann = await join(server, 'Ann');
    await tell(ann, 'Ann', 'hi', await join(server, 'Weather_fanBot'));
    const [table] = await server.ask('LIST', /Username[^]*fanBot.*\n/);
    const [head, , ...rows] = table.trimEnd().split('\n');
    expect(head).toMatch(/^Username +Address +Time last received +Kind +Wire$/);
    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+`;
    expect(rows[0]).toMatch(new RegExp(`^Ann +127\\.0\\.0\\.1:\\d+ +${time} +person +classic$`));
    expect(rows[1]).toMatch(new RegExp(`^Weather_fanBot +127\\.0\\.0\\.1:\\d+ +${time} +bot +classic$`));
  });

  it('kicks, and says when there is nobody to kick', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const ben = await join(server, 'Ben');
    await server.ask('kick', /A username is needed: kick USER \[reason…\]\n/);
    await server.ask('kick Eve', /User with username Eve was not found!\n/);
    await server.ask('kick ben  for being loud ', /User Ben was removed!\n/);
    await ben.untilEnded();
    expect(ben.text).toMatch(/Kicked by the host for for being loud::EOMsg::$/);
    await ann.until('Host: User Ben left the chat.::EOMsg::');
    await server.ask('kick Ann', /User Ann was removed!\n/);
    await ann.until('Kicked by the host for no stated reason.::EOMsg::');
  });

  it('knows what it does not know', async () => {
    const server = await serve();
    await server.ask('foo', /The command foo was not recognized!\n/);
    await server.ask('kik Ann', /The command kik was not recognized!\nDid you mean kick\? /);
    await server.ask('bot start Tea_Bot', /There is no bot named Tea_Bot\. Bots here: /);
    await server.ask('history much', /must be a whole number from 1 to 1000/);
    await server.ask('help kick', /kick USER \[reason…\]\n +Removes a user/);
  });

  it('speaks as Host, shows history and figures', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    await server.ask('say Tea is ready!', /Host: Tea is ready!\n/);
    await ann.until('\nHost: Tea is ready!::EOMsg::');
    ann.send('Ann: thank you::EOMsg::');
    await join(server, 'Ben');
    const [history] = await server.ask('history 3', /.*Tea[^]*Ben.*\n/);
    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+  `;
    expect(history).toMatch(
      new RegExp(
        `^${time}Host: Tea is ready!\\n${time}Ann: thank you\\n${time}User Ben has joined the chat!\\n$`,
      ),
    );
    const [stats] = await server.ask('stats', /Running for[^]*Memory.*\n/);
    expect(stats).toMatch(/People +2\n[^]*Messages +2\n[^]*Memory +\d+ MiB/);
  });

  it('shows no control codes that somebody sent', async () => {
    const server = await serve();
    const stranger = await open(server);
    stranger.send('\x1b[31mX: x::EOMsg::');
    await stranger.untilEnded();
    const ann = await join(server, 'Ann');
    ann.send('Ann: a\u009b2J\x1b[2Jb::EOMsg::');
    await (await join(server, 'Ben')).until('Ann: a');
    await server.ask('history 3', /Ann: a.*\n[^]*Ben.*\n/);
    await server.ask('kick \x1b[2Jx', /was not found!\n/);
    expect(server.output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  it('bans over a restart, by name and look-alike, until the ban is lifted', async () => {
    const first = await serve();
    const ben = await join(first, 'Ben');
    await first.ask('ban Ben spreading rumours', /The name Ben is banned\.\n/);
    await ben.untilEnded();
    expect(ben.text).toMatch(/Kicked by the host for You are banned: spreading rumours::EOMsg::$/);
    await first.kill();
    const server = await serve([], first.data);
    const [bans] = await server.ask('bans', /Banned[^]*Ben.*\n/);
    expect(bans).toMatch(/^Ben +name +\d{4}-.* spreading rumours$/m);
    for (const name of ['Ben', 'BEN', 'Bеn']) {
      const again = await open(server);
      again.send(`${name}: ${name}::EOMsg::`);
      await again.untilEnded();
      expect(again.text).toBe('Kicked by the host for You are banned: spreading rumours::EOMsg::');
    }
    await server.ask('unban ben', /ben is no longer banned\.\n/);
    await server.ask('unban ben', /ben was not banned\.\n/);
    await join(server, 'Ben');
    await server.ask('ban 127.0.0.1 enough', /The address 127\.0\.0\.1 is banned\.\n/);
    const anyone = await open(server);
    anyone.send('Zoe: Zoe::EOMsg::');
    await anyone.untilEnded();
    expect(anyone.text).toBe('Kicked by the host for You are banned: enough::EOMsg::');
  });

  it('stops and starts bots', async () => {
    const server = await serve(['--bots', 'Art_Bot,sport_bot']);
    const ann = await join(server, 'Ann');
    await ann.until('User Art_Bot has joined the chat!::EOMsg::');
    const [table] = await server.ask('bots', /Bot +State[^]*Art_Bot.*\n/);
    expect(table).toMatch(/^Sport_Bot +running/m);
    expect(table).toMatch(/^Weather_Bot +stopped by the settings/m);
    await server.ask('bot stop art_bot', /Art_Bot was stopped\.\n/);
    await ann.until('Host: User Art_Bot left the chat.::EOMsg::');
    await server.ask('bots', /Art_Bot +stopped by the admin/);
    await server.ask('bot stop Art_Bot', /Art_Bot is stopped already\.\n/);
    await server.ask('bot start Art_Bot', /Art_Bot was started\.\n/);
    await ann.until(/left the chat[^]*User Art_Bot has joined the chat!::EOMsg::/);
    await server.ask('kick Sport_Bot', /User Sport_Bot was removed!\n/);
    await server.ask('bots', /Sport_Bot +stopped by the Host/);
    await server.ask('bot restart Sport_Bot', /Sport_Bot was restarted\.\n/);
    await ann.until(/User Sport_Bot left the chat[^]*User Sport_Bot has joined the chat!::EOMsg::/);
  });

  it('carries out every line of a paste in order, up to exit', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    server.process.stdin.write('say one\nsay two\r\n\nsay three\nexit\nsay four\n');
    expect(await server.exit()).toBe(0);
    await ann.untilEnded();
    expect(ann.text.split(']------------::EOMsg::')[1]).toBe(
      ['one', 'two', 'three'].map((text) => `\nHost: ${text}::EOMsg::`).join('') +
        'Kicked by the host for The service is stopping!::EOMsg::',
    );
  });
});

describe('hobnob admin', () => {
  it('gives the same commands to a server in the background', async () => {
    const server = await serve();
    const ann = await join(server, 'Ann');
    const admin = (...words: string[]) => run(['admin', '--data', server.data, ...words]);
    const list = await admin('list');
    expect(list).toMatchObject({ code: 0, errors: '' });
    expect(list.output).toMatch(/^Username .*\n[^]*\nAnn +127\.0\.0\.1:/);
    expect(await admin('say', 'from', 'afar')).toEqual({ code: 0, output: 'Host: from afar\n', errors: '' });
    await ann.until('\nHost: from afar::EOMsg::');
    expect(await admin('kick', 'Ben')).toEqual({
      code: 1,
      output: 'User with username Ben was not found!\n',
      errors: '',
    });
    expect(await admin('kick', 'Ann', 'too', 'loud')).toEqual({
      code: 0,
      output: 'User Ann was removed!\n',
      errors: '',
    });
    await ann.until('Kicked by the host for too loud::EOMsg::');
    expect(await admin('exit')).toMatchObject({ code: 0 });
    expect(await server.exit()).toBe(0);
    const late = await admin('list');
    expect(late).toMatchObject({ code: 1, output: '' });
    expect(late.errors).toContain(`No server is running on the data folder ${server.data}.`);
  });

  it('is for the owner alone, and works again after a server was killed', async () => {
    const first = await serve();
    const socket = pathOf(first.data, 'control.sock');
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await first.kill();
    expect(statSync(socket).isSocket()).toBe(true);
    expect(await run(['admin', '--data', first.data, 'list'])).toMatchObject({ code: 1, output: '' });
    await serve([], first.data);
    const again = await run(['admin', '--data', first.data, 'list']);
    expect(again).toEqual({ code: 0, output: 'Nobody is connected.\n', errors: '' });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });
});
