/**
 * A bot's mind in a thread of its own. What it says, asks for and breaks comes here, so much a second and in pieces: what it
 * keeps goes by as text, a page at a time. So nothing that it does keeps this thread busy for more than moments.
 */
import { moveBy } from '../../room/members.ts';
import type { Entry } from '../../room/types.ts';
import { brief } from '../../util/brief.ts';
import type { Random } from '../../util/random.ts';
import { messageOf, never } from '../../util/result.ts';
import type { Manifest } from '../manifest.ts';
import type { BotSource, Mind, Voice, Work } from '../mind/mind.ts';
import { isQuotaError, quotaErrorName, type Records } from '../mind/records.ts';
import { BotThread } from './bot-thread.ts';
import type { BotThreadOptions } from './bot-thread.ts';
import type { Answer, Change, Code, FromMind, Request, ToMind } from './mind-messages.ts';
import { PerSecond } from './per-second.ts';

/** Between two messages about who comes and goes, ms. */
const membersEveryMs = 250;
/** What a bot may say and note within a second; more is no speech. */
const mostSaid = 60;
const mostNoted = 100;
/** What it may ask for within a second, weighed by the work that it makes here; more has to wait. */
const mostAsked = 500;
const entryWeight = 1 / 50;
const mostWeight = 100;
const characterWeight = 1 / 16_384;
/** Handfuls that may be here: one that is answered, and the last of a thread that ends. */
const mostHandfuls = 2;
/** How long what is under way may take to see that it is over, ms. */
const graceMs = 1_000;

export interface WorkerOptions extends Omit<BotThreadOptions, 'code'> {
  readonly places: string;
}

/** A bot whose manifest is known, each of its stays in a new thread. */
export function workerBot(manifest: Manifest, code: Code, options: WorkerOptions): BotSource {
  const places = manifest.needs.places ? options.places : null;
  return {
    ...manifest,
    wake: (voice, random) =>
      new WorkerMind(new BotThread({ ...options, code, places }), manifest, voice, random),
  };
}

/**
 * Loads a bot in a thread, which is then its first, unless it is told to forget it. Rejects with what is wrong, as the end
 * of a sentence that begins with the file.
 */
export async function describeBot(code: Code, options: WorkerOptions): Promise<BotSource> {
  const thread = new BotThread({ ...options, code, places: null });
  let first: BotThread | null = thread;
  const forget = async () => {
    const ready = first;
    first = null;
    await ready?.end();
  };
  const manifest = await thread.described.catch(async (thrown: unknown) => {
    await forget();
    throw thrown;
  });
  // What reads the table is machine code, which no thread can load any more once a bot's file has been read there.
  if (manifest.needs.places) await forget();
  const later = workerBot(manifest, code, options);
  return {
    ...manifest,
    forget,
    wake(voice, random) {
      const ready = first;
      first = null;
      if (ready?.isRunning) return new WorkerMind(ready, manifest, voice, random);
      if (ready) throw new Error(ready.fault ?? 'ended before it was needed');
      return later.wake(voice, random);
    },
  };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

class WorkerMind implements Mind {
  readonly #thread: BotThread;
  readonly #voice: Voice;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  /** Who came and went since the other end was told; null before it knows anybody. */
  #changes: Change[] | null = null;
  #telling: NodeJS.Timeout | null = null;
  #isOver = false;
  #handfuls = 0;
  readonly #said = new PerSecond(mostSaid);
  readonly #noted = new PerSecond(mostNoted);
  readonly #drafted = new PerSecond(mostSaid);
  readonly #asked = new PerSecond(mostAsked);

  constructor(thread: BotThread, manifest: Manifest, voice: Voice, random: Random) {
    this.#thread = thread;
    this.#voice = voice;
    thread.hear({
      messages: (messages) => {
        if (this.#isOver) this.#noteLast(messages);
        else void this.#take(messages);
      },
      printed: (line) => this.#note('info', line),
      failed: (reason) => this.#fail(reason),
    });
    // It is heeded when the bot is loaded, and all that comes after it too.
    this.#post({ type: 'begin', seed: Math.floor(random() * 2 ** 32), modules: manifest.needs.modules });
  }

  async attend(work: Work): Promise<void> {
    await this.#call((id) => ({ type: 'attend', id, work }));
  }

  async tick(interval: string): Promise<void> {
    await this.#call((id) => ({ type: 'tick', id, interval }));
  }

  ask(operation: string, args: readonly unknown[]): Promise<unknown> {
    return this.#call((id) => ({ type: 'ask', id, operation, args }));
  }

  follow(entry: Entry): void {
    if (entry.type === 'message') {
      if (entry.kind === 'person') this.#thread.heardAt(this.#voice.lastHeardAt());
      return;
    }
    const { gone, come } = moveBy(entry);
    if (gone !== null) this.#changed({ type: 'out', nick: gone });
    if (come !== null) this.#changed({ type: 'in', ...come });
  }

  memory(): number {
    return this.#thread.memory;
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#telling) clearTimeout(this.#telling);
    this.#waiting.clear();
    this.#post({ type: 'abort' });
    await this.#thread.endWithin(graceMs);
  }

  #call(message: (id: number) => ToMind): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#tellMembers();
      this.#post(message(id));
    });
  }

  #post(message: ToMind): void {
    this.#thread.post(message);
  }

  #changed(change: Change): void {
    // Before it knows anybody there is nothing to change: it is told of everyone with its first work.
    if (!this.#changes || this.#isOver) return;
    this.#changes.push(change);
    this.#telling ??= setTimeout(() => this.#tellMembers(), membersEveryMs).unref();
  }

  /** So that whoever works knows who is there. */
  #tellMembers(): void {
    if (this.#telling) clearTimeout(this.#telling);
    this.#telling = null;
    if (this.#changes === null) this.#post({ type: 'members', members: this.#voice.members() });
    else if (this.#changes.length > 0) this.#post({ type: 'changes', changes: this.#changes });
    this.#changes = [];
  }

  /** More may come when all that was asked for is answered, one after the other: between two everyone else has a turn. */
  async #take(messages: readonly FromMind[]): Promise<void> {
    if (++this.#handfuls > mostHandfuls) this.#thread.fail('sent more than it was asked for');
    try {
      for (const message of messages) if (!this.#isOver) this.#heed(message);
      for (const message of messages) if (message.type === 'request') await this.#answer(message.id, message);
    } catch (thrown) {
      this.#thread.fail(messageOf(thrown));
    }
    this.#handfuls -= 1;
    if (!this.#isOver) this.#post({ type: 'more' });
  }

  #heed(message: FromMind): void {
    switch (message.type) {
      case 'say':
        if (this.#said.allows()) this.#voice.say(message.text, message.because, message.answers, message.id);
        else this.#fail(`said more than ${mostSaid} things within a second`);
        break;
      case 'draft':
        // What is left out here is in the next that comes.
        if (this.#drafted.allows() || message.sketch.text === null) this.#voice.draft(message.sketch);
        break;
      case 'note':
        this.#note(message.level, message.message);
        break;
      case 'failed':
        this.#fail(message.reason);
        break;
      case 'done':
        this.#done(message);
        break;
      case 'request':
        break;
      default:
        never(message);
    }
  }

  /** What a bot noted on its way out may tell why it went. */
  #noteLast(messages: readonly FromMind[]): void {
    for (const message of messages) if (message.type === 'note') this.#note(message.level, message.message);
  }

  #note(level: 'info' | 'warn' | 'error', message: string): void {
    if (this.#noted.allows()) this.#voice.note(level, message);
    else if (this.#noted.isFirstTooMany)
      this.#voice.note('warn', 'prints or logs too much; some of it is left out');
  }

  #done(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  }

  async #answer(id: number, request: Request): Promise<void> {
    await this.#asked.turn(weightOf(request));
    if (this.#isOver) return;
    const answer = await this.#get(request).then(
      (value): Answer => ({ id, value }),
      (thrown: unknown): Answer => ({
        id,
        error: brief(messageOf(thrown)),
        ...(isQuotaError(thrown) && { name: quotaErrorName }),
      }),
    );
    this.#post({ type: 'answer', ...answer });
  }

  async #get(request: Request): Promise<unknown> {
    const { records } = this.#voice;
    switch (request.about) {
      case 'history':
        return this.#voice.history(request.limit, request.before);
      case 'get':
        return this.#weighed(await records.get(request.key), (json = '') => json.length * characterWeight);
      case 'put':
        return records.put(request.key, request.json);
      case 'delete':
        return records.delete(request.key);
      case 'page':
        return this.#weighed(await records.page(request.after), weightOfPage);
      default:
        return never(request);
    }
  }

  /** For what is only known when it is there: the next have to wait for it. */
  #weighed<Value>(value: Value, weigh: (value: Value) => number): Value {
    this.#asked.add(weigh(value));
    return value;
  }

  #fail(reason: string): void {
    if (!this.#isOver) this.#voice.failed(reason);
  }
}

function weightOf(request: Request): number {
  switch (request.about) {
    case 'history':
      return Math.min(1 + Math.max(request.limit, 0) * entryWeight, mostWeight);
    case 'put':
      return Math.min(1 + request.json.length * characterWeight, mostWeight);
    case 'get':
    case 'delete':
    case 'page':
      return 1;
    default:
      return never(request);
  }
}

function weightOfPage(page: Awaited<ReturnType<Records['page']>>): number {
  return page.reduce(
    (sum, [key, json]) => sum + (key.length + json.length) * characterWeight,
    page.length * entryWeight,
  );
}
