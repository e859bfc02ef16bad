import { getHeapStatistics } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import { brief } from '../../util/brief.ts';
import { systemClock } from '../../util/clock.ts';
import { seededRandom } from '../../util/random.ts';
import { messageOf, never } from '../../util/result.ts';
import type { OpenPlaces } from '../../weather/types.ts';
import type { Bot } from '../bot.ts';
import { checkBot } from '../check-bot.ts';
import { manifestOf } from '../manifest.ts';
import { LocalMind } from '../mind/local-mind.ts';
import { collectGarbage } from './collect-garbage.ts';
import { confine } from './confine.ts';
import { evaluate } from './evaluate.ts';
import type { Answer, Code, Described, Errand, FromMind, ToMind, Wrong } from './mind-messages.ts';
import { longestSaid, pulse } from './mind-messages.ts';
import { limitedRequire } from './modules.ts';
import { Outlet } from './outlet.ts';
import { plain, RemoteVoice } from './remote-voice.ts';
import { beatMs } from './watch.ts';
import { whyNotRun, withPlace } from './whereabouts.ts';

/** Makes a bot that comes with the program. Rejects when there is none of that name. */
export type MakeResident = (name: string, settings: unknown) => Promise<Bot>;

/** Loads the bot, tells what it is, and does with it what the other thread asks for. */
export class WorkerEnd {
  readonly #port: MessagePort;
  readonly #code: Code;
  readonly #makeResident: MakeResident;
  readonly #places: string | null;
  readonly #memory: number;
  readonly #shared: Float64Array;
  readonly #outlet: Outlet<FromMind>;
  readonly #voice: RemoteVoice;
  readonly #granted = new Set<string>();
  readonly #words = (thrown: unknown) => withPlace(thrown, this.#code);
  // Whatever the bot's code makes of these, the thread has its own.
  readonly #fetch = globalThis.fetch;
  readonly #exit = process.exit.bind(process);
  #openPlaces: () => OpenPlaces = noPlaces;
  #mind: LocalMind | null = null;
  #underWay = 0;
  #isOver = false;

  constructor(port: MessagePort, { code, places, memory, shared }: Errand, makeResident: MakeResident) {
    this.#port = port;
    this.#makeResident = makeResident;
    this.#code = code;
    this.#places = places;
    this.#memory = memory;
    this.#shared = new Float64Array(shared);
    this.#outlet = new Outlet((messages) => this.#port.postMessage(messages));
    this.#voice = new RemoteVoice(this.#outlet, this.#shared);
  }

  async open(): Promise<void> {
    process.once('exit', () => {
      if (this.#mind) this.#outlet.last();
    });
    this.#beat();
    setInterval(() => this.#beat(), beatMs);
    const early: ToMind[] = [];
    const keep = (message: ToMind) => void early.push(message);
    this.#port.on('message', keep);
    const bot = await this.#load();
    this.#port.postMessage(
      typeof bot === 'string'
        ? ({ type: 'wrong', fault: bot } satisfies Wrong)
        : ({ type: 'described', manifest: manifestOf(bot) } satisfies Described),
    );
    if (typeof bot === 'string') return;
    this.#port.off('message', keep);
    this.#port.on('message', (message: ToMind) => this.#heed(bot, message));
    for (const message of early) this.#heed(bot, message);
  }

  async #load(): Promise<Bot | string> {
    const code = this.#code;
    const path = this.#places;
    if (path !== null) {
      const { openPlaces } = await import('../../weather/places.ts');
      this.#openPlaces = () => openPlaces(path);
    }
    if (code.type === 'resident') return this.#makeResident(code.name, code.settings);
    confine((line) => {
      if (!this.#outlet.isFull) this.#voice.note('info', line);
    });
    try {
      return checkBot(evaluate(code.source, code.file, limitedRequire(this.#granted)));
    } catch (thrown) {
      return whyNotRun(thrown, code);
    }
  }

  #heed(bot: Bot, message: ToMind): void {
    const mind = this.#mind;
    switch (message.type) {
      case 'begin':
        for (const name of message.modules) this.#granted.add(name);
        this.#mind = this.#mindOf(bot, message.seed);
        // From here on somebody listens.
        this.#outlet.more();
        break;
      case 'members':
        this.#voice.replace(message.members);
        break;
      case 'changes':
        this.#voice.change(message.changes);
        break;
      case 'attend':
        this.#carryOut(message.id, mind?.attend(message.work));
        break;
      case 'tick':
        this.#carryOut(message.id, mind?.tick(message.interval));
        break;
      case 'ask':
        // For whoever asks it is what was thrown that counts.
        this.#carryOut(message.id, mind?.ask(message.operation, message.args), messageOf);
        break;
      case 'answer':
        this.#voice.answered(message);
        break;
      case 'more':
        this.#outlet.more();
        break;
      case 'abort':
        this.#end();
        break;
      default:
        never(message);
    }
  }

  #mindOf(bot: Bot, seed: number): LocalMind {
    return new LocalMind({
      bot,
      voice: this.#voice,
      clock: systemClock,
      random: seededRandom(seed),
      fetch: (url, init) => this.#fetch(url, init),
      places: this.#openPlaces,
      words: this.#words,
    });
  }

  #carryOut(id: number, work: Promise<unknown> | undefined, words = this.#words): void {
    this.#underWay++;
    void Promise.resolve(work)
      .then((value): Answer => ({ id, value: plain(value, longestSaid) }))
      .catch((thrown: unknown): Answer => ({ id, error: brief(words(thrown)) }))
      .then((answer) => {
        this.#underWay--;
        this.#outlet.force({ type: 'done', ...answer });
        if (this.#isOver && this.#underWay === 0) this.#exit(0);
      });
  }

  /** What is under way may still see that it is over; the other end does not wait for long. */
  #end(): void {
    this.#isOver = true;
    void this.#mind?.close();
    if (this.#underWay === 0) this.#exit(0);
  }

  #beat(): void {
    let { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
    if (heap > this.#memory) {
      // What nobody needs any more does not count.
      collectGarbage();
      ({ used_heap_size: heap, external_memory: outside } = getHeapStatistics());
    }
    this.#shared[pulse.heap] = heap;
    this.#shared[pulse.outside] = outside;
    this.#shared[pulse.beats] = (this.#shared[pulse.beats] ?? 0) + 1;
  }
}

function noPlaces(): never {
  throw new Error('there is no table of places in this thread');
}
