import type { BotCommand } from '../room/types.ts';
import { commandOf } from './commands.ts';
import type { Manifest } from './manifest.ts';

/** Which of its commands a bot answers: in a room each has one owner, which the room tells. */
export class OwnCommands {
  /** All that are answered in the room. */
  #all: readonly BotCommand[] = [];
  #others: ReadonlyMap<string, string> = new Map();

  told(all: readonly BotCommand[]): void {
    this.#all = all;
  }

  /** Those of `bot`, which is called `nick` in the room, that another one has, with whose they are. */
  othersOf(bot: Manifest, nick: string): ReadonlyMap<string, string> {
    const others = this.#all.filter(
      (command) => command.bot !== nick && commandOf(bot, command.name) !== undefined,
    );
    this.#others = new Map(others.map((command) => [command.name, command.bot]));
    return this.#others;
  }

  /** The bot with the commands that it answers. */
  of(bot: Manifest): Manifest {
    if (this.#others.size === 0) return bot;
    const own = Object.entries(bot.commands).filter(([name]) => !this.#others.has(name));
    return { ...bot, commands: Object.fromEntries(own) };
  }
}
