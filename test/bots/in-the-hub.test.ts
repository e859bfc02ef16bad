import { afterEach, beforeEach, expect, test } from 'vitest';
import { HostSchedule } from '../../src/bots/host-schedule.ts';
import { builtInStarters } from '../../src/bots/phrases/starters.ts';
import { residentBots } from '../../src/bots/resident-bots.ts';
import { Supervisor } from '../../src/bots/supervisor.ts';
import { administer } from '../../src/hub/administration.ts';
import { Bans } from '../../src/hub/bans.ts';
import type { Batch } from '../../src/hub/batch.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { Listener, Seat } from '../../src/hub/seat.ts';
import { memoryStore } from '../../src/log/memory.ts';
import type { Entry, Refusal } from '../../src/room/types.ts';
import { seededRandom } from '../../src/util/random.ts';
import { atlas, hourly, sky } from '../kits/sky.ts';
import { openSessions } from '../kits/sessions.ts';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.ts';

/** The residents in the real room, under a virtual clock. */
let clock: VirtualClock;
let hub: Hub;
let supervisor: Supervisor;
let bans: Bans;

beforeEach(async () => {
  clock = new VirtualClock();
  const store = memoryStore();
  bans = await Bans.load(store.shelf);
  const host = new HostSchedule({
    everySeconds: 30,
    always: false,
    starters: async () => builtInStarters,
    random: seededRandom(1),
  });
  const bots = residentBots({ forecasts: sky(hourly(clock.now(), 48)).forecasts, places: atlas, host });
  hub = await Hub.open({
    log: store.log,
    bans,
    sessions: await openSessions(store.shelf, clock),
    grace: 60_000,
    rules: { textLimit: 4000, reservedNames: bots.map(({ name }) => name) },
    flood: { messages: 10, seconds: 4 },
    speech: { depth: 3, messages: 30, characters: 12_000 },
    backlogLimit: 1024 ** 2,
    tailSize: 512,
    clock,
    note: () => {},
    defer: (run) => setImmediate(() => void run()),
  });
  supervisor = new Supervisor({
    bots,
    door: (request, listener) => hub.join(request, listener),
    manners: 'auto',
    clock,
    random: seededRandom(1),
    note: () => {},
  });
  for (const { name } of bots) supervisor.start(name);
  await turns();
});
afterEach(async () => {
  supervisor.close();
  await hub.close({ code: 'stopping', reason: 'The test is over.' });
});

/** Lets the hub take its turns: each is one macrotask and a few promises. */
async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await clock.advance(0);
}

async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 4; i++) {
    await clock.advance(250);
    await turns();
  }
}

class Person implements Listener {
  readonly heard: Entry[] = [];
  readonly refusals: (Refusal | undefined)[] = [];
  readonly seat: Seat;
  constructor(nick: string) {
    this.seat = hub.join({ nick, kind: 'person', address: 'test', wire: 'test', replay: 0 }, this);
  }
  seated() {}
  live() {}
  stored() {}
  refused() {}
  deliver(batch: Batch) {
    this.heard.push(...batch.entries);
  }
  closed({ refusal }: { refusal?: Refusal }) {
    this.refusals.push(refusal);
  }
  backlog() {
    return 0;
  }
  whenDrained(resume: () => void) {
    resume();
  }
  said(by?: string): string[] {
    const messages = this.heard.filter((entry) => entry.type === 'message' && (!by || entry.nick === by));
    return messages.map((entry) => (entry.type === 'message' ? entry.text : ''));
  }
}

test('all five come in, greet a person, answer them and are silent among themselves', async () => {
  expect(supervisor.list().map(({ state }) => state.type)).toEqual(Array(5).fill('running'));
  const ann = new Person('Ann');
  await pass(3);
  expect(ann.said()).toHaveLength(4);
  ann.seat.say({ text: 'Is it sunny in Oslo?' });
  await pass(3);
  expect(ann.said()).toHaveLength(4 + 1 + 4);
  expect(ann.said('Weather_Bot').at(-1)).toContain('Oslo, Norway');
  const answer = ann.heard.findLast((entry) => entry.nick === 'Weather_Bot');
  expect(answer).toMatchObject({ kind: 'bot', because: 'it asked about the weather' });
  await pass(120);
  const later = ann.heard.slice(-10).filter((entry) => entry.type === 'message' && entry.kind === 'bot');
  expect(later.every((entry) => entry.time < clock.now() - 100_000)).toBe(true);
  expect(ann.said('Host').length).toBeGreaterThanOrEqual(3);
  expect(ann.said('Host').every((text) => builtInStarters.includes(text))).toBe(true);
});

test('their names are theirs, also while they are stopped', async () => {
  supervisor.stop('Art_Bot', 'test');
  await turns();
  const thief = new Person('art_bot');
  await turns();
  expect(thief.refusals.map((refusal) => refusal?.code)).toEqual(['name_reserved']);
  supervisor.start('Art_Bot');
  await turns();
  expect(supervisor.list().find(({ name }) => name === 'Art_Bot')!.state.type).toBe('running');
});

test('a bot that is kicked stays away, one that is restarted is there once', async () => {
  const ann = new Person('Ann');
  await pass(3);
  await Promise.all([administer(hub, bans, clock).kick('Sport_Bot', 'too loud'), turns()]);
  supervisor.restart('Simple_Chat_Bot', 'test');
  await pass(3);
  const names = ann.seat.members().map(({ nick }) => nick);
  expect(names.toSorted()).toEqual(['Ann', 'Art_Bot', 'Simple_Chat_Bot', 'Weather_Bot']);
  expect(supervisor.list().find(({ name }) => name === 'Sport_Bot')!.state.type).toBe('stopped');
});
