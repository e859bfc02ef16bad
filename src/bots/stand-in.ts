import type { Batch } from '../hub/batch.ts';
import { deafListener, type JoinRequest, type Listener, type Seat } from '../hub/seat.ts';
import type { Nick } from '../room/types.ts';
import { hostNick } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import { absenceInWords, type BotStatus, cutOffInWords, failureInWords, isExpected } from './bot-state.ts';
import { commandIn, commandOf, offersOf } from './commands.ts';
import { namedBy } from './manners.ts';
import type { Broken, Spoken } from './runner-options.ts';

/** As long as a bot thinks: one that comes back meanwhile answers by itself, ms. */
const thinkingMs = 1_000;
/** Who only mentions a bot is told once within this time, ms. */
const mentionMs = 60_000;

export interface StandInOptions {
  /** How the bots are. */
  readonly list: () => readonly BotStatus[];
  readonly door: (request: JoinRequest, listener: Listener) => Seat;
  /** Tells one who is in the room, and nobody else. */
  readonly tell: (nick: Nick, text: string) => void;
  readonly clock: Clock;
}

/**
 * Stands in for bots that are expected in the room and do not run: their commands stay known and theirs, and whoever asks for
 * one of them, by command or by name, is told why nobody answers.
 */
export class StandIn {
  readonly #options: StandInOptions;
  readonly #seat: Seat;
  #isLive = false;
  /** Until when (ms UTC) nobody is told of a bot again for a mere mention, by both names. */
  readonly #told = new Map<string, number>();

  constructor(options: StandInOptions) {
    this.#options = options;
    const request = {
      nick: hostNick,
      kind: 'host',
      address: 'resident',
      wire: 'resident',
      replay: 0,
    } as const;
    this.#seat = options.door(
      { ...request, resident: true },
      {
        ...deafListener,
        seated: () => this.refresh(),
        live: () => {
          this.#isLive = true;
        },
        deliver: (batch) => this.#hear(batch),
      },
    );
  }

  /** Bots are expected that were not before, or have other commands. */
  refresh(): void {
    const expected = this.#options.list().filter(isExpected);
    this.#seat.offer?.(expected.flatMap(offersOf), true);
  }

  /** Tells whoever asked something of a bot by name or command that will not answer it. */
  broke(name: string, { type, askers, waiting }: Broken): void {
    const { list, tell, clock } = this.#options;
    const bot = list().find((each) => each.name === name);
    if (!bot) return;
    const words = type === 'failed' ? failureInWords(bot, clock.now()) : cutOffInWords(bot);
    for (const asker of askers) tell(asker, words);
    const newest = new Map(waiting.map((spoken) => [spoken.nick, spoken]));
    for (const spoken of newest.values()) clock.after(thinkingMs, () => this.#explain(spoken, name));
  }

  close(): void {
    this.#seat.leave('');
  }

  #hear(batch: Batch): void {
    if (!this.#isLive) return;
    for (const entry of batch.entries) {
      if (entry.type !== 'message' || entry.kind !== 'person' || entry.action) continue;
      if (this.#absent(entry.text).length > 0)
        this.#options.clock.after(thinkingMs, () => this.#explain(entry));
    }
  }

  /** Of all bots that are asked, or of `only` one. */
  #explain({ nick, text }: Spoken, only?: string): void {
    const { tell, clock } = this.#options;
    const now = clock.now();
    for (const [key, until] of this.#told) if (until <= now) this.#told.delete(key);
    for (const bot of this.#absent(text)) {
      if (only !== undefined && bot.name !== only) continue;
      const words = absenceInWords(bot, now);
      const key = `${nick} ${bot.name}`;
      const isMention = commandIn(text) === null;
      if (words === null || (isMention && this.#told.has(key))) continue;
      if (isMention) this.#told.set(key, now + mentionMs);
      tell(nick, words);
    }
  }

  /** Those that `text` asks for in vain. */
  #absent(text: string): readonly BotStatus[] {
    const away = this.#options.list().filter((bot) => isExpected(bot) && absenceInWords(bot, 0) !== null);
    if (away.length === 0) return away;
    const command = commandIn(text);
    // The Host's name is a word that people use.
    if (!command) return away.filter(({ name }) => name !== hostNick && namedBy(name)(text));
    return away.filter((bot) => commandOf(bot, command.name) !== undefined);
  }
}
