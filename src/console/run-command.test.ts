import { describe, expect, test } from 'vitest';
import { deskTime, fakeDesk } from '../../test/kits/fake-desk.ts';
import type { Nick } from '../room/types.ts';
import { columnsOf } from '../util/terminal-safe.ts';
import { localTime } from './local-clock.ts';
import { commands, completeCommand, describeCommands, runCommand } from './run-command.ts';

const at = localTime(deskTime);

describe('listConnections', () => {
  test('is a table with name, address and time last received, on this clock', async () => {
    const { lines } = await runCommand(fakeDesk(), 'listConnections');
    expect(lines).toEqual([
      'Username     Address              Time last received       Kind    Wire',
      '-----------  -------------------  -----------------------  ------  --------',
      'Ann          192.168.56.1:51299   2022-03-31 15:45:55.797  person  classic',
      '世界         [2001:db8::1]:40000  2022-03-31 15:45:54.797  person  classic',
      'Weather_Bot  resident             2022-03-31 15:45:55.797  bot     resident',
    ]);
  });

  test('is also list, in any case', async () => {
    const desk = fakeDesk();
    const whole = await runCommand(desk, 'listConnections');
    expect(await runCommand(desk, '  LIST ')).toEqual(whole);
    expect(await runCommand(desk, 'LISTCONNECTIONS')).toEqual(whole);
  });
});

describe('kick', () => {
  test('removes with the reason, whole', async () => {
    const desk = fakeDesk();
    expect(await runCommand(desk, 'kick ann  being  rude ')).toEqual({
      lines: ['User Ann was removed!'],
      done: true,
    });
    expect(desk.done).toEqual(['kick Ann: being  rude']);
  });
  test('has a reason where none is given', async () => {
    const desk = fakeDesk();
    await runCommand(desk, 'kick Ann');
    expect(desk.done).toEqual(['kick Ann: no stated reason.']);
  });
  test.each([
    ['kick Bob', 'User with username Bob was not found!'],
    ['kick', 'A username is needed: kick USER [reason…]'],
  ])('%s: %s', async (line, answer) => {
    expect(await runCommand(fakeDesk(), line)).toEqual({ lines: [answer], done: false });
  });
});

test('ban, bans, unban', async () => {
  const desk = fakeDesk();
  expect((await runCommand(desk, 'bans')).lines).toEqual(['Nobody is banned.']);
  expect((await runCommand(desk, 'ban Ben spam and eggs')).lines).toEqual(['The name Ben is banned.']);
  expect((await runCommand(desk, 'ban 192.0.2.7')).lines).toEqual(['The address 192.0.2.7 is banned.']);
  expect((await runCommand(desk, 'bans')).lines).toEqual([
    'Banned     Type     Since                    Reason',
    '---------  -------  -----------------------  -----------------',
    `Ben        name     ${at}  spam and eggs`,
    `192.0.2.7  address  ${at}  no stated reason.`,
  ]);
  expect(await runCommand(desk, 'unban Ben')).toEqual({ lines: ['Ben is no longer banned.'], done: true });
  expect(await runCommand(desk, 'unban Ben')).toEqual({ lines: ['Ben was not banned.'], done: false });
  expect(await runCommand(desk, 'ban !')).toEqual({
    lines: ['This is neither a name nor an address.'],
    done: false,
  });
  for (const line of ['ban', 'unban']) expect((await runCommand(desk, line)).done).toBe(false);
});

describe('bots', () => {
  test('names the files that do not run', async () => {
    const desk = { ...fakeDesk(), notRunning: () => ['dice.ts has no bot.', 'odd\x1b[2J'] };
    const { lines } = await runCommand(desk, 'bots');
    const at = lines.indexOf('Files that do not run:');
    expect(lines.slice(at, at + 3)).toEqual([
      'Files that do not run:',
      'dice.ts has no bot.',
      'odd\uFFFD[2J',
    ]);
  });

  test('are listed with state, restarts, answers a minute, lag and memory, and below with their last errors', async () => {
    expect((await runCommand(fakeDesk(), 'bots')).lines).toEqual([
      'Bot          State                     Restarts  Per min  Lag ms  MB',
      '-----------  ------------------------  --------  -------  ------  ---',
      'Weather_Bot  running                   0         3        12      9.5',
      'Art_Bot      backing off, back in 4 s  2         0        -       -',
      'The last error of each, within 24 hours:',
      `${at.slice(0, 19)} Art_Bot: paint ran out`,
    ]);
  });

  test('have their last errors in the order of time, and for a day', async () => {
    const desk = fakeDesk();
    const [bot] = desk.bots.list();
    const failing = (name: string, hoursAgo: number) => ({
      ...bot!,
      name,
      lastError: { message: 'odd', time: deskTime - hoursAgo * 3_600_000 },
    });
    const list = [failing('B', 1), failing('A', 2), failing('D', 24), failing('C', 23)];
    const { lines } = await runCommand({ ...desk, bots: { ...desk.bots, list: () => list } }, 'bots');
    expect(lines.filter((line) => line.endsWith('odd')).map((line) => line.slice(20))).toEqual([
      'C: odd',
      'A: odd',
      'B: odd',
    ]);
  });

  test('fit 80 columns, however long their names, states and errors are', async () => {
    const desk = fakeDesk();
    const [bot] = desk.bots.list();
    const long = {
      ...bot!,
      name: '世'.repeat(32),
      state: { type: 'stopped', by: `the Host (${'x'.repeat(300)})`, since: deskTime },
      restarts: 12_345,
      answersPerMinute: 3600,
      lag: 29_999,
      memory: 512 * 2 ** 20,
      lastError: { message: 'y'.repeat(500), time: deskTime },
      errors: Array.from({ length: 10 }, () => ({ message: 'y '.repeat(500), time: deskTime })),
      commands: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`command-${i}`, { help: '' }])),
    } as const;
    const crowd = { ...desk, bots: { ...desk.bots, list: () => [long] } };
    for (const line of ['bots', `bots ${long.name}`, 'help bots']) {
      const { lines, done } = await runCommand(crowd, line);
      expect(done, line).toBe(true);
      expect(Math.max(...lines.map(columnsOf)), line).toBeLessThanOrEqual(80);
    }
  });

  test('from elsewhere are named, and told where they came from by whatever would be done with them', async () => {
    const desk = fakeDesk();
    const [ann] = desk.admin.connections();
    const dice = { ...ann!, nick: 'Dice_Bot' as Nick, kind: 'bot', wire: 'live' } as const;
    const crowd = { ...desk, admin: { ...desk.admin, connections: () => [ann!, dice] } };
    expect((await runCommand(crowd, 'bots')).lines.at(-1)).toBe(
      'From elsewhere, where they are started and stopped: Dice_Bot',
    );
    for (const line of ['bots dice_bot', 'bot stop dice_bot', 'bot log Dice_Bot 5', 'bot reload Dice_Bot']) {
      expect(await runCommand(crowd, line), line).toEqual({
        lines: [
          'Dice_Bot lives elsewhere: it came over the live wire from 192.168.56.1:51299. ' +
            'Whoever runs it there starts and stops it; "kick Dice_Bot" sends it away.',
        ],
        done: false,
      });
    }
    expect((await runCommand(crowd, 'bot start Ann')).lines).toEqual([
      'There is no bot named Ann. Bots here: Weather_Bot, Art_Bot.',
    ]);
    const none = { ...crowd, bots: { ...desk.bots, list: () => [] } };
    expect((await runCommand(none, 'bots')).lines).toEqual([
      'This server has no bots.',
      'From elsewhere, where they are started and stopped: Dice_Bot',
    ]);
  });

  test('one of them is told in full', async () => {
    const desk = fakeDesk();
    expect((await runCommand(desk, 'bots WEATHER_bot')).lines).toEqual([
      'Weather_Bot: Tells the weather.',
      `State       running, since ${localTime(deskTime - 60_000).slice(0, 19)}`,
      'Answers     3 within the last minute, 7 since the server started',
      'Lag         12 ms',
      'Restarts    0',
      'Memory      9.5 MB in a thread of its own',
      'Commands    /weather PLACE',
      'Hosts       api.met.no',
      'Places      yes',
    ]);
    expect((await runCommand(desk, 'bots art_bot')).lines.slice(-3)).toEqual([
      'Last errors:',
      `${at.slice(0, 19)}  paint ran out`,
      `${localTime(deskTime - 9000).slice(0, 19)}  no canvas`,
    ]);
    expect(await runCommand(desk, 'bots Tea_Bot')).toEqual({
      lines: ['There is no bot named Tea_Bot. Bots here: Weather_Bot, Art_Bot.'],
      done: false,
    });
  });

  test('what one wrote', async () => {
    const desk = fakeDesk();
    expect((await runCommand(desk, 'bot log art_bot')).lines).toEqual([
      `${localTime(deskTime - 1)}  mixing colours`,
      `${at}  warn: Art_Bot failed: paint ran out`,
    ]);
    expect((await runCommand(desk, 'bot log Art_Bot 1')).lines).toHaveLength(1);
    expect((await runCommand(desk, 'bot log Weather_Bot')).lines).toEqual([
      'Weather_Bot has written nothing.',
    ]);
    for (const [line, sentence] of [
      ['bot log Tea_Bot', 'There is no bot named Tea_Bot. Bots here: Weather_Bot, Art_Bot.'],
      ['bot log Art_Bot x', 'bot log Art_Bot x: the number of lines must be a whole number from 1 to 1000.'],
      [
        'bot log Art_Bot 1001',
        'bot log Art_Bot 1001: the number of lines must be a whole number from 1 to 1000.',
      ],
    ] as const)
      expect(await runCommand(desk, line)).toEqual({ lines: [sentence], done: false });
  });

  test('their columns are explained', async () => {
    const { lines } = await runCommand(fakeDesk(), 'help bots');
    const [head = ''] = (await runCommand(fakeDesk(), 'bots')).lines;
    for (const column of head.split(/ {2,}/).slice(1))
      expect(lines.some((line) => line.startsWith(`  ${column}  `))).toBe(true);
  });
});

test('bots are started, stopped and restarted', async () => {
  const desk = fakeDesk();
  expect(await runCommand(desk, 'bot STOP Art_Bot')).toEqual({ lines: ['Art_Bot was stopped.'], done: true });
  expect((await runCommand(desk, 'bot start Tea_Bot')).done).toBe(false);
  await runCommand(desk, 'bot restart Art_Bot');
  expect(desk.done).toEqual(['stopped Art_Bot the administrator', 'restarted Art_Bot the administrator']);
  for (const line of ['bot', 'bot start', 'bot constructor Art_Bot', 'bot dance Art_Bot']) {
    expect((await runCommand(desk, line)).lines).toEqual([
      'An action and the name of a bot are needed: bot start|stop|restart|reload|log NAME',
    ]);
  }
});

test('say speaks as Host, and tells when it could not', async () => {
  const desk = fakeDesk();
  expect((await runCommand(desk, 'say Hello,  all')).lines).toEqual(['Host: Hello,  all']);
  expect(desk.done).toEqual(['say Hello,  all']);
  expect(await runCommand(desk, 'say')).toMatchObject({ done: false });
  expect(await runCommand(desk, 'say disk full')).toEqual({
    lines: ['say failed: the disk is full'],
    done: false,
  });
});

test('breaker shows what bots may still say', async () => {
  const { lines } = await runCommand(fakeDesk(), 'breaker');
  expect(lines[0]).toMatch(/^Bot +Messages left +Characters left +Refused +Last refusal$/);
  expect(lines.at(-1)).toMatch(/^Art_Bot +29 +11900 +1 +.*A person must speak first\.$/);
});

test('notice shows a line and says to how many', async () => {
  const desk = fakeDesk();
  expect((await runCommand(desk, 'notice Back in five minutes')).lines).toEqual(['Shown to 2 clients.']);
  expect(desk.done).toEqual(['notice Back in five minutes']);
  expect(await runCommand(desk, 'notice')).toMatchObject({ done: false });
});

test('host shows and changes what the Host says next', async () => {
  const desk = fakeDesk();
  const lines = async (line: string) => (await runCommand(desk, line)).lines;
  expect(await lines('host')).toEqual(['The Host: next in 12 s.', 'Next starter: Tea?']);
  expect(await lines('host SKIP')).toEqual(['Skipped. The next starter is: Coffee?']);
  expect((await runCommand(desk, 'host resume')).done).toBe(false);
  expect(await lines('host pause')).toEqual(['The Host starts no conversations until "host resume".']);
  expect(await lines('host')).toEqual(['The Host: paused.', 'Next starter: Tea?']);
  expect((await runCommand(desk, 'host pause')).done).toBe(false);
  expect(await lines('host resume')).toEqual(['The Host goes on: next in 12 s.']);
  expect(await lines('host say')).toEqual(['Host: Tea?']);
  expect(await lines('host say  my  words')).toEqual(['Host: my  words']);
  expect(desk.done).toEqual(['say Tea?', 'say my  words']);
  expect(await runCommand(desk, 'host dance')).toEqual({
    lines: ['Nothing, or one of these actions is needed: host [skip|pause|resume|say]'],
    done: false,
  });
});

test('link and unlink let administrators in and out of the page', async () => {
  const desk = fakeDesk();
  expect(await runCommand(desk, 'link')).toEqual({
    lines: [
      'http://192.0.2.1:2020/admin#TOKEN',
      'It works once, within 10 minutes. On this machine also as',
      'http://localhost:2020/admin#TOKEN',
    ],
    done: true,
  });
  const alone = { ...desk, place: { ...desk.place, secure: true, httpPort: 443, away: null } };
  expect((await runCommand(alone, 'link')).lines[0]).toBe('https://localhost/admin#TOKEN');
  expect(await runCommand(desk, 'unlink')).toEqual({
    lines: ['All links are void, all sessions are over. Pages closed: 2.'],
    done: true,
  });
});

test('history shows the thread in words', async () => {
  const desk = fakeDesk();
  expect((await runCommand(desk, 'history')).lines).toEqual([
    `${at}  User Ann has joined the chat!`,
    `${at}  Ann: hi\x1b[2J`,
    `${at}  User Ann was removed by Host (noise).`,
  ]);
  expect((await runCommand(desk, 'history 1')).lines).toHaveLength(1);
  for (const count of ['0', '1001', '-1', '1.5', 'many', '1 2']) {
    expect((await runCommand(desk, `history ${count}`)).done).toBe(false);
  }
});

test('stats', async () => {
  const { lines } = await runCommand(fakeDesk(), 'stats');
  expect(lines[0]).toMatch(/^Running for {5}1 d 2 h 3 min \(since 2022-03-30 /);
  expect(lines).toContain('Deliveries      12');
  expect(lines).toContain('Memory          64 MiB');
});

describe('what is not known', () => {
  test('is said, with what may have been meant', async () => {
    expect(await runCommand(fakeDesk(), 'foo')).toEqual({
      lines: ['The command foo was not recognized!', '"help" lists the commands.'],
      done: false,
    });
    expect((await runCommand(fakeDesk(), 'kcik Ann')).lines[1]).toBe(
      'Did you mean kick? "help" lists the commands.',
    );
  });
  test('an empty line is nothing', async () => {
    expect(await runCommand(fakeDesk(), '   ')).toEqual({ lines: [], done: true });
  });
});

describe('help', () => {
  test('has every command, each line within the width', async () => {
    const { lines } = await runCommand(fakeDesk(), 'help');
    for (const { name } of commands) expect(lines.some((line) => line.startsWith(`  ${name}`))).toBe(true);
    for (const columns of [40, 60, 80, 120]) {
      for (const line of describeCommands(columns)) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });
  test('of one command', async () => {
    expect((await runCommand(fakeDesk(), 'help LIST')).lines).toEqual([
      'listConnections',
      '  Lists everyone who is connected, with their address and the time something was',
      '  last received from them.',
      'Also: list',
    ]);
    expect((await runCommand(fakeDesk(), 'help foo')).done).toBe(false);
  });
});

test('exit asks to stop', async () => {
  expect(await runCommand(fakeDesk(), 'Exit')).toEqual({ lines: [], done: true, stop: true });
});

describe('completion', () => {
  test.each([
    ['li', ['listConnections', 'list', 'link']],
    ['K', ['kick']],
    ['kick a', ['Ann']],
    ['kick Ann ', []],
    ['ban 19', ['192.168.56.1']],
    ['ban 2001', ['2001:db8::1']],
    ['bot re', ['restart', 'reload']],
    ['bot restart W', ['Weather_Bot']],
    ['help his', ['history']],
    ['foo b', []],
  ])('%s', (line, candidates) => {
    expect(completeCommand(fakeDesk(), line).candidates).toEqual(candidates);
  });
});
