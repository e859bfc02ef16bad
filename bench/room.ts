import type { Batch } from '../src/hub/batch.ts';
import type { Hub } from '../src/hub/hub.ts';
import { deafListener, type Listener, type Seat } from '../src/hub/seat.ts';
import type { Nick } from '../src/room/types.ts';
import { renderEntry } from '../src/wire/classic/render.ts';
import { temporaryFolder } from '../test/kits/folder.ts';
import { openRoom } from '../test/kits/room.ts';
import { openStore } from '../src/log/open.ts';
import type { Benchmark } from './benchmark.ts';
import { perSecond } from './benchmark.ts';
import { messageOf, upTo, utteranceOf } from './messages.ts';

const seats = 1000;
const stored = 100_000;

/** The hub with everything but sockets: decide, store, render for the classic wire, hand to every seat. */
export const roomBenchmarks: readonly Benchmark[] = [
  ...[1, 32].map((batch) => ({
    name: `render and fan out to ${seats.toLocaleString('en-GB')} seats, ${batch} at a time`,
    unit: 'entries × seats/s',
    run: () => fanOut(batch),
  })),
  { name: `replay of ${stored.toLocaleString('en-GB')} entries from disk`, unit: 'entries/s', run: replay },
];

/** Takes what comes as a classic connection does, except that it has no socket to write to. */
class Ear {
  #nick: Nick | null = null;
  entries = 0;
  bytes = 0;
  #isLive = false;
  #wanted = { count: Infinity, reached: () => {} };

  #hear(batch: Batch): void {
    const own = this.#isLive ? this.#nick : null;
    const bytes = own === null ? batch.bytes(renderEntry) : batch.bytesWithout(own, renderEntry);
    this.bytes += bytes.length;
    this.entries += batch.entries.length;
    this.#check();
  }

  /** Resolves when it is live and has heard of `count` entries. */
  heard(count: number): Promise<void> {
    return new Promise((reached) => {
      this.#wanted = { count, reached };
      this.#check();
    });
  }

  listener(): Listener {
    return {
      ...deafListener,
      seated: (nick) => {
        this.#nick = nick;
      },
      deliver: (batch) => this.#hear(batch),
      live: () => {
        this.#isLive = true;
        this.#check();
      },
    };
  }

  #check(): void {
    if (this.#isLive && this.entries >= this.#wanted.count) this.#wanted.reached();
  }
}

function enter(hub: Hub, nick: string, replay: number | 'all', ear: Ear): Seat {
  return hub.join({ nick, kind: 'person', address: 'memory', wire: 'memory', replay }, ear.listener());
}

async function fanOut(batch: number): Promise<number> {
  const { hub, close } = await openRoom();
  const speaker = enter(hub, 'Ann', 0, new Ear());
  const ears = upTo(seats).map(() => new Ear());
  ears.forEach((ear, index) => enter(hub, `Listener${index}`, 0, ear));
  // The last to be told of a turn: what this one has heard, everyone has.
  const last = ears.at(-1) ?? new Ear();
  await last.heard(1);
  const utterances = upTo(batch).map(utteranceOf);
  const figure = await perSecond(async () => {
    const before = last.entries;
    for (const utterance of utterances) speaker.say(utterance);
    await last.heard(before + batch);
    return batch * seats;
  });
  await close();
  return figure;
}

async function replay(): Promise<number> {
  const folder = temporaryFolder();
  const store = await openStore(folder.path, { durability: 'fast' });
  for (let start = 0; start < stored; start += 10_000) {
    await store.log.append(upTo(10_000).map((index) => messageOf(start + index)));
  }
  const { hub, close } = await openRoom({ log: store.log });
  const start = performance.now();
  const ear = new Ear();
  enter(hub, 'Ben', 'all', ear);
  await ear.heard(stored);
  const seconds = (performance.now() - start) / 1000;
  await close();
  await store.close();
  folder.clear();
  return ear.entries / seconds;
}
