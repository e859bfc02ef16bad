/**
 * The worker thread of `hobnob rehearse`: the whole room, with its bots beside each other. What is the program's own is loaded
 * first; then the thread is confined as that of a bot in a server, and only then their files are run.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Bot } from '../bots/bot.ts';
import { confine } from '../bots/worker/confine.ts';
import type { Code } from '../bots/worker/mind-messages.ts';
import { beatMs } from '../bots/worker/watch.ts';
import { inOneLine, withPlace } from '../bots/worker/whereabouts.ts';
import { storedEntries } from '../log/sqlite/scan.ts';
import { play } from '../rehearsal/play.ts';
import { type Backstage, rehearse } from '../rehearsal/rehearse.ts';
import { replay } from '../rehearsal/replay.ts';
import { parseScript } from '../rehearsal/script.ts';
import { settle } from '../rehearsal/virtual-clock.ts';
import { Workplace } from '../rehearsal/workplace.ts';
import type { Entry } from '../room/types.ts';
import { Fault, messageOf } from '../util/result.ts';
import type { ForecastSource } from '../weather/met/types.ts';
import { openPlaces } from '../weather/places.ts';
import { botIn, bundlesIn } from './bot-files.ts';
import type { Bundle } from './bundler.ts';
import {
  chooseBots,
  type FileFault,
  isPath,
  type Loaded,
  type LoadedBots,
  loadedBots,
} from './choose-bots.ts';
import { placeTable } from './place-table.ts';
import { residentCast, skyOf } from './rehearsal-cast.ts';
import { failedCode, type FromRehearsal, type RehearsalAsked } from './rehearsal-messages.ts';
import { misused, type Misused, wrongValue } from './settings.ts';

/** The day of a script that names none. */
const someDay = '2026-01-05';
const nothing = { bots: [], faults: [] };
const chance =
  'A bot that picks at random also differs by chance: the seed of the recorded room is not the one here.';

class RehearsalEnd {
  readonly #port: MessagePort;
  readonly #asked: RehearsalAsked;
  /** By the bots' names. */
  readonly #codes = new Map<string, Code>();
  readonly #workplace = new Workplace((bot) => (thrown) => this.#wordsFor(bot, thrown));
  /** The rehearsal's time at the last beat, ms UTC. */
  #beatAt: number | null = null;
  #isPlayed = false;
  /** What failed of the bots' files beside their loading; null from when they are loaded. */
  #loadFaults: string[] | null = [];
  #hasFailed = false;

  constructor(port: MessagePort, asked: RehearsalAsked) {
    this.#port = port;
    this.#asked = asked;
  }

  async run(): Promise<void> {
    setInterval(() => this.#beat(), beatMs);
    this.#workplace.follow(({ bot, about }) =>
      this.#post({ type: 'works', bot, about, time: this.#workplace.time }),
    );
    const isScript = this.#asked.what.type === 'script';
    try {
      const outcome = await (isScript ? this.#playScript() : this.#playLog());
      this.#post({ type: 'end', outcome });
    } catch (error) {
      if (error instanceof Fault) this.#post({ type: 'end', outcome: misused(error.message) });
      else this.#post({ type: 'broken', error });
    }
  }

  async #playScript(): Promise<number | Misused> {
    const { path } = this.#asked.what;
    const script = parseScript(textOf(path), basename(path), someDay);
    if ('type' in script) return misused(script.faults.join('\n'));
    const bots = await this.#castIn(skyOf(script.weather, script.start));
    if ('type' in bots) return bots;
    const start = new Date(script.start).toISOString();
    const room = await rehearse({ ...this.#asked, bots, start }, this.#backstage('line'));
    const faults = await play(room, script);
    this.#isPlayed = true;
    for (const fault of faults) this.#complain(`${basename(path)}: ${fault}`);
    await room.close();
    return faults.length > 0 || this.#hasFailed ? failedCode.script : 0;
  }

  async #playLog(): Promise<number | Misused> {
    const entries = await recorded(this.#asked.what.path);
    const bots = await this.#castIn(skyOf([], 0));
    if ('type' in bots) return bots;
    const options = { ...this.#asked, bots };
    const { lines, same, gone, come } = await replay(entries, options, {
      ...this.#backstage('past'),
      onAct: (done, all) => this.#post({ type: 'acts', done, all }),
    });
    for (const text of lines) this.#post({ type: 'line', text });
    const text = `${same} as recorded, ${gone} not said any more, ${come} said instead or besides.`;
    this.#post({ type: 'line', text });
    if (this.#hasFailed) return failedCode.log;
    if (gone + come === 0) return 0;
    this.#complain(chance);
    return 1;
  }

  #backstage(lines: 'line' | 'past'): Backstage {
    return {
      openTable: () => openPlaces(placeTable()),
      workplace: this.#workplace,
      tell: (type, text) => {
        // That it is closed is no part of it.
        if (this.#isPlayed) return;
        if (type === 'line') this.#post({ type: lines, text });
        else this.#complain(type === 'trouble' ? this.#withWork(text) : text);
      },
    };
  }

  /** A failure, with what the bot was about. */
  #withWork(trouble: string): string {
    const [, bot] = /^(\S+) failed\b/u.exec(trouble) ?? [];
    if (bot === undefined) return trouble;
    this.#hasFailed = true;
    const work = this.#workplace.workOf(bot);
    return work ? `${trouble} It was about ${work.about}.` : trouble;
  }

  /** Whoever is wanted, or why there is nothing to play. The thread is confined from here on. */
  async #castIn(forecasts: ForecastSource): Promise<readonly Bot[] | Misused> {
    const { bots: wanted, hostEvery } = this.#asked;
    const residents = await residentCast(hostEvery, forecasts);
    const bundles = new Map<string, LoadedBots<Bundle>>();
    for (const path of wanted === 'all' ? [] : wanted.filter(isPath))
      bundles.set(path, await bundlesIn(path));
    this.#confine();
    const chosen = await chooseBots(wanted, residents, (path) => this.#load(bundles.get(path)));
    if (typeof chosen === 'string') return wrongValue('--bots', chosen);
    // Node tells of a rejection that nobody waits for a turn later.
    await settle();
    const faults = [...chosen.faults.map(({ message }) => message), ...(this.#loadFaults ?? [])];
    this.#loadFaults = null;
    return faults.length > 0 ? misused(faults.join('\n')) : chosen.bots;
  }

  async #load({ bots: bundles, faults }: LoadedBots<Bundle> = nothing): Promise<LoadedBots<Bot>> {
    const each = bundles.map(({ file, bot: bundle }): Loaded<Bot> | FileFault => {
      const fail = (reason: string) => this.#failedBesides(`${file} failed: ${reason}.`);
      this.#codes.set(file, { type: 'file', ...bundle });
      const bot = this.#workplace.during({ bot: file, about: 'its own code', fail }, () => botIn(bundle));
      if (typeof bot !== 'string') this.#codes.set(bot.name, { type: 'file', ...bundle });
      return typeof bot === 'string' ? { file, message: bot } : { file, bot };
    });
    return loadedBots([...faults, ...each]);
  }

  /** With the place in its author's files, where a bot came in one. */
  #wordsFor(bot: string, thrown: unknown): string {
    const code = this.#codes.get(bot);
    return code ? inOneLine(withPlace(thrown, code)) : messageOf(thrown);
  }

  /** What a file set going as it was loaded, and what nobody waits for. */
  #failedBesides(sentence: string): void {
    this.#hasFailed = true;
    if (this.#loadFaults) this.#loadFaults.push(sentence);
    else this.#complain(sentence);
  }

  #confine(): void {
    confine((line) => this.#complain(`${this.#workplace.now?.bot ?? 'a bot'}: ${line}`));
    const fail = (thrown: unknown) => {
      // Not everything that a bot sets going is known to be the bot's: queueMicrotask tells nobody.
      const work = this.#workplace.now ?? this.#workplace.latest;
      if (work) work.fail(this.#wordsFor(work.bot, thrown));
      else this.#post({ type: 'broken', error: thrown });
    };
    process.on('uncaughtException', fail).on('unhandledRejection', fail);
    process.exit = (code) => {
      const wish = new Error(`ended itself with process.exit(${code ?? ''})`);
      // While a file is loaded, whoever loads it deals with that.
      if (!this.#loadFaults) fail(wish);
      throw wish;
    };
  }

  #beat(): void {
    const { time } = this.#workplace;
    // Timers that set each other without end leave no time to pass.
    const isStuck = time !== null && time === this.#beatAt && !this.#isPlayed;
    this.#beatAt = time;
    if (!isStuck) this.#post({ type: 'beat' });
  }

  #complain(text: string): void {
    this.#post({ type: 'complaint', text });
  }

  #post(message: FromRehearsal): void {
    this.#port.postMessage(message);
  }
}

/** Page by page, with a turn for everything else between two. */
async function recorded(folder: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const page of storedEntries(folder)) {
    entries.push(...page);
    await settle();
  }
  return entries;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new Fault(`The script cannot be read (${messageOf(thrown)}).`);
  }
}

if (parentPort) await new RehearsalEnd(parentPort, workerData as RehearsalAsked).run();
