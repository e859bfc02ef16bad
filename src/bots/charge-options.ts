import type { JoinRequest, Listener, Seat } from '../hub/seat.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { Random } from '../util/random.ts';
import type { Manners } from './manners.ts';
import type { BotSource } from './mind/mind.ts';
import type { Places } from './places.ts';
import type { Read } from './reading-once.ts';
import type { OnBroken } from './runner-options.ts';
import type { BotShelf } from './store.ts';

/** What all bots of a room have in common. */
export interface Surroundings {
  readonly door: (request: JoinRequest, listener: Listener) => Seat;
  readonly manners: Manners;
  /** Characters in a message; what a bot says beyond is shortened. Default 4000. */
  readonly textLimit?: number;
  /** Where they are in the log. Without it none goes on where it was: for doors whose log has places of its own. */
  readonly places?: Pick<Places, 'of' | 'keep' | 'close'>;
  readonly clock: Clock;
  /** What starts a parked bot again, as the end of a sentence. Default: the command of the server's console. */
  readonly triesAgain?: (bot: string) => string;
  /**
   * What becomes of the bots, in whole sentences. Those about one have its name among the fields, as `bot`; those that
   * whoever wanted it is told besides have `told`.
   */
  readonly note: Note;
  /** What a bot logs and prints, in its own words. */
  readonly log: (bot: string, ...line: Parameters<Note>) => void;
}

export interface ChargeOptions extends Surroundings {
  readonly bot: BotSource;
  readonly kept: BotShelf;
  readonly random: Random;
  readonly read: Read;
  readonly onBroken: OnBroken;
}
