/**
 * Keeps the bots of one room, each in a charge of its own: lists them, and starts, stops, restarts and reloads them by name.
 * With its charges it is the only place where a bot's failure ends.
 */
import type { Shelf } from '../log/log.ts';
import type { Random } from '../util/random.ts';
import { seededRandom, seedFor } from '../util/random.ts';
import { Fault } from '../util/result.ts';
import type { BotStatus, Outcome } from './bot-state.ts';
import type { Surroundings } from './charge-options.ts';
import { Charge } from './charge.ts';
import { keptFrom, withoutDoubles } from './commands.ts';
import type { BotSource } from './mind/mind.ts';
import { readingOnce } from './reading-once.ts';
import type { OnBroken } from './runner-options.ts';
import { StandIn, type StandInOptions } from './stand-in.ts';
import { BotShelf } from './store.ts';

export interface SupervisorOptions extends Surroundings {
  /** Every bot that can be started here, by its own name; none of them runs before `start`. */
  readonly bots: readonly BotSource[];
  /** Where a bot keeps what it keeps, in a bucket of its own. */
  readonly shelfOf: (bot: string) => Shelf;
  /** Bytes that each may keep there. Default 16 MiB. */
  readonly storeLimit?: number;
  /** Tells one who is in the room, and nobody else. Without it nobody is told why a bot does not answer. */
  readonly tell?: StandInOptions['tell'];
  /** Commands that people's clients carry out themselves, each with the clients that do: a bot does not get them from there. */
  readonly keptCommands?: ReadonlyMap<string, string>;
  readonly random: Random;
}

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #charges: Charge[];
  readonly #seed: number;
  readonly #read = readingOnce();
  readonly #standIn: StandIn | null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const { tell, door, clock } = options;
    this.#seed = Math.floor(options.random() * 2 ** 32);
    const bots = withoutDoubles(options.bots, (sentence) => options.note('warn', sentence));
    this.#charges = bots.map((bot) => this.#chargeOf(bot));
    this.#standIn = tell ? new StandIn({ list: () => this.list(), door, tell, clock }) : null;
  }

  /**
   * One more, whose name nobody here has. It does not run before `start`, and the others keep the commands that they have.
   * Throws where it can keep nothing.
   */
  add(bot: BotSource): void {
    this.#charges.push(this.#chargeOf(this.#besides(this.#charges, bot)));
  }

  /**
   * Names in any case. A bot that was parked or is pausing starts at once, with its failures forgotten; one whose old thread
   * has not ended, when it has.
   */
  start(name: string): Outcome {
    const outcome = this.#find(name)?.start() ?? this.#unknown(name);
    this.#standIn?.refresh();
    return outcome;
  }

  /** `by` is whoever wanted it, for the list. */
  stop(name: string, by: string): Outcome {
    return this.#find(name)?.stop(by) ?? this.#unknown(name);
  }

  restart(name: string, by: string): Outcome {
    const outcome = this.#find(name)?.restart(by) ?? this.#unknown(name);
    this.#standIn?.refresh();
    return outcome;
  }

  /** See `Charge.reload`. The others keep the commands that they have. */
  async reload(name: string): Promise<Outcome> {
    const charge = this.#find(name);
    if (!charge) return this.#unknown(name);
    const others = this.#charges.filter((each) => each !== charge);
    const outcome = await charge.reload((next) => {
      this.#noteKept(next);
      return this.#besides(others, next);
    });
    this.#standIn?.refresh();
    return outcome;
  }

  /** In the order they were given. */
  list(): readonly BotStatus[] {
    return this.#charges.map((charge) => charge.status());
  }

  /** Some bot comes in, or thinks over something that it heard, or answers it. */
  get isBusy(): boolean {
    return this.#charges.some((charge) => charge.isBusy);
  }

  /**
   * Asks a bot for one of its operations. Rejects with what it threw, with a Fault when it is not running, or when it has
   * not answered in time.
   */
  ask(name: string, operation: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#find(name)?.ask(operation, args) ?? Promise.reject(new Fault(`${name} is not running.`));
  }

  /** Stops every bot. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#standIn?.close();
    const gone = this.#charges.map((charge) => charge.close());
    await this.#options.places?.close();
    await Promise.all(gone);
  }

  #noteKept(bot: BotSource): void {
    const { keptCommands = new Map<string, string>(), note } = this.#options;
    for (const sentence of keptFrom(bot, keptCommands)) note('warn', sentence, { bot: bot.name });
  }

  #chargeOf(bot: BotSource): Charge {
    const { shelfOf, storeLimit } = this.#options;
    this.#noteKept(bot);
    // Of its name, so that it says the same whoever else is there.
    const random = seededRandom(seedFor(this.#seed, bot.name));
    const kept = new BotShelf(shelfOf(bot.name), bot.name, storeLimit);
    const onBroken: OnBroken = (broken) => {
      this.#standIn?.broke(bot.name, broken);
      // Another version, with other commands, may have taken over.
      this.#standIn?.refresh();
    };
    return new Charge({ ...this.#options, bot, kept, random, read: this.#read, onBroken });
  }

  /** The bot with the commands that none of the others has. */
  #besides(others: readonly Charge[], bot: BotSource): BotSource {
    const note = (sentence: string) => this.#options.note('warn', sentence);
    return withoutDoubles([...others.map((each) => each.bot), bot], note).at(-1) ?? bot;
  }

  #unknown(name: string): Outcome {
    const known = this.#charges.map(({ bot }) => bot.name).join(', ');
    return { done: false, message: `There is no bot named ${name}. Bots here: ${known || 'none'}.` };
  }

  #find(name: string): Charge | undefined {
    const wanted = name.toLowerCase();
    return this.#charges.find(({ bot }) => bot.name.toLowerCase() === wanted);
  }
}
