import type { Random } from '../util/random.ts';
import { pick } from '../util/random.ts';
import type { BotContext } from './bot.ts';
import type { HostControls, HostState } from './host-state.ts';
import type { Starters } from './starters.ts';

/** The Host lets a person's words stand this long before it speaks, and whoever enters an empty room look round, ms. */
const hushMs = 10_000;
const settleMs = 5_000;

export interface HostOptions {
  /** Between two starters; 0 keeps the Host silent. */
  readonly everySeconds: number;
  /** Speaks to an empty room and into conversations too. */
  readonly always: boolean;
  readonly starters: Starters;
  readonly random: Random;
}

/**
 * Which starter comes next and when: each once before any comes again. One that courtesy forbids comes as soon as
 * courtesy allows. It outlives the bot that says them, so that a pause holds when the Host is restarted.
 */
export class HostSchedule implements HostControls {
  readonly #options: HostOptions;
  /** How often the Host looks about: once a second, and an even number of times between two starters. */
  readonly lookSeconds: number;
  #used = new Set<string>();
  #last: string | null = null;
  #next: string | null = null;
  #paused = false;
  /** Who speaks now. */
  #stay: BotContext | null = null;
  #due = 0;
  #emptyAt = -Infinity;

  constructor(options: HostOptions) {
    this.#options = options;
    this.lookSeconds = options.everySeconds / Math.max(1, Math.ceil(options.everySeconds));
  }

  /** Called every `lookSeconds` by the Host that is in the room: says what is due. */
  async look(context: BotContext): Promise<void> {
    const { everySeconds, always } = this.#options;
    const now = context.clock.now();
    if (this.#stay !== context) {
      this.#stay = context;
      this.#due = now + (everySeconds - this.lookSeconds) * 1000;
    }
    // Half a look: timers are not exact.
    if (this.#paused || now < this.#due - this.lookSeconds * 500) return;
    if (!always && isEmpty(context)) this.#emptyAt = now;
    if (now >= this.#quietFrom(context)) context.say(await this.take());
  }

  async state(): Promise<HostState> {
    const next = this.#choose(await this.#options.starters());
    const stay = this.#stay;
    const status = this.#status(stay);
    const dueAt = status === 'on' && stay !== null ? Math.max(this.#due, this.#quietFrom(stay)) : null;
    return { status, next, dueAt };
  }

  async skip(): Promise<string> {
    const lines = await this.#options.starters();
    this.#used.add(this.#choose(lines));
    this.#next = null;
    return this.#choose(lines);
  }

  pause(): boolean {
    if (this.#paused) return false;
    this.#paused = true;
    return true;
  }

  resume(): boolean {
    if (!this.#paused) return false;
    this.#paused = false;
    this.#putOff();
    return true;
  }

  async take(): Promise<string> {
    this.#putOff();
    const line = this.#choose(await this.#options.starters());
    this.#used.add(line);
    this.#last = line;
    this.#next = null;
    return line;
  }

  #status(stay: BotContext | null): HostState['status'] {
    if (this.#options.everySeconds === 0) return 'off';
    if (stay === null || stay.signal.aborted) return 'stopped';
    if (this.#paused) return 'paused';
    return !this.#options.always && isEmpty(stay) ? 'empty' : 'on';
  }

  #putOff(): void {
    // Whoever comes next counts from its own coming.
    if (this.#stay) this.#due = this.#stay.clock.now() + this.#options.everySeconds * 1000;
  }

  /** When courtesy allows to speak, ms UTC. */
  #quietFrom(context: BotContext): number {
    if (this.#options.always) return -Infinity;
    return Math.max(this.#emptyAt + settleMs, (context.room.lastHeardAt() ?? -Infinity) + hushMs);
  }

  /** The next one of `lines`: the one that was chosen before, while it is among them. */
  #choose(lines: readonly string[]): string {
    if (this.#next !== null && lines.includes(this.#next)) return this.#next;
    let left: readonly string[] = lines.filter((line) => !this.#used.has(line));
    if (left.length === 0) {
      // A new round: all but the one that was said last, where there is another.
      this.#used = new Set();
      left = lines.length > 1 ? lines.filter((line) => line !== this.#last) : lines;
    }
    this.#next = pick(this.#options.random, left);
    return this.#next;
  }
}

function isEmpty(context: BotContext): boolean {
  return !context.room.members().some((member) => member.kind === 'person');
}
