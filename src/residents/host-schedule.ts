import type { BotContext } from '../bots/bot.ts';
import { pick } from '../util/random.ts';
import type { HostState } from './host-state.ts';
import { builtInStarters } from './phrases/starters.ts';

/** The Host lets a person's words stand this long before it speaks, and whoever enters an empty room look round, ms. */
const hushMs = 10_000;
const settleMs = 5_000;
/** Where it keeps what outlives it. */
const key = 'schedule';

/** What whoever runs the room says about the Host. Plain data. */
export interface HostSettings {
  /** Between two starters; 0 keeps the Host silent. */
  readonly everySeconds: number;
  /** Speaks to an empty room and into conversations too. */
  readonly always: boolean;
  /** None for those that are built in. */
  readonly starters: readonly string[];
}

/** What holds over a restart of the Host. */
interface Kept {
  readonly paused: boolean;
  readonly used: readonly string[];
  readonly last: string | null;
}

/**
 * Which starter comes next and when: each once before any comes again. One that courtesy forbids comes as soon as
 * courtesy allows. Everything is asked in a context of the Host that is in the room.
 */
export class HostSchedule {
  readonly #settings: HostSettings;
  readonly #starters: readonly string[];
  /** How often the Host looks about: once a second, and an even number of times between two starters. */
  readonly lookSeconds: number;
  #used = new Set<string>();
  #last: string | null = null;
  #next: string | null = null;
  #paused = false;
  /** The stay in the room that began last, and when it is all remembered. */
  #stay: AbortSignal | null = null;
  #remembered: Promise<void> = Promise.resolve();
  #due = 0;
  #emptyAt = -Infinity;

  constructor(settings: HostSettings) {
    const { everySeconds, starters } = settings;
    this.#settings = settings;
    this.#starters = starters.length > 0 ? starters : builtInStarters;
    this.lookSeconds = everySeconds / Math.max(1, Math.ceil(everySeconds));
  }

  /** Called every `lookSeconds`: says what is due. */
  async look(context: BotContext): Promise<void> {
    const now = context.clock.now();
    await this.#begin(context);
    // Half a look: timers are not exact.
    if (this.#paused || now < this.#due - this.lookSeconds * 500) return;
    if (!this.#settings.always && isEmpty(context)) this.#emptyAt = now;
    if (now >= this.#quietFrom(context)) context.say(await this.take(context), this.#because);
  }

  async state(context: BotContext): Promise<HostState> {
    await this.#begin(context);
    const next = this.#choose(context);
    const status = this.#status(context);
    const dueAt = status === 'on' ? Math.max(this.#due, this.#quietFrom(context)) : null;
    return { status, next, dueAt };
  }

  /** Leaves the next starter out of this round. Resolves with the one that takes its place. */
  async skip(context: BotContext): Promise<string> {
    await this.#begin(context);
    this.#used.add(this.#choose(context));
    this.#next = null;
    const next = this.#choose(context);
    await this.#keep(context);
    return next;
  }

  /** False if it is paused already. */
  async pause(context: BotContext): Promise<boolean> {
    await this.#begin(context);
    if (this.#paused) return false;
    this.#paused = true;
    await this.#keep(context);
    return true;
  }

  /** The Host goes on after one whole pause between starters. False if it was not paused. */
  async resume(context: BotContext): Promise<boolean> {
    await this.#begin(context);
    if (!this.#paused) return false;
    this.#paused = false;
    this.#putOff(context);
    await this.#keep(context);
    return true;
  }

  /** Takes the next starter, for whoever says it now; the pause before the one after begins anew. */
  async take(context: BotContext): Promise<string> {
    await this.#begin(context);
    this.#putOff(context);
    const line = this.#choose(context);
    this.#used.add(line);
    this.#last = line;
    this.#next = null;
    await this.#keep(context);
    return line;
  }

  /** A new stay counts from its own coming, and goes on with what the one before kept. */
  #begin(context: BotContext): Promise<void> {
    if (this.#stay !== context.signal) {
      this.#stay = context.signal;
      const { everySeconds } = this.#settings;
      this.#due = context.clock.now() + (everySeconds - this.lookSeconds) * 1000;
      this.#remembered = this.#remember(context);
    }
    return this.#remembered;
  }

  async #remember(context: BotContext): Promise<void> {
    const kept = (await context.store.get(key)) as Partial<Kept> | undefined;
    if (!kept) return;
    this.#paused = kept.paused === true;
    this.#used = new Set(kept.used);
    this.#last = kept.last ?? null;
  }

  async #keep(context: BotContext): Promise<void> {
    const kept: Kept = { paused: this.#paused, used: [...this.#used], last: this.#last };
    // A list too long to be kept is no reason to be silent.
    await context.store.put(key, kept).catch((thrown: unknown) => context.log(`not kept: ${String(thrown)}`));
  }

  get #because(): string {
    return `a conversation is started every ${this.#settings.everySeconds} s`;
  }

  #status(context: BotContext): HostState['status'] {
    if (this.#settings.everySeconds === 0) return 'off';
    if (this.#paused) return 'paused';
    return !this.#settings.always && isEmpty(context) ? 'empty' : 'on';
  }

  #putOff(context: BotContext): void {
    this.#due = context.clock.now() + this.#settings.everySeconds * 1000;
  }

  /** When courtesy allows to speak, ms UTC. */
  #quietFrom(context: BotContext): number {
    if (this.#settings.always) return -Infinity;
    return Math.max(this.#emptyAt + settleMs, (context.room.lastHeardAt() ?? -Infinity) + hushMs);
  }

  /** The next one: the one that was chosen before, if it is still to come. */
  #choose({ random }: BotContext): string {
    if (this.#next !== null) return this.#next;
    const lines = this.#starters;
    let left = lines.filter((line) => !this.#used.has(line));
    if (left.length === 0) {
      // A new round: all but the one that was said last, where there is another.
      this.#used = new Set();
      left = lines.length > 1 ? lines.filter((line) => line !== this.#last) : [...lines];
    }
    this.#next = pick(random, left);
    return this.#next;
  }
}

function isEmpty(context: BotContext): boolean {
  return !context.room.members().some((member) => member.kind === 'person');
}
