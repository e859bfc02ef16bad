import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { isHeapFull } from '../bots/worker/bot-thread.ts';
import { Watch } from '../bots/worker/watch.ts';
import { troubleLine } from '../rehearsal/transcript.ts';
import { messageOf, never } from '../util/result.ts';
import { endAll } from './end-process.ts';
import { failedCode, type FromRehearsal, type RehearsalAsked } from './rehearsal-messages.ts';
import { misused, type Misused } from './settings.ts';

/** How long nothing may go on, ms of real time: well above what an honest bot takes on a busy machine. */
const stillMs = 5_000;
/** Megabytes that all of it may take. */
const memoryMb = 1_024;
/**
 * V8 ends the whole process when a heap is full and something large is wanted, before Node can end the thread. So the heap
 * has room above what is allowed, and this thread sees to that.
 */
const heapMb = 4 * memoryMb;
/** Lines of a room played again that are shown when it ends badly. */
const mostPast = 20;
const tooMuch = `needed more than ${memoryMb} MB of memory`;

/**
 * Prints the transcript of a script as it comes, or how a recorded room would differ. It is played in a thread of its own:
 * whatever a bot does there, what happened until then is printed, and why it ends. Resolves with the exit code. Of a script: 1
 * where a bot failed or something could not be done. Of a recorded room, as with `diff`: 1 where it differs, 2 where a bot failed.
 * Otherwise 0.
 */
export async function runRehearsal(
  asked: RehearsalAsked,
  out: Writable,
  complain: (line: string) => void,
): Promise<number | Misused> {
  const worker = new Worker(new URL('rehearsal-worker.js', import.meta.url), {
    workerData: asked,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const living = new Set([worker]);
  worker.once('exit', () => living.delete(worker));
  const outcome = await new Audience(worker, failedCode[asked.what.type], out, complain).outcome;
  const code = await endAll(typeof outcome === 'number' ? outcome : 2, living, async () => {
    await worker.terminate();
  });
  return typeof outcome === 'number' ? code : outcome;
}

type Works = Extract<FromRehearsal, { type: 'works' }>;
type Acts = Extract<FromRehearsal, { type: 'acts' }>;

/** Hears what the thread tells, and sees whether it goes on. */
class Audience {
  readonly #out: Writable;
  readonly #complain: (line: string) => void;
  readonly #failedCode: number;
  readonly #past: string[] = [];
  #works: Works | null = null;
  #acts: Acts | null = null;
  #beats = 0;
  #isOver = false;
  #end: (outcome: number | Misused) => void = () => undefined;
  /** Rejects with what is wrong with the program itself. */
  readonly outcome: Promise<number | Misused>;

  constructor(worker: Worker, code: number, out: Writable, complain: (line: string) => void) {
    this.#failedCode = code;
    this.#out = out;
    this.#complain = complain;
    const unwatch = new Watch({ stillMs }).add({
      beats: () => this.#beats,
      look: () => {
        if (process.memoryUsage.rss() > memoryMb * 2 ** 20) this.#break(tooMuch);
      },
      still: (ms) => this.#break(`did not come to an end within ${ms / 1000} s (an endless loop?)`),
    });
    this.outcome = new Promise<number | Misused>((resolve, reject) => {
      this.#end = resolve;
      worker.on('message', (message: FromRehearsal) => {
        if (this.#isOver) return;
        if (message.type === 'broken') reject(asError(message.error));
        else this.#heed(message);
      });
      worker.on('error', (error: unknown) => this.#break(wordsFor(error)));
      worker.on('exit', () => this.#break('ended the thread in which it ran'));
    }).finally(() => {
      this.#isOver = true;
      unwatch();
    });
  }

  #heed(message: Exclude<FromRehearsal, { type: 'broken' }>): void {
    switch (message.type) {
      case 'beat':
        this.#beats += 1;
        break;
      case 'works':
        this.#works = message;
        break;
      case 'line':
        this.#print(message.text);
        break;
      case 'past':
        this.#past.push(message.text);
        if (this.#past.length > mostPast) this.#past.shift();
        break;
      case 'acts':
        this.#acts = message;
        break;
      case 'complaint':
        this.#complain(message.text);
        break;
      case 'end':
        this.#isOver = true;
        this.#end(message.outcome);
        break;
      default:
        never(message);
    }
  }

  /** It does not go on, for what a bot did. */
  #break(what: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (!this.#works || this.#works.time === null) {
      this.#end(misused(`${this.#works?.bot ?? 'The rehearsal'} ${what}.`));
      return;
    }
    const { bot, about, time } = this.#works;
    for (const line of this.#past) this.#print(line);
    this.#print(troubleLine(time, `${bot} failed: ${what}`));
    if (this.#acts) {
      const { done, all } = this.#acts;
      this.#print(`Played until here: ${done} of ${all} things that people did. Nothing of it was compared.`);
    }
    this.#complain(`${bot} failed: ${what}. It was about ${about}. The rehearsal ends here.`);
    this.#end(this.#failedCode);
  }

  #print(line: string): void {
    this.#out.write(`${line}\n`);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}

function wordsFor(error: unknown): string {
  return isHeapFull(error) ? tooMuch : messageOf(error);
}
