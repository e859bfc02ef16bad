/** `hobnob join` full screen, in real terminals (of tmux) against the real server. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LiveClient, type Told } from './kits/live-client.ts';
import { dataFolder, join, serve, tell, thread } from './kits/stage.ts';
import { hasTmux, TmuxTerminal } from './kits/tmux.ts';

const program = fileURLToPath(new URL('../bin/hobnob', import.meta.url));

function open(port: number, name: string, columns = 80, rows = 24, words = ''): Promise<TmuxTerminal> {
  return TmuxTerminal.open(`${program} join -p ${port} -u ${name} ${words}`, columns, rows);
}

describe.skipIf(!hasTmux())('hobnob join on a terminal (wants tmux)', () => {
  test('people on terminals, large and small, and on the classic wire talk', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann');
    await ann.shows(/#lobby {2}1 person/);
    const ben = await open(server.port, 'Ben', 40, 12);
    await ann.shows(/▸ Ann and Ben came in/);
    await ben.type('Good morning, this is said on a small screen!', 'Enter');
    await ann.shows(/Ben {3}Good morning, this is said on a small/);
    await ben.shows(/Ben: Good morning, this is said on\n {6}a small screen!/);
    const eve = await join(server, 'Eve');
    await ann.type('eve: welcome', 'Enter');
    await eve.until('Ann: eve: welcome::EOMsg::');
    eve.send('Eve: thanks, ann::EOMsg::');
    await ann.shows(/Eve » thanks, ann/);
    await ann.type('ev', 'Tab');
    await ann.shows(/Ann> Eve:/);
    await ben.shows(/Ann is typing…|Ann: eve: welcome/);
    await ann.type('Escape', 'C-u', '/nick Anna', 'Enter');
    await ann.shows(/↔ Ann is now called Anna/);
    await ann.shows(/Anna>/);
    await eve.until('Host: User Ann is now called Anna.::EOMsg::');
    await ann.type('still me', 'Enter');
    await ben.shows(/Anna: still me/);
    await ann.type('/me waves', 'Enter');
    await ann.shows(/\* Anna {3}waves/);
    await ben.shows(/\* Anna waves/);
    await eve.until('Anna: * Anna waves::EOMsg::');
  });

  test('bots that are brought along are bots there, answer with their commands, and leave with whoever brought them', async () => {
    const server = await serve();
    const ben = await LiveClient.join(server.port, 'Ben');
    const ann = await open(server.port, 'Ann', 80, 24, '--bots');
    const joined = (name: string) => (told: Told) => told['event'] === 'joined' && told['name'] === name;
    for (const name of ['Simple_Chat_Bot', 'Weather_Bot', 'Sport_Bot', 'Art_Bot']) {
      expect(await ben.until(joined(name))).toMatchObject({ kind: 'bot' });
    }
    await ben.until(
      ({ type, commands }) => type === 'commands' && JSON.stringify(commands).includes('weather'),
    );
    ben.send({ type: 'post', text: 'Art_Bot, can we paint a painting?', id: 'art' });
    const { seq } = await ben.until(({ type, id }) => type === 'accepted' && id === 'art');
    expect(await ben.until(({ answers, name }) => answers === seq && name === 'Art_Bot')).toMatchObject({
      because: expect.any(String) as string,
    });
    await ann.type('/quit', 'Enter');
    await ann.shows(/ended with 0/);
    await ben.until(({ event, name }) => event === 'left' && name === 'Weather_Bot');
    ben.close();
  });

  test('over a kill of the server, what was typed meanwhile arrives, once and in order', async () => {
    const data = dataFolder();
    const server = await serve([], data);
    const { port } = server;
    const ann = await open(port, 'Ann');
    await ann.shows(/#lobby/);
    await ann.type('before', 'Enter');
    await ann.shows(/Ann {3}before/);
    await server.kill();
    await ann.shows(/OFFLINE/);
    await ann.type('while offline', 'Enter');
    await ann.shows(/Ann … while offline/);
    const again = await serve(['-p', `${port}`], data);
    await ann.shows(/Ann {3}while offline/);
    const ben = await join(again, 'Ben');
    await tell(ben, 'Ben', 'after', await join(again, 'Eve'));
    const screen = await ann.shows(/Ben {3}after/);
    const said = (await thread(data)).filter(({ kind }) => kind === 'message').map(({ text }) => text);
    expect(said).toEqual(['before', 'while offline', 'after']);
    expect(screen.match(/\b(before|while offline|after)\b/g)).toEqual(said);
  });

  test('says on leaving what was not sent, and in plain words why there is no connection', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann');
    await ann.shows(/#lobby {2}1 person/);
    await server.kill();
    await ann.shows(/OFFLINE: (no server answers there|the connection was cut);/);
    await ann.type('one', 'Enter');
    await ann.type('two', 'Enter');
    await ann.shows(/Ann … two|… two/);
    await ann.type('/quit', 'Enter');
    await ann.shows(/2 messages were not sent:\n {2}one\n {2}two\n[^]*ended with 0/);
  });

  test('rooms, private words, and what is unread', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann');
    const ben = await open(server.port, 'Ben');
    await ann.shows(/2 people/);
    await ann.type('/join garden', 'Enter');
    await ann.shows(/^ #garden/);
    await ben.type('/join garden', 'Enter');
    await ben.shows(/^ #garden/);
    await ann.type('', 'C-n');
    await ann.shows(/^ #lobby/);
    await ben.type('roses, Ann!', 'Enter');
    await ann.shows(/2:#garden\(1,1\)/);
    await ann.type('', 'M-2');
    await ann.shows(/new messages[^]*roses, Ann!/);
    await ann.type('/msg Ben psst', 'Enter');
    await ann.shows(/^ Ben {2}in private/);
    await ben.shows(/3:Ann\(1,1\)/);
  });

  test('private words and what one prefers are there again at the next visit, also after a crash', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann');
    await ann.shows(/1 person/);
    const ben = await open(server.port, 'Ben');
    await ann.shows(/2 people/);
    await ann.type('/bots off', 'Enter');
    await ann.type('/msg Ben psst', 'Enter');
    await ann.shows(/^ Ben {2}in private[^]*psst/);
    await ann.type('/quit', 'Enter');
    await ann.shows(/ended with 0/);
    await ann.type(`clear; ${program} join -p ${server.port} -u Ann; echo "ended with $?"`, 'Enter');
    await ann.shows(/2 people[^]*bots off/);
    await ann.type('', 'C-n');
    await ann.shows(/^ Ben {2}in private[^]*psst/);
    // The terminal is closed without a word; the name is kept for whoever has the token.
    await ann.type('', 'C-z');
    await ann.shows(/Stopped/);
    await ann.type('kill -9 %1; wait; clear', 'Enter');
    await ann.type(`${program} join -p ${server.port} -u Ann`, 'Enter');
    await ann.shows(/#lobby {2}2 people/);
    await ben.type('', 'C-o');
    await ben.shows(/▾ Ann and Ben came in[^]*Ann left[^]*Ann came in/);
  });

  test('the past is loaded as one scrolls', async () => {
    const server = await serve(['--flood', 'off']);
    const ben = await LiveClient.join(server.port, 'Ben');
    for (let count = 1; count <= 500; count++)
      ben.send({ type: 'post', id: `x-${count}`, text: `line ${count} of it` });
    await ben.until((message) => message['id'] === 'x-500' && message.type === 'accepted');
    const ann = await open(server.port, 'Ann');
    await ann.shows(/line 500 of it/);
    await ann.type('', ...Array.from({ length: 12 }, () => 'PPage'));
    await ann.shows(/-MORE\(/);
    for (let count = 0; count < 30; count++) await ann.type('', 'PPage');
    await ann.shows(/line 1 of it/);
    await ann.type('', 'M-End');
    await ann.shows(/line 500 of it/);
    ben.close();
  });

  test('foreign text does not reach the terminal’s controls', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann', 80, 12);
    await ann.shows(/#lobby/);
    const title = await ann.title();
    const eve = await LiveClient.join(server.port, 'Eve');
    const attacks = [
      '\x1b]0;owned\x07',
      '\x1b[2J\x1b[H',
      '\x9b2J',
      '\u202eabc',
      '\x1b]52;c;b3duZWQ=\x07',
      '\r\n\b\b\b',
    ];
    for (const [index, attack] of attacks.entries()) {
      eve.send({ type: 'post', id: `a-${index}`, text: `${attack}still here ${index}` });
    }
    const screen = await ann.shows(/still here 5/);
    for (const index of attacks.keys()) expect(screen).toContain(`still here ${index}`);
    expect(await ann.title()).toBe(title);
    eve.close();
  });

  test('a paste is asked about, sizes change, and the shell gets its screen back', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann');
    await ann.shows(/#lobby/);
    await ann.paste('one\ntwo\nthree\nfour');
    await ann.shows(/Ann> one\n {5}two/);
    await ann.type('', 'Enter');
    await ann.shows(/Send 4 lines\? Enter sends, Esc edits/);
    await ann.type('y');
    await ann.shows(/Ann {3}one[^]*four/);
    await ann.resize(50, 10);
    await ann.shows(/^ #lobby[^│]*Ann>\n*$/);
    await ann.resize(120, 30);
    await ann.shows(/│ People 1/);
    await ann.type('', 'C-z');
    await ann.shows(/Stopped/);
    await ann.type('fg; echo "left with $?"', 'Enter');
    await ann.shows(/│ People 1/);
    await ann.type('', 'C-c');
    await ann.shows(/Leave the chat\?/);
    await ann.type('y');
    const screen = await ann.shows(/left with 0/);
    expect(screen).not.toMatch(/#lobby|Ann>/);
  });

  test('says that there is no server, where one can read it', async () => {
    const server = await serve();
    await server.kill();
    const ann = await open(server.port, 'Ann');
    const screen = await ann.shows(/ended with 1/);
    expect(screen).toContain(
      `Unable to connect to the chat server on destination 127.0.0.1 and port ${server.port}.`,
    );
  });

  test('the classic wire is spoken where it is asked for', async () => {
    const server = await serve();
    const ann = await open(server.port, 'Ann', 80, 24, '--wire classic');
    await ann.shows(/\[Start new messages\]/);
    await ann.type('/exit', 'Enter');
    await ann.shows(/ended with 0/);
  });
});
