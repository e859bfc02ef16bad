import type { Bot } from '../../src/bots/bot.ts';
import type { Manners } from '../../src/bots/manners.ts';
import { localBots } from '../../src/bots/mind/local-mind.ts';
import { Places as BotPlaces } from '../../src/bots/places.ts';
import { Supervisor } from '../../src/bots/supervisor.ts';
import type { Shelf } from '../../src/log/log.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { outsideOf } from '../../src/rehearsal/outside.ts';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.ts';
import { seededRandom } from '../../src/util/random.ts';
import type { Places } from '../../src/weather/types.ts';
import { FakeRoom } from './fake-room.ts';
import { atlas } from './sky.ts';

/** Longer than a bot thinks over what it heard, ms. */
export const awhile = 2_000;

export interface BenchOptions {
  readonly manners?: Manners;
  readonly seed?: number;
  /** False for a room without people. */
  readonly ann?: boolean;
  /** What bots keep; nothing yet unless given. */
  readonly shelf?: Shelf;
  /** Where bots have been before, with its clock. */
  readonly room?: FakeRoom;
  readonly clock?: VirtualClock;
  /** The towns there are. */
  readonly places?: Places;
}

/** Bots that run in a room of their own, under a virtual clock, with one person, Ann, present and greeted. */
export async function botBench(bots: readonly Bot[], options: BenchOptions = {}) {
  const { manners = 'auto', seed = 1, ann = true, shelf = memoryStore().shelf } = options;
  const { places = atlas } = options;
  const { clock = new VirtualClock(), room = new FakeRoom(clock) } = options;
  const notes: string[] = [];
  const note = (level: string, message: string) => void notes.push(`${level}: ${message}`);
  const supervisor = new Supervisor({
    bots: localBots(bots, { clock, ...outsideOf({ places }) }),
    door: room.door,
    manners,
    shelfOf: () => shelf,
    places: await BotPlaces.load({ shelf, clock, note }),
    clock,
    random: seededRandom(seed),
    note,
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  for (const { name } of bots) supervisor.start(name);
  await clock.advance(0);
  if (ann) {
    room.join('Ann');
    await clock.advance(awhile);
    room.heard.length = 0;
  }
  /** What everyone answered to `text` by the time they are done. */
  const ask = async (text: string, nick = 'Ann') => {
    const before = room.heard.length;
    room.say(nick, text);
    await clock.advance(awhile);
    return room.heard.slice(before);
  };
  return { clock, room, notes, supervisor, ask };
}
