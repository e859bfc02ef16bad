import { describe, expect, test } from 'vitest';
import { fakeDesk } from '../../test/kits/fake-desk.ts';
import { VirtualClock } from '../rehearsal/virtual-clock.ts';
import type { AdminMessage } from '../wire/admin/messages.ts';
import { AdminKeys } from './admin-keys.ts';
import { AdminPage } from './admin-page.ts';

function setUp() {
  const clock = new VirtualClock();
  let next = 0;
  const keys = new AdminKeys(clock, () => `secret-${++next}`);
  const desk = fakeDesk();
  const notes: string[] = [];
  const note = (_level: string, message: string) => void notes.push(message);
  const page = new AdminPage({ desk, keys, clock, patience: 10_000, note });
  const open = () => {
    const told: AdminMessage[] = [];
    const caller = {
      address: '192.0.2.7:51299',
      waiting: 0,
      closed: null as string | null,
      send: (message: string) => void told.push(JSON.parse(message) as AdminMessage),
      close: (code: string) => (caller.closed = code),
      backlog: () => caller.waiting,
    };
    const visit = page.open(caller);
    const send = (message: object) => visit.receive(JSON.stringify(message));
    const of = <Type extends AdminMessage['type']>(type: Type) =>
      told.filter((message): message is AdminMessage & { type: Type } => message.type === type);
    return { caller, visit, told, send, of };
  };
  const entered = async () => {
    const opened = open();
    opened.send({ type: 'enter', token: keys.link() });
    await clock.advance(0);
    return opened;
  };
  return { clock, keys, desk, notes, page, open, entered };
}

describe('without a valid token', () => {
  test.each([
    ['nothing JSON', 'x', 'protocol'],
    ['an unknown type', '{"type":"look"}', 'protocol'],
    ['a command', '{"type":"run","ref":"1","line":"list"}', 'protocol'],
    ['a search', '{"type":"find","text":""}', 'protocol'],
    ['a wrong token', '{"type":"enter","token":"secret-2"}', 'wrong'],
    ['a wrong session', '{"type":"resume","session":"secret-1"}', 'wrong'],
    ['no token', '{"type":"enter"}', 'protocol'],
    ['something else', '{"type":"enter","token":["secret-1"]}', 'protocol'],
  ])('%s closes, shows nothing and does nothing', async (_, frame, code) => {
    const { clock, keys, open, desk } = setUp();
    keys.link();
    const { visit, caller, told } = open();
    visit.receive(frame);
    visit.receive('{"type":"enter","token":"secret-1"}');
    await clock.advance(5000);
    expect([caller.closed, told, desk.done]).toEqual([code, [], []]);
  });

  test('silence closes, after the patience', async () => {
    const { clock, open } = setUp();
    const { caller, told } = open();
    await clock.advance(9_999);
    expect(caller.closed).toBeNull();
    await clock.advance(1);
    expect([caller.closed, told]).toEqual(['silent', []]);
  });

  test('nothing of what others are shown comes here', async () => {
    const { clock, open, entered } = setUp();
    const stranger = open();
    const { of } = await entered();
    await clock.advance(5000);
    expect(of('state').length).toBeGreaterThan(0);
    expect(stranger.told).toEqual([]);
  });
});

describe('with one', () => {
  test('everything is shown', async () => {
    const { entered, clock } = setUp();
    const { of, told } = await entered();
    expect(told[0]).toEqual({ type: 'entered', session: 'secret-2' });
    const [state] = of('state');
    expect(state).toMatchObject({
      now: clock.now(),
      figures: {
        version: '0.1.0',
        people: 2,
        bots: 1,
        entriesStored: 3,
        memoryMiB: 64,
        messagesPerSecond: 0,
      },
      bans: [],
      host: { status: 'on', next: 'Tea?' },
      guests: { matching: 3, total: 3 },
    });
    expect(state!.guests.shown[0]).toMatchObject({
      name: 'Ann',
      kind: 'person',
      wire: 'classic',
      address: '192.168.56.1:51299',
      rooms: ['lobby'],
      away: false,
    });
    expect(state!.bots.map(({ name, state: word }) => [name, word])).toEqual([
      ['Weather_Bot', 'running'],
      ['Art_Bot', 'backing off'],
    ]);
  });

  test('it is shown again when it has changed, within a second, and not otherwise', async () => {
    const { entered, clock, desk } = setUp();
    const { of } = await entered();
    await clock.advance(10_000);
    expect(of('state')).toHaveLength(1);
    await desk.admin.ban('Ben', 'spam');
    await clock.advance(1000);
    expect(of('state')).toHaveLength(2);
    expect(of('state')[1]!.bans).toMatchObject([{ target: 'Ben', reason: 'spam' }]);
  });

  test('nothing is sent to a page that has not taken what came before', async () => {
    const { entered, clock, desk } = setUp();
    const { of, caller } = await entered();
    caller.waiting = 1;
    await desk.admin.ban('Ben', 'spam');
    await clock.advance(5000);
    expect(of('state')).toHaveLength(1);
    caller.waiting = 0;
    await clock.advance(1000);
    expect(of('state')).toHaveLength(2);
  });

  test('commands of the console are carried out in order, each answered, and the state follows', async () => {
    const { entered, clock, desk, notes } = setUp();
    const { of, send } = await entered();
    send({ type: 'run', ref: 'a', line: 'kick ann being rude' });
    send({ type: 'run', ref: 'b', line: 'kick nobody' });
    send({ type: 'run', ref: 'c', line: 'ban 192.0.2.9 spam and eggs' });
    send({ type: 'run', ref: 'd', line: 'bot restart Art_Bot' });
    send({ type: 'run', ref: 'e', line: 'host pause' });
    await clock.advance(0);
    expect(of('answer')).toEqual([
      { type: 'answer', ref: 'a', done: true, lines: ['User Ann was removed!'] },
      { type: 'answer', ref: 'b', done: false, lines: ['User with username nobody was not found!'] },
      { type: 'answer', ref: 'c', done: true, lines: ['The address 192.0.2.9 is banned.'] },
      { type: 'answer', ref: 'd', done: true, lines: ['Art_Bot was restarted.'] },
      { type: 'answer', ref: 'e', done: true, lines: [expect.stringContaining('host resume')] },
    ]);
    expect(desk.done).toEqual(['kick Ann: being rude', 'restarted Art_Bot the administrator']);
    await clock.advance(1000);
    expect(of('state').at(-1)).toMatchObject({ host: { status: 'paused' }, bans: [{ target: '192.0.2.9' }] });
    expect(notes).toContain("The administrator's page: kick");
  });

  test.each(['exit', 'link', 'UNLINK', ' exit'])('%s is for the terminal', async (line) => {
    const { entered, clock, desk } = setUp();
    const { of, send, caller } = await entered();
    send({ type: 'run', ref: 'a', line });
    await clock.advance(0);
    expect(of('answer')).toMatchObject([
      { done: false, lines: [expect.stringContaining('for the terminal')] },
    ]);
    expect([caller.closed, desk.done]).toEqual([null, []]);
  });

  test('guests are found by name, address and wire', async () => {
    const { entered, clock } = setUp();
    const { of, send } = await entered();
    for (const [text, names] of [
      ['aN', ['Ann']],
      ['2001:DB8', ['世界']],
      ['resident', ['Weather_Bot']],
      ['nobody', []],
    ] as const) {
      send({ type: 'find', text });
      await clock.advance(0);
      const { guests } = of('state').at(-1)!;
      expect(guests.shown.map(({ name }) => name)).toEqual(names);
      expect([guests.matching, guests.total]).toEqual([names.length, 3]);
    }
  });

  test('a page that comes back goes on with its session', async () => {
    const { entered, open, clock } = setUp();
    const first = await entered();
    const { session } = first.of('entered')[0]!;
    first.visit.ended();
    const { send, of } = open();
    send({ type: 'resume', session });
    await clock.advance(0);
    expect(of('entered')).toEqual([{ type: 'entered', session }]);
    expect(of('state')).toHaveLength(1);
  });

  test('it ends by leaving, and for all by revoking', async () => {
    const { entered, open, page } = setUp();
    const [ann, ben, stranger] = [await entered(), await entered(), open()];
    const { session } = ann.of('entered')[0]!;
    ann.send({ type: 'leave' });
    expect(ann.caller.closed).toBe('ended');
    const again = open();
    again.send({ type: 'resume', session });
    expect(again.caller.closed).toBe('wrong');
    expect(page.revoke()).toBe(1);
    expect([ben.caller.closed, stranger.caller.closed]).toEqual(['ended', 'ended']);
  });

  test('it ends after 12 hours without a command, also while the page is open', async () => {
    const { entered, clock } = setUp();
    const { caller, of } = await entered();
    await clock.advance(12 * 3_600_000 - 2000);
    expect(caller.closed).toBeNull();
    await clock.advance(3000);
    expect(caller.closed).toBe('ended');
    const shown = of('state').length;
    await clock.advance(5000);
    expect(of('state')).toHaveLength(shown);
  });

  test.each([
    ['a second enter', { type: 'enter', token: 'x' }],
    ['a line without end', { type: 'run', ref: 'a', line: 'x'.repeat(8001) }],
  ])('%s closes', async (_, message) => {
    const { entered } = setUp();
    const { send, caller } = await entered();
    send(message);
    expect(caller.closed).toBe('protocol');
  });

  test('more commands at once than may wait close', async () => {
    const { entered } = setUp();
    const { send, caller } = await entered();
    for (let i = 0; i < 17; i++) send({ type: 'run', ref: `${i}`, line: 'stats' });
    expect(caller.closed).toBe('protocol');
  });

  test('the server looks only while somebody has the page open', async () => {
    const { entered, clock } = setUp();
    const { visit } = await entered();
    await clock.advance(3000);
    visit.ended();
    await clock.advance(2000);
    expect(clock.pending).toBe(0);
  });

  test('everyone is told when the service stops', async () => {
    const { entered, open, page, clock } = setUp();
    const [ann, stranger] = [await entered(), open()];
    page.close();
    await clock.advance(2000);
    expect([ann.caller.closed, stranger.caller.closed]).toEqual(['stopping', 'stopping']);
    expect(clock.pending).toBe(0);
  });
});
