import type { Bot } from '../bots/bot.ts';
import type { Manners } from '../bots/manners.ts';
import type { Fetch } from '../bots/mind/limited-fetch.ts';
import { localBots } from '../bots/mind/local-mind.ts';
import { Places as BotPlaces } from '../bots/places.ts';
import { Supervisor } from '../bots/supervisor.ts';
import { Bans } from '../hub/bans.ts';
import type { SpeechRule } from '../hub/breaker.ts';
import type { FloodRule } from '../hub/flood.ts';
import { Hub } from '../hub/hub.ts';
import { Sessions } from '../hub/sessions.ts';
import type { Store } from '../log/log.ts';
import { memoryStore } from '../log/memory.ts';
import { ReservedNames } from '../room/reserved-names.ts';
import type { Seq } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import { seededRandom } from '../util/random.ts';
import type { OpenPlaces, Places } from '../weather/types.ts';
import { outsideOf } from './outside.ts';
import { type Rehearsal, Stage } from './stage.ts';
import { Transcript } from './transcript.ts';
import { settle, VirtualClock } from './virtual-clock.ts';
import type { Workplace } from './workplace.ts';

export interface RehearsalOptions {
  /** All of them are in the room when it begins. */
  readonly bots: readonly Bot[];
  /** The same seed gives the same evening, byte for byte. Default 1. */
  readonly seed?: number;
  /** Default `auto`, as in a server. */
  readonly manners?: Manners;
  /** When it begins, as `Date.parse` reads it, UTC: `2026-01-05T12:00Z`, the default. */
  readonly start?: string;
  /** What bots may say among themselves; as in a server unless given. Null: whatever they like. */
  readonly speech?: SpeechRule | null;
  /** What anybody, person or bot, may say at a time; the same. */
  readonly flood?: FloodRule | null;
  /** What answers when a bot fetches. By default nothing does. */
  readonly fetch?: Fetch;
  /** The towns that bots find. By default those of the program's table. */
  readonly places?: Places;
  /** Where the thread and what bots keep goes; the room goes on with what is there. Default: an empty one in memory. */
  readonly store?: Store;
}

export const firstMoment = '2026-01-05T12:00Z';
const flood: FloodRule = { messages: 10, seconds: 4 };
const speech: SpeechRule = { depth: 3, messages: 30, characters: 12_000 };

/** What a rehearsal has of whoever runs it. */
export interface Backstage {
  /** Opens the program's table of places where a bot needs it. */
  readonly openTable?: () => OpenPlaces;
  /** Where the bots work, for whoever must know whose code runs: that is not for nothing in Node. */
  readonly workplace?: Workplace;
  /**
   * Hears, as it comes, each line of the transcript; what of it is a failure or the like; what else is worth a note, such as
   * the lines of bots' logs; and what people were not allowed.
   */
  readonly tell?: (type: 'line' | 'trouble' | 'note' | 'refusal', text: string) => void;
  /** People do again what was allowed them once: no flood limit holds for them. It does for the bots. */
  readonly isRecorded?: boolean;
  /** Called when it is over. */
  readonly onClose?: () => void;
}

/** Opens a room in which nobody is but `bots`. Rejects when one of its options is not what it should be. */
export async function rehearse(
  options: RehearsalOptions,
  { openTable, workplace, isRecorded = false, tell = nothing, onClose = nothing }: Backstage = {},
): Promise<Rehearsal> {
  const { bots, seed = 1, start = firstMoment, store = memoryStore() } = options;
  const first = Date.parse(start);
  if (Number.isNaN(first))
    throw new TypeError(`start: ${JSON.stringify(start)} is no time, such as ${firstMoment}`);
  const time = new VirtualClock(first);
  // Whole milliseconds, as everybody is used to.
  const clock: Clock = { now: () => Math.floor(time.now()), after: (ms, run) => time.after(ms, run) };
  const random = seededRandom(seed);
  const notes: string[] = [];
  const note = (level: string, message: string) => {
    notes.push(`${level}: ${message}`);
    tell('note', `${level}: ${message}`);
  };
  const transcript = new Transcript((line) => tell('line', line));
  const secret = () => secretOf(random);
  const before = Math.max(0, ...(await store.log.rooms()).map(({ newest }) => newest)) as Seq;
  const hub = await Hub.open({
    log: store.log,
    bans: await Bans.load(store.shelf),
    sessions: await Sessions.load({ shelf: store.shelf, secret, clock, note }),
    grace: 60_000,
    rules: { textLimit: 4000, reserved: new ReservedNames(bots.map(({ name }) => name)) },
    flood: options.flood === undefined ? flood : options.flood,
    speech: options.speech === undefined ? speech : options.speech,
    backlogLimit: 1024 ** 2,
    tailSize: 512,
    clock,
    note,
    defer: (run) => queueMicrotask(() => void run()),
  });
  const means = { clock, ...outsideOf(options, openTable) };
  const supervisor = new Supervisor({
    bots: workplace ? bots.map((bot) => workplace.seat(bot, means)) : localBots(bots, means),
    door: (request, listener) => hub.join(request, listener),
    manners: options.manners ?? 'auto',
    shelfOf: () => store.shelf,
    places: await BotPlaces.load({ shelf: store.shelf, clock, note }),
    clock,
    random,
    note: (level, message) => {
      if (level === 'info') {
        note(level, message);
        return;
      }
      notes.push(`${level}: ${message}`);
      transcript.trouble(clock.now(), message);
      tell('trouble', message);
    },
    log: (bot, level, message) => note(level, `${bot}: ${message}`),
  });
  const refusals: string[] = [];
  const refused = (sentence: string) => {
    refusals.push(sentence);
    tell('refusal', sentence);
  };
  const stage = new Stage({
    hub,
    supervisor,
    clock: time,
    notes,
    refusals,
    refused,
    transcript,
    before,
    isRecorded,
    onClose,
  });
  await settle();
  for (const { name } of bots) supervisor.start(name);
  await settle();
  return stage;
}

function nothing(): void {}

function secretOf(random: Random): string {
  return Array.from({ length: 32 }, () => Math.floor(random() * 36).toString(36)).join('');
}
