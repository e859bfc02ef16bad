import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/kits/eventually.ts';
import { FakeClassicServer, takenName } from '../../../test/kits/fake-classic-server.ts';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import type { Farewell, Listener, Seat } from '../../hub/seat.ts';
import type { Entry, MessageId, Refusal } from '../../room/types.ts';
import { systemClock, type Clock } from '../../util/clock.ts';
import { classicDoor } from './seat.ts';

/** The real clock, ten times as fast. */
const fastClock: Clock = {
  now: () => systemClock.now() * 10,
  after: (ms, run) => systemClock.after(ms / 10, run),
};

let server: FakeClassicServer;
const seats: Seat[] = [];
beforeEach(async () => {
  server = await FakeClassicServer.open({ thread: ['Ann: hi', '\nHost: What is new?'] });
});
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.leave('');
  await server.close();
});

function enter(clock: Clock = fastClock) {
  const calls: string[] = [];
  const entries: Entry[] = [];
  const refusals: (readonly [Refusal, MessageId | null])[] = [];
  let farewell: Farewell | null = null;
  const listener: Listener = {
    seated: (nick) => void calls.push(`seated ${nick}`),
    deliver(batch) {
      calls.push(`deliver ${batch.entries.length}`);
      entries.push(...batch.entries);
    },
    live: () => void calls.push('live'),
    refused: (refusal, id) => void refusals.push([refusal, id]),
    stored: (id, seq) => void calls.push(`stored ${id} ${seq}`),
    closed: (given) => (farewell = given),
    backlog: () => 0,
    whenDrained: (resume) => resume(),
  };
  const door = classicDoor({ dest: '127.0.0.1', port: server.port, clock, random: () => 0.5 });
  const seat = door({ nick: 'Art_Bot', kind: 'bot', address: '', wire: 'classic', replay: 0 }, listener);
  seats.push(seat);
  const untilLive = () => eventually(() => expect(calls).toContain('live'));
  return { seat, calls, entries, refusals, untilLive, farewell: () => farewell };
}

const told = (entries: readonly Entry[]) =>
  entries.map((entry) => [entry.type, entry.nick, entry.kind, entry.type === 'message' ? entry.text : '']);

test('a listener gets what a hub would tell it, in that order', async () => {
  const { seat, calls, entries, untilLive } = enter();
  await untilLive();
  expect(calls).toEqual(['seated Art_Bot', 'deliver 3', 'live']);
  server.post('User Ben has joined the chat!');
  server.post('Sport_Bot: run!');
  server.post('Ben: no');
  server.post('Host: User Ben is now called Benno.');
  server.post('Host: User Benno left the chat.');
  await eventually(() => expect(entries).toHaveLength(8));
  expect(told(entries)).toEqual([
    ['message', 'Ann', 'person', 'hi'],
    ['message', 'Host', 'host', 'What is new?'],
    ['joined', 'Art_Bot', 'bot', ''],
    ['joined', 'Ben', 'person', ''],
    ['message', 'Sport_Bot', 'bot', 'run!'],
    ['message', 'Ben', 'person', 'no'],
    ['renamed', 'Ben', 'person', ''],
    ['left', 'Benno', 'person', ''],
  ]);
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(
    seat
      .members()
      .map(({ nick, kind }) => `${nick} ${kind}`)
      .sort(),
  ).toEqual(['Ann person', 'Art_Bot bot', 'Sport_Bot bot']);
  expect(told(await seat.history(2))).toEqual(told(entries.slice(-2)));
});

test('what is said goes to the server once, and comes back as stored', async () => {
  const { seat, calls, entries, untilLive } = enter();
  await untilLive();
  seat.say({ text: 'How vivid!', id: 'm1' as MessageId, because: 'it was vivid' });
  await eventually(() => expect(calls).toContain('stored m1 4'));
  expect(entries.at(-1)).toMatchObject({
    nick: 'Art_Bot',
    kind: 'bot',
    text: 'How vivid!',
    because: 'it was vivid',
  });
  await eventually(() => expect(server.received).toEqual(['Art_Bot: Art_Bot', 'Art_Bot: How vivid!']));
});

test('after a lost connection it goes on by itself', async () => {
  const { entries, farewell, untilLive } = enter();
  await untilLive();
  const { port, thread } = server;
  await server.close();
  thread.push('Ann: did I miss you?');
  server = await FakeClassicServer.open({ port, thread });
  await eventually(() =>
    expect(told(entries).at(-1)).toEqual(['message', 'Ann', 'person', 'did I miss you?']),
  );
  expect(entries).toHaveLength(4);
  expect(farewell()).toBeNull();
});

describe('the end', () => {
  test('a taken name sends the bot away for good', async () => {
    server.refused.set('Art_Bot', takenName('Art_Bot'));
    const { farewell, calls } = enter();
    await eventually(() => expect(farewell()).not.toBeNull());
    expect(farewell()).toEqual({ code: 'kicked', reason: 'The name Art_Bot is taken. Choose another one.' });
    expect(calls).toEqual([]);
  });

  test('what could not be said is refused', async () => {
    const { seat, refusals, calls, farewell, untilLive } = enter(new VirtualClock());
    await untilLive();
    for (let index = 1; index <= 10; index++) seat.say({ text: `${index}`, id: `m${index}` as MessageId });
    await eventually(() => expect(calls.at(-1)).toBe('stored m8 11'));
    server.remove('Art_Bot', 'noise.');
    await eventually(() => expect(farewell()).toEqual({ code: 'kicked', reason: 'noise.' }));
    expect(refusals.map(([{ code }, id]) => [code, id])).toEqual([
      ['not_here', 'm9'],
      ['not_here', 'm10'],
    ]);
  });

  test('leaving is silent and at once', async () => {
    const { seat, entries, farewell, untilLive } = enter();
    await untilLive();
    seat.leave('enough');
    server.post('Ann: still there?');
    await eventually(() => expect(server.names()).toEqual([]));
    expect(entries).toHaveLength(3);
    expect(farewell()).toBeNull();
  });
});
