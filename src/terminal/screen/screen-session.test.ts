import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { FakeHouse } from '../../../test/kits/fake-house.ts';
import { screenTerminal } from '../../../test/kits/screen-terminal.ts';
import { settle, VirtualClock } from '../../rehearsal/virtual-clock.ts';
import { openChat } from '../../client/chat.ts';
import { seededRandom } from '../../util/random.ts';
import { ScreenSession } from './screen-session.ts';
import type { Times } from './times.ts';
import { viewCommands } from './view-commands.ts';

const times: Times = { clock: () => '12:34', day: () => 'Monday' };
const key = {
  enter: '\r',
  up: '\x1b[A',
  down: '\x1b[B',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  tab: '\t',
  shiftTab: '\x1b[Z',
  f7: '\x1b[18~',
  alt: (letter: string) => `\x1b${letter}`,
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
  paste: (text: string) => `\x1b[200~${text}\x1b[201~`,
  focus: { in: '\x1b[I', out: '\x1b[O' },
};

describe('the screen', () => {
  const sessions: ScreenSession[] = [];
  afterEach(() => {
    for (const session of sessions.splice(0)) session.close();
  });

  async function open(columns = 80, rows = 12, before: (house: FakeHouse) => void = () => undefined) {
    const clock = new VirtualClock();
    const house = new FakeHouse(clock);
    before(house);
    const { input, output } = screenTerminal(columns, rows);
    const state = { quits: 0 };
    const commands = viewCommands({
      quit: () => session.quit(),
      goTo: (number) => session.goTo(number),
      toggleNicks: () => session.toggleNicks(),
      ring: (on) => session.ring(on),
    });
    const chat = openChat({ dial: house.dial, clock, random: seededRandom(3), dayOf: () => 1, commands });
    const session: ScreenSession = new ScreenSession({
      screen: { input, output },
      chat,
      clock,
      times,
      colours: true,
      onQuit: () => (state.quits += 1),
    });
    sessions.push(session);
    session.open();
    chat.start('Ann');
    await clock.advance(3000);
    const type = async (...keys: string[]) => {
      for (const each of keys) {
        input.write(each);
        await settle();
        // Node waits so long for what may follow an Escape.
        if (each === '\x1b') await new Promise((resolve) => setTimeout(resolve, 600));
      }
      await clock.advance(200);
    };
    return { clock, house, input, output, chat, session, state, type };
  }

  test('shows what a bot is writing, where it will stand', async () => {
    const { house, output, clock } = await open(80, 12);
    const about = { type: 'draft', room: 'lobby', name: 'Talker', kind: 'bot', id: 'a' };
    house.tell({ ...about, text: 'It rains' });
    await clock.advance(200);
    const at = output.lines.findIndex((line) => line.includes('It rains…'));
    expect(output.lines[at]).toMatch(/^12:34 +\[Talker\] {3}It rains… +│/);
    house.say('Talker', 'It rains.', 'lobby', { kind: 'bot', id: 'a' });
    await clock.advance(200);
    expect(output.lines[at]).toMatch(/^12:34 +\[Talker\] {3}It rains\. +│/);
    expect(output.lines.join()).not.toContain('…');
  });

  test('shows the room, who is here, and how it stands', async () => {
    const { output } = await open(80, 12, (house) => house.say('Ben', 'good morning'));
    expect(output.lines).toEqual([
      ' #lobby',
      expect.stringMatching(/^ +│ People 1$/),
      expect.stringMatching(/^ +│ Ann$/),
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^ +│$/) as string),
      expect.stringMatching(/^ +This is where it began\. +│$/),
      expect.stringMatching(/^─+ Monday ─+│$/),
      expect.stringMatching(/^12:34 +Ben {3}good morning +│$/),
      expect.stringMatching(/^12:34 → Ann came in +│$/),
      expect.stringMatching(/^ #lobby {2}1 person {2}\d+ ms$/),
      'Ann>',
    ]);
    expect([output.row, output.column]).toEqual([11, 5]);
  });

  test('what is typed is said, and can be brought back', async () => {
    const { house, output, type } = await open();
    await type('hello there', key.enter, 'second', key.enter);
    expect(house.texts).toEqual(['hello there', 'second']);
    await type('draft', key.up, key.up);
    expect(output.lines.at(-1)).toBe('Ann> hello there');
    await type(key.down, key.down);
    expect(output.lines.at(-1)).toBe('Ann> draft');
    await type(key.ctrl('u'), key.ctrl('r'), 'ello');
    expect(output.lines.at(-1)).toBe('(search "ello") hello there');
    await type(key.enter);
    expect(house.texts).toEqual(['hello there', 'second', 'hello there']);
  });

  test('Tab goes round the names, Shift-Tab back', async () => {
    const { house, output, clock, type } = await open();
    for (const name of ['Ben', 'Benno']) house.happen('joined', name);
    await clock.advance(100);
    await type('be', key.tab);
    expect(output.lines.at(-1)).toBe('Ann> Ben:');
    expect(output.lines.at(-2)).toBe(' Ben  Benno');
    await type(key.tab);
    expect(output.lines.at(-1)).toBe('Ann> Benno:');
    await type(key.shiftTab, 'hi');
    expect(output.lines.at(-1)).toBe('Ann> Ben: hi');
    expect(output.lines.at(-2)).toContain('#lobby');
  });

  test('long texts are wrapped at words, below themselves, also on narrow screens', async () => {
    const { house, output, clock } = await open(40, 12);
    house.say('Ben', 'Is it sunny in Oslo today, or shall I bring my umbrella?\nsecond line');
    await clock.advance(100);
    expect(output.text).toContain(
      '12:34 Ben: Is it sunny in Oslo today, or\n      shall I bring my umbrella?\n      second line',
    );
  });

  test('scrolls back into the past, which is loaded on the way, and stays there while more is said', async () => {
    const { house, output, clock, type } = await open(60, 10, (house) => {
      for (let count = 0; count < 450; count++) house.say('Ben', `line ${count}`);
    });
    expect(output.text).toContain('line 449');
    expect(output.text).not.toContain('This is where it began.');
    for (let count = 0; count < 120 && !output.text.includes('line 0\n'); count++) await type(key.pageUp);
    expect(output.text).toContain('line 0\n');
    expect(output.text).toContain('-MORE(');
    await type(key.pageUp);
    expect(output.lines[1]).toMatch(/^ +This is where it began\.$/);
    const before = output.lines.slice(0, -2);
    house.say('Ben', 'meanwhile');
    await clock.advance(100);
    expect(output.lines.slice(0, -2)).toEqual(before);
    await type('\x1b[1;3F');
    expect(output.text).toContain('meanwhile');
    expect(output.text).not.toContain('-MORE(');
  });

  test('says that the past is on its way, or how to ask for it', async () => {
    const { house, output, clock, type } = await open(60, 10, (house) => {
      for (let count = 0; count < 250; count++) house.say('Ben', `line ${count}`);
    });
    house.unplug();
    await type('\x1b[1;3H');
    expect(output.lines[1]).toMatch(/^ +loading …$/);
    await clock.advance(60_000);
    for (let count = 0; count < 60 && !output.text.includes('began'); count++) await type(key.pageUp);
    expect(output.lines[1]).toMatch(/^ +This is where it began\.$/);
    await type('/clear', key.enter);
    expect(output.text).toMatch(/^ +PgUp shows what was before$/m);
  });

  test('a long answer is shown from its first line on', async () => {
    const { output, type } = await open();
    await type('/help', key.enter);
    expect(output.text).toContain('tells what can be typed');
    await type('/names', key.enter);
    expect(output.text).toContain('People (1): Ann');
  });

  test('what was wrong stays, to be corrected', async () => {
    const { house, output, type } = await open();
    await type('/frobnicate me', key.enter);
    expect(output.text).toContain('There is no command /frobnicate.');
    expect(output.lines.at(-1)).toBe('Ann> /frobnicate me');
    await type(key.ctrl('u'), key.paste(`${'x'.repeat(30)}\n`.repeat(4)));
    expect(output.text).toContain('It has 123 characters; at most 100 can be sent at once.');
    await type(key.enter, key.enter);
    expect(house.texts).toEqual([]);
    await type(...Array.from({ length: 23 }, () => '\x7f'), key.enter, 'y');
    expect(house.texts).toEqual([`${'x'.repeat(30)}\n`.repeat(4).slice(0, 100)]);
    expect(output.lines.at(-1)).toBe('Ann>');
  });

  test('lists stand in two columns; what is too long for the first stands above the second', async () => {
    const { output, type } = await open(60, 60);
    await type('/help', key.enter);
    const lines = output.lines.map((line) => line.trimEnd());
    const at = lines.indexOf('─ /bots [on | fold | off | mute NAME | unmute NAME]');
    expect(lines).toContain('─ /msg NAME [TEXT]  says something to one person alone');
    expect(lines[at + 1]).toMatch(/^ {20}lists the bots; shows/);
  });

  test('unread messages are counted elsewhere, reached by keys, and ring when they speak to us', async () => {
    const { house, output, chat, clock, type } = await open(80, 8);
    await type('/join garden', key.enter);
    await type(key.alt('1'));
    expect(chat.state.current).toBe('lobby');
    house.say('Ben', 'roses, ann?', 'garden');
    for (let count = 0; count < 30; count++) house.say('Ben', `rose ${count}`, 'garden');
    await clock.advance(2000);
    expect(output.bells).toBe(1);
    expect(output.lines.at(-2)).toContain('2:#garden(1,31)');
    await type(key.ctrl('n'), key.alt('u'));
    expect(output.text).toContain('new messages');
    expect(output.text).toContain('roses, ann?');
    await type(key.alt('1'), key.focus.out);
    house.say('Ben', 'Ann!');
    await clock.advance(2000);
    expect(output.bells).toBe(2);
  });

  test('Alt-P goes from mention to mention, Alt-N back', async () => {
    const { output, type } = await open(60, 9, (house) => {
      for (let count = 0; count < 90; count++) {
        house.say('Ben', count % 30 === 0 ? `ann, number ${count}` : `line ${count}`);
      }
    });
    await type(key.alt('p'));
    expect(output.text).toContain('ann, number 60');
    await type(key.alt('p'));
    expect(output.text).toContain('ann, number 30');
    await type(key.alt('p'));
    expect(output.text).toContain('ann, number 0');
    await type(key.alt('n'));
    expect(output.text).toContain('ann, number 30');
  });

  test('a long paste is asked about, a short one waits to be sent', async () => {
    const { house, output, type } = await open();
    await type(key.paste('one\r\ntwo\n'), key.enter);
    expect(house.texts).toEqual(['one\ntwo']);
    await type(key.paste('1\n2\n3\n4\x1b[31m\n'), key.enter);
    expect(house.texts).toHaveLength(1);
    expect(output.lines.at(-1)).toBe('Send 4 lines? Enter sends, Esc edits');
    await type('n', key.enter, key.enter);
    expect(house.texts.at(-1)).toMatch(/^1\n2\n3\n4/);
  });

  test('Ctrl-C clears the line, then asks', async () => {
    const { state, output, type } = await open();
    await type('something', key.ctrl('c'));
    expect(output.lines.at(-1)).toBe('Ann>');
    await type(key.ctrl('c'));
    expect(output.lines.at(-1)).toBe('Leave the chat? [y/N]');
    await type('n', key.ctrl('c'), 'y');
    expect(state.quits).toBe(1);
    await type('/quit', key.enter);
    expect(state.quits).toBe(2);
  });

  test('another name is asked for where it is taken', async () => {
    const { house, chat, output, clock, type } = await open();
    house.refusals.push({ code: 4002, closing: 'name_taken', reason: 'The name Ann is taken.' });
    house.cutLines();
    await clock.advance(3000);
    expect(output.lines.at(-2)).toContain('NOT IN YET');
    expect(output.lines.at(-1)).toBe('another name:');
    expect(output.text.match(/The name Ann is taken\./g)).toHaveLength(1);
    await type('Anna', key.enter);
    expect(chat.state.name).toBe('Anna');
  });

  test('at the door the trouble with a name is told once, and forgotten inside', async () => {
    const taken = (name: string) => ({
      code: 4002,
      closing: 'name_taken',
      reason: `The name ${name} is taken.`,
    });
    const { output, clock, type } = await open(60, 12, (house) =>
      house.refusals.push(taken('Ann'), taken('Ben')),
    );
    expect(output.text.match(/is taken\./g)).toHaveLength(1);
    await type('Ben', key.enter);
    await clock.advance(100);
    expect(output.text.match(/The name (Ann|Ben) is taken\./g)).toEqual(['The name Ben is taken.']);
    await type('Eve', key.enter);
    await clock.advance(100);
    expect(output.text).toContain('Eve came in');
    expect(output.text).not.toContain('is taken');
  });

  test('what is typed while there is no connection is kept and shown', async () => {
    const { house, output, clock, type } = await open();
    house.isUp = false;
    house.cutLines();
    await type('later', key.enter);
    expect(output.text).toMatch(/Ann … later/);
    expect(output.lines.at(-2)).toContain('OFFLINE');
    house.isUp = true;
    await clock.advance(10_000);
    expect(house.texts).toEqual(['later']);
    expect(output.text).not.toContain('…');
  });

  test('what failed can be tried again or dropped', async () => {
    const { output, chat, type } = await open();
    await type('refuse me', key.enter);
    expect(output.text).toContain('not sent: The disk is full.');
    await type('/drop', key.enter);
    expect(chat.state.outbox).toEqual([]);
  });

  test('a search lists what it finds, and goes there, far back, and from there on to what is said meanwhile', async () => {
    const { house, output, clock, type } = await open(80, 10, (room) => {
      for (let count = 0; count < 100; count++) room.say('Ben', `first ${count}`);
      room.say('Ben', 'a rose is a rose');
      for (let count = 0; count < 700; count++) room.say('Ben', `line ${count}`);
    });
    await type('/search rose', key.enter);
    expect(output.text).toContain('1 found for "rose"');
    await type('/goto 1', key.enter);
    expect(output.text).toMatch(/first 99[^]*a rose is a rose[^]*line 0/);
    expect(output.text).toContain('-PAST-');
    house.say('Ben', 'said meanwhile');
    await clock.advance(200);
    expect(output.text).toContain('a rose is a rose');
    expect(output.text).toContain('-PAST(1 new)-');
    await type('/goto 99', key.enter);
    expect(output.text).toContain('a rose is a rose');
    expect(output.text).toContain('-PAST(1 new)-  /goto takes a number of the last search.');
    await type('\x15');
    expect(output.text).not.toContain('/goto takes');
    await type(key.pageUp);
    expect(output.text).toContain('first 92');
    const seen = new Set<string>();
    for (let count = 0; count < 300 && !output.text.includes('said meanwhile'); count++) {
      await type(key.pageDown);
      for (const [line] of output.text.matchAll(/line \d+/g)) seen.add(line);
    }
    expect([...seen]).toEqual(Array.from({ length: 700 }, (_, count) => `line ${count}`));
    await type(key.pageDown);
    expect(output.text).not.toMatch(/-PAST|-MORE/);
    await type('/goto 1', key.enter);
    expect(output.text).toContain('a rose is a rose');
    await type('\x1b[1;3F');
    expect(output.text).toContain('said meanwhile');
    await type('/goto 1', key.enter);
    // By now all of it is loaded.
    expect(output.text).toContain('-MORE');
    await type('\x1b');
    expect(output.text).not.toContain('-MORE');
    expect(output.text).toContain('said meanwhile');
    await type('/goto 1', key.enter, 'hello', key.enter);
    expect(output.text).toMatch(/said meanwhile[^]*hello/);
    await type('/goto 9', key.enter);
    expect(output.text).toContain('/goto takes a number');
  });

  test('an answer that the server gives is shown from its first line on, too', async () => {
    const { house, output, clock, type } = await open(40, 10);
    await type('/bots', key.enter);
    await clock.advance(100);
    expect(output.lines.slice(1, 4)).toEqual([
      '─ Art_Bot',
      expect.stringMatching(/^ {4}Stopped by Ben /),
      '    Paints.',
    ]);
    expect(output.text).toContain('-MORE(');
    house.say('Ben', 'meanwhile');
    await clock.advance(100);
    expect(output.lines[1]).toBe('─ Art_Bot');
    await type(key.pageDown, key.pageDown);
    expect(output.text).toMatch(/Bots are shown\.\n[^]*Ben: meanwhile/);
  });

  test('what is found of people who are ignored is not listed, and does not count', async () => {
    const { house, output, clock, type } = await open(80, 12, (house) => {
      house.say('Ben', 'a rose of Ben');
      house.say('Eve', 'a rose of Eve');
    });
    house.happen('joined', 'Ben');
    await clock.advance(100);
    await type('/ignore Ben', key.enter, '/search rose', key.enter);
    expect(output.text).toMatch(/2 {2}Monday 12:34 #lobby Eve: a rose of Eve/);
    expect(output.text).not.toContain('a rose of Ben');
    expect(output.text.replace(/ *│[^]*?\n */g, ' ')).toContain(
      '1 found for "rose". 1 message that you do not hear is left out. /goto NUMBER',
    );
    await type('/goto 2', key.enter);
    expect(output.text).not.toContain('/goto takes');
  });

  test('tells that it is going there, and where it cannot', async () => {
    const { house, output, chat, clock, type } = await open(80, 10, (room) => {
      room.say('Ben', 'a rose is a rose');
      for (let count = 0; count < 700; count++) room.say('Ben', `line ${count}`);
    });
    await type('/search rose', key.enter);
    house.unplug();
    await type('/goto 1', key.enter);
    expect(output.text).toContain('going there…');
    house.cutLines();
    await clock.advance(100);
    expect(output.text).toContain('The connection was lost.');
    expect(chat.state.rooms.get('lobby')?.past).toBeNull();
  });

  test('what is folded opens with a key, and folds again; at the end one stays there', async () => {
    const { house, output, clock, type } = await open(60, 10, (house) => {
      for (let count = 0; count < 20; count++) house.say('Ben', `line ${count}`);
    });
    house.say('Ben', 'before');
    for (const name of ['Cleo', 'Dan', 'Eve']) {
      house.happen('joined', name);
      house.happen('left', name, 'lobby', { reason: '' });
    }
    house.say('Ben', 'after');
    await clock.advance(200);
    const fold = () => output.lines.findIndex((line) => line.includes('Cleo, Dan and Eve came and went'));
    const at = fold();
    expect(output.lines[at]).toMatch(/^12:34 ▸ /);
    const before = output.text;
    await type(key.ctrl('o'));
    expect(output.text).toMatch(/← Eve left.*\n.*after/);
    expect(output.text).not.toContain('-MORE(');
    await type(key.ctrl('o'));
    expect(output.text).toBe(before);
    await type(key.pageUp, key.pageDown, key.ctrl('o'));
    expect(output.text).toMatch(/← Eve left.*\n.*after/);
    house.say('Ben', 'and more');
    await clock.advance(100);
    expect(output.text).toContain('and more');
    await type(key.ctrl('o'));
    expect(output.lines.at(-3)).toContain('and more');
    expect(fold()).toBe(at - 1);
    await type(key.alt('='));
    expect(output.text).toContain('← Eve left');
  });

  test('whoever has scrolled up sees what is folded open below where it stood', async () => {
    const { house, output, clock, type } = await open(60, 10, (house) => {
      for (let count = 0; count < 20; count++) house.say('Ben', `line ${count}`);
    });
    for (const name of ['Cleo', 'Dan', 'Eve']) {
      house.happen('joined', name);
      house.happen('left', name, 'lobby', { reason: '' });
    }
    for (let count = 0; count < 10; count++) house.say('Ben', `after ${count}`);
    await clock.advance(200);
    await type(key.pageUp);
    const fold = () => output.lines.findIndex((line) => line.includes('Cleo, Dan and Eve came and went'));
    const at = fold();
    expect(output.lines[at]).toMatch(/^12:34 ▸ /);
    const before = output.text;
    await type(key.ctrl('o'));
    expect(fold()).toBe(at);
    expect(output.lines[at + 1]).toContain('→ Ann came in');
    await type(key.ctrl('o'));
    expect(output.text).toBe(before);
  });

  test('what opens at the end of a room that fills no screen shows all of it, and what comes next', async () => {
    const { house, output, clock, type } = await open(60, 12);
    for (const name of ['Cleo', 'Dan']) house.happen('joined', name);
    await clock.advance(100);
    await type(key.ctrl('o'));
    house.say('Ben', 'so');
    await clock.advance(100);
    const lines = output.lines.slice(-7, -1).map((line) => line.slice(6).trim());
    expect(lines.slice(0, -1)).toEqual([
      '▾ Ann, Cleo and Dan came in',
      '→ Ann came in',
      '→ Cleo came in',
      '→ Dan came in',
      'Ben   so',
    ]);
    expect(output.lines.at(-2)).not.toContain('-MORE');
  });

  test('what bots and ignored people said can be looked at, too, and only where one looks', async () => {
    const { house, output, clock, type } = await open(80, 16);
    await type('/bots fold', key.enter);
    house.say('Art_Bot', 'Paint!', 'lobby', { kind: 'bot' });
    house.say('Ben', 'first');
    await clock.advance(100);
    await type('/ignore Ben', key.enter);
    house.say('Eve', 'hello');
    await clock.advance(100);
    expect(output.text).toContain('▸ 1 message of Art_Bot');
    expect(output.text).toContain('▸ 1 message of an ignored person');
    await type(key.ctrl('o'));
    expect(output.text).toMatch(/▾ 1 message of Art_Bot +│.*\n.*\[Art_Bot\] {3}Paint!/);
    expect(output.text).toMatch(/▾ 1 message of an ignored person +│.*\n.*Ben {3}first/);
    house.say('Ben', 'second');
    await clock.advance(100);
    expect(output.text).toContain('▸ 1 message of an ignored person');
    expect(output.text).not.toContain('second');
  });

  test('a name that cannot be had comes back to be corrected, unless something else is written', async () => {
    const { output, type } = await open();
    await type('/nick Taken', key.enter);
    expect(output.text).toContain('The name Taken is taken.');
    expect(output.lines.at(-1)).toBe('Ann> /nick Taken');
    await type(key.ctrl('u'), '/nick Taken\rso');
    expect(output.lines.at(-1)).toBe('Ann> so');
  });

  test('rooms are turned to by number, by name, and by what is unread', async () => {
    const { house, output, clock, type } = await open(80, 12);
    await type('/join garden', key.enter);
    await type('/buffer 1', key.enter);
    expect(output.lines[0]).toBe(' #lobby');
    await type('/buffer #garden', key.enter);
    expect(output.lines[0]).toBe(' #garden');
    await type('/buffer 3', key.enter);
    expect(output.text).toContain('/buffer takes one of your rooms: 1 #lobby, 2 #garden.');
    house.say('Ben', 'anybody?');
    await clock.advance(100);
    await type('\x1b[1;2C');
    expect(output.lines[0]).toBe(' #lobby');
  });

  test('the names go and come with F7', async () => {
    const { output, type } = await open();
    await type(key.f7);
    expect(output.text).not.toContain('People');
    await type(key.f7);
    expect(output.text).toContain('People');
  });

  test('bots are told apart, answers say to what, and can be turned off', async () => {
    const { house, output, clock, type } = await open();
    const { seq } = house.say('Ben', 'Is it sunny in Oslo?');
    house.say('Eve', 'hm');
    house.say('Weather_Bot', 'It is.', 'lobby', { kind: 'bot', answers: seq });
    await clock.advance(100);
    expect(output.text).toContain('↳ Ben: Is it sunny in Oslo?');
    expect(output.text).toContain('[Weather_Bot]');
    await type('/bots off', key.enter);
    expect(output.text).not.toContain('It is.');
    expect(output.lines.at(-2)).toContain('bots off');
  });

  test('the terminal is given back as it was', async () => {
    const { output, session } = await open();
    expect(output.modes.get('?1049')).toBe(true);
    session.close();
    expect(Object.fromEntries(output.modes)).toEqual({
      '?1049': false,
      '?2004': false,
      '?1004': false,
      '?7': true,
      '?25': true,
      '?2026': false,
    });
  });

  test('only what has changed is written', async () => {
    const { output, type } = await open();
    output.written = '';
    await type('x');
    expect(output.written).toContain('Ann>');
    expect(output.written).not.toContain('#lobby');
    expect(output.written.length).toBeLessThan(150);
  });

  test('nothing that others say, are called or do can steer the terminal', async () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '\x1b]0;title\x07',
            '\x1b]52;c;aGk=\x07',
            '\x1b[2J',
            '\x1b[1;1H',
            '\x9b31m',
            '\x90q',
            '\x07',
            '\r',
            '\n',
            '\b',
            '\t',
            '\u202e',
            '\u2066',
            '\u2028',
            '\x7f',
            'ann',
            '日本',
            '👩‍👩‍👧',
            'e\u0301',
            '\ud800',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        evil,
        evil,
        fc.integer({ min: 10, max: 130 }),
        fc.integer({ min: 3, max: 30 }),
        async (a, b, columns, rows) => {
          const { house, output, clock, type, session, chat } = await open(columns, rows);
          house.happen('joined', a);
          house.happen('joined', b, 'lobby', { kind: 'bot' });
          house.say(a, b);
          house.say(b, a, 'lobby', { kind: 'bot', answers: 2 });
          house.happen('topic', a, 'lobby', { text: b });
          house.happen('left', a, 'lobby', { reason: b });
          house.happen('kicked', b, 'lobby', { by: a, reason: b });
          house.say('Ben', a, `@${b}`);
          house.tell({ type: 'typing', room: 'lobby', name: a });
          house.tell({ type: 'draft', room: 'lobby', name: a, kind: 'bot', id: b, text: b, answers: 2 });
          house.tell({ type: 'notice', message: b });
          house.tell({ type: 'refused', code: 'x', message: a });
          chat.sayTo(a, b);
          await clock.advance(100);
          await type('x', key.tab, key.enter, '/search a', key.enter);
          house.close(4003, 'kicked', b);
          await clock.advance(100);
          // The terminal throws on every control that is not ours; and each row is as wide as the screen.
          expect(output.lines).toHaveLength(rows);
          session.close();
          chat.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
