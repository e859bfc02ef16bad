import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { brief } from '../../util/brief.ts';
import type { Manifest } from '../manifest.ts';
import { heardFrom, isObject } from './heard-mind.ts';
import { Lines } from './lines.ts';
import type { Code, Described, Errand, FromMind, ToMind, Wrong } from './mind-messages.ts';
import { pulse, pulseFloats } from './mind-messages.ts';
import type { Watch } from './watch.ts';
import { whyNotRun, withPlace } from './whereabouts.ts';

/** How long a bot may take until it is loaded, ms. */
const loadMs = 10_000;
/** Megabytes: a nursery and a stack that are enough for bots. */
const nurseryMb = 2;
const stackMb = 2;
const mega = 1024 ** 2;
/** Bytes outside the heap, such as buffers, that V8 may let lie before it looks whether anybody needs them. */
const lyingAbout = 64 * mega;
/** Bytes beyond its own by which the process may grow while a thread does not turn, because others grow as well. */
const othersGrowth = 192 * mega;
/**
 * Bytes beyond what a bot may hold at which V8 sees to it. When a heap is full and a single step wants more than a few megabytes, V8 ends
 * the whole process before Node can end the thread. So a thread is ended by `#weigh`, long before.
 */
const headroom = 2_048 * mega;
const noMessage = 'sent what is no message';

export interface BotThreadOptions {
  readonly code: Code;
  /** `cli/bot-worker`, built. */
  readonly entry: URL;
  /** Where the table of places lies, for a bot that needs it. */
  readonly places: string | null;
  /** Bytes that a bot may hold. */
  readonly memory: number;
  readonly watch: Watch;
  /** Every thread that has not ended yet, also those that were told to. They see to it themselves. */
  readonly living: Set<BotThread>;
}

/** What a thread tells. */
export interface ThreadListener {
  readonly messages: (messages: readonly FromMind[]) => void;
  /** What was written to the thread's standard output or error. */
  readonly printed: (line: string) => void;
  /** It has ended or was ended, by itself or for what it did. Once, and not after `end`. */
  readonly failed: (reason: string) => void;
}

/** A worker thread with a bot in it, and all that can be wrong with it. */
export class BotThread {
  readonly #code: Code;
  readonly #memory: number;
  readonly #worker: Worker;
  readonly #shared: Float64Array;
  readonly #gone: Promise<void>;
  readonly #early: string[] = [];
  #unwatch: () => void = () => undefined;
  #listener: ThreadListener | null = null;
  #isOver = false;
  #fault: string | null = null;
  #isLoaded = false;
  #refuse: (error: Error) => void = () => undefined;
  /** What the bot is, once it is loaded. Rejects with what is wrong. */
  readonly described: Promise<Manifest>;

  constructor({ code, entry, places, memory, watch, living }: BotThreadOptions) {
    const shared = new SharedArrayBuffer(pulseFloats * Float64Array.BYTES_PER_ELEMENT);
    this.#shared = new Float64Array(shared);
    this.#code = code;
    this.#memory = memory;
    this.#worker = startWorker(entry, { code, places, memory, shared });
    living.add(this);
    this.#gone = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        living.delete(this);
        resolve();
      });
    });
    this.#worker.on('error', (error: unknown) => this.fail(this.#wordsFor(error)));
    this.#worker.on('exit', (exitCode) => this.fail(`ended itself with process.exit(${exitCode})`));
    this.#worker.on('messageerror', () => this.fail(noMessage));
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) this.#follow(stream);
    this.#unwatch = watch.add({
      beats: () => this.#beats,
      look: (grown) => this.#weigh(grown),
      still: (ms) => {
        if (this.#isLoaded) this.fail(`did not answer for ${ms / 1000} s (an endless loop?)`);
      },
    });
    this.described = this.#load();
    // Whoever wakes the bot hears of it; nobody need.
    this.described.catch(() => undefined);
  }

  /** Tells `listener` from now on. */
  hear(listener: ThreadListener): void {
    this.#listener = listener;
    for (const line of this.#early.splice(0)) listener.printed(line);
  }

  post(message: ToMind): void {
    if (!this.#isOver) this.#worker.postMessage(message);
  }

  /** Tells the bot when a person last said something, without waking it. */
  heardAt(time: number | null): void {
    this.#shared[pulse.heardAt] = time ?? 0;
  }

  get isRunning(): boolean {
    return !this.#isOver;
  }

  /** For what it was ended, or ended itself; null for one that was told to. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Bytes that it holds. */
  get memory(): number {
    return this.#heap + (this.#shared[pulse.outside] ?? 0);
  }

  /** Ends it for what it did, and tells. */
  fail(reason: string): void {
    if (this.#isOver) return;
    const why = brief(reason);
    this.#fault = why;
    this.#over();
    void this.#worker.terminate();
    this.#refuse(new Error(why));
    this.#listener?.failed(why);
  }

  /** Ends it, whatever it does. Resolves when it is gone. */
  async end(): Promise<void> {
    this.#over();
    await this.#worker.terminate();
  }

  /** Silence from now on. Ends it after `ms`, unless it ends by itself before. */
  async endWithin(ms: number): Promise<void> {
    this.#over();
    const timer = setTimeout(() => void this.#worker.terminate(), ms);
    await this.#gone;
    clearTimeout(timer);
  }

  get #heap(): number {
    return this.#shared[pulse.heap] ?? 0;
  }

  get #beats(): number {
    return this.#shared[pulse.beats] ?? 0;
  }

  async #load(): Promise<Manifest> {
    const late = setTimeout(() => this.fail(`was not loaded within ${loadMs / 1000} s`), loadMs);
    try {
      const first = await new Promise<unknown>((resolve, reject) => {
        this.#refuse = reject;
        this.#worker.once('message', resolve);
      });
      if (!isFirst(first) || first.type === 'wrong') {
        const fault = isFirst(first) && first.type === 'wrong' ? brief(first.fault) : noMessage;
        this.fail(fault);
        throw new Error(fault);
      }
      this.#isLoaded = true;
      this.#worker.on('message', (given: unknown) => this.#heed(given));
      return first.manifest;
    } finally {
      clearTimeout(late);
    }
  }

  #heed(given: unknown): void {
    const messages = heardFrom(given);
    if (messages) this.#listener?.messages(messages);
    else this.fail(noMessage);
  }

  /** A thread that turns weighs itself; of one that does not, only what the whole process takes can be known. */
  #weigh(grown: number): void {
    const isSwelling = this.#beats > 0 && grown > this.#memory + othersGrowth;
    const isFull = this.#heap > this.#memory || this.memory > 2 * this.#memory + lyingAbout;
    if (isFull || isSwelling) this.fail(this.#tooLarge());
  }

  #tooLarge(): string {
    return `held more memory than the ${Math.round(this.#memory / mega)} MB that a bot may`;
  }

  #wordsFor(error: unknown): string {
    if (isHeapFull(error)) return this.#tooLarge();
    const words = this.#isLoaded ? withPlace : whyNotRun;
    if (error instanceof Error || !isObject(error)) return words(error, this.#code);
    // An error of a kind that does not come through whole, such as a DOMException.
    return typeof error['message'] === 'string' ? error['message'] : 'threw what is no error';
  }

  #over(): void {
    this.#isOver = true;
    this.#unwatch();
  }

  #follow(stream: Readable): void {
    const lines = new Lines((line) => this.#print(line));
    stream.setEncoding('utf8').on('data', (text: string) => lines.take(text));
    stream.on('end', () => lines.end());
  }

  #print(line: string): void {
    if (this.#listener) this.#listener.printed(line);
    else if (this.#early.length < 100) this.#early.push(line);
  }
}

function isFirst(given: unknown): given is Described | Wrong {
  if (!isObject(given)) return false;
  const { type, fault, manifest } = given;
  return type === 'wrong' ? typeof fault === 'string' : type === 'described' && isObject(manifest);
}

/** Whether a thread was ended because V8 let its heap not grow any more. */
export function isHeapFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function startWorker(entry: URL, errand: Errand): Worker {
  return new Worker(entry, {
    workerData: errand,
    env: {},
    // What was given to this process on its command line is none of the bot's business.
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.ceil((errand.memory + headroom) / mega),
      maxYoungGenerationSizeMb: nurseryMb,
      stackSizeMb: stackMb,
    },
  });
}
