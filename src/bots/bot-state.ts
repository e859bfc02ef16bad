/** How a bot is doing, for the list of bots. Pure. Times are ms UTC. */
import { never } from '../util/result.ts';
import type { Manifest } from './manifest.ts';

/** By whom those bots are stopped that nobody has started. */
export const bySettings = 'the settings';

export type BotState =
  | { readonly type: 'starting'; readonly since: number }
  | { readonly type: 'running'; readonly since: number }
  | { readonly type: 'backing off'; readonly since: number; readonly until: number }
  /** It is to start, and waits until nothing is left of its stay before. */
  | { readonly type: 'ending'; readonly since: number }
  | { readonly type: 'parked'; readonly since: number }
  | { readonly type: 'stopped'; readonly since: number; readonly by: string };

/** What became of an administrator's wish, in a sentence for them. */
export interface Outcome {
  readonly done: boolean;
  readonly message: string;
}

export interface BotError {
  readonly message: string;
  readonly time: number;
}

export interface BotStatus extends Pick<
  Manifest,
  'name' | 'about' | 'commands' | 'intervals' | 'needs' | 'operations'
> {
  readonly state: BotState;
  /** The thread of an earlier stay has not ended: it is in the middle of something that nothing can interrupt. */
  readonly isLeftOver: boolean;
  readonly lastError: BotError | null;
  /** The last of them since the server started, the newest first; at most ten. */
  readonly errors: readonly BotError[];
  /** Since the server started. */
  readonly restarts: number;
  /** Messages and joins answered since the server started. */
  readonly answers: number;
  /** Of these, those of the last minute. */
  readonly answersPerMinute: number;
  /**
   * How long the oldest message has waited that it is not done with, beyond the second that it takes to think; ms. Null
   * while it is not running.
   */
  readonly lag: number | null;
  /** Bytes that it alone holds; null while it is not running, or where nobody can tell. */
  readonly memory: number | null;
}

/** `running`, `backing off, back in 4 s`, `stopped by ann`. */
export function stateInWords(state: BotState, now: number): string {
  switch (state.type) {
    case 'starting':
    case 'running':
    case 'parked':
      return state.type;
    case 'ending':
      return 'ending, then starts again';
    case 'backing off':
      return `backing off, back in ${Math.max(0, Math.ceil((state.until - now) / 1000))} s`;
    case 'stopped':
      return `stopped by ${state.by}`;
    default:
      return never(state);
  }
}

/** Whether people in the room may expect a bot: it was started once. */
export function isExpected({ state }: Pick<BotStatus, 'state'>): boolean {
  return state.type !== 'stopped' || state.by !== bySettings;
}

/**
 * Why a bot does not answer, for people in the room; null for one that does, or is about to. What it failed with is for
 * whoever runs the server.
 */
export function absenceInWords(
  { name, state }: Pick<BotStatus, 'name' | 'state'>,
  now: number,
): string | null {
  switch (state.type) {
    case 'starting':
    case 'running':
      return null;
    case 'ending':
      return `${name} has something to finish before it can come back.`;
    case 'backing off':
      return `${name} has failed. It is back in ${secondsUntil(state.until, now)} s and answers then.`;
    case 'parked':
      return `${name} is parked: it has failed too often. Whoever runs this server can start it again.`;
    case 'stopped':
      return `${name} is not here: it was stopped by ${state.by}.`;
    default:
      return never(state);
  }
}

/** What becomes of what somebody asked a bot that failed with it, for them. */
export function failureInWords(bot: Pick<BotStatus, 'name' | 'state'>, now: number): string {
  const { name, state } = bot;
  const failed = `${name} failed at what you asked, and does not try it again.`;
  if (state.type === 'backing off') return `${failed} It is back in ${secondsUntil(state.until, now)} s.`;
  return state.type === 'parked' ? `${failed} ${absenceInWords(bot, now)}` : failed;
}

/** What becomes of what somebody asked an old version of a bot that was not done with it in time, for them. */
export function cutOffInWords({ name }: Pick<BotStatus, 'name'>): string {
  return `${name} was replaced by a new version before it was done with what you asked. Ask it again.`;
}

function secondsUntil(time: number, now: number): number {
  return Math.max(1, Math.ceil((time - now) / 1000));
}

/** `/weather PLACE`, … */
export function commandsOf({ commands }: Pick<BotStatus, 'commands'>): readonly string[] {
  return Object.entries(commands).map(([name, { args = '' }]) =>
    args === '' ? `/${name}` : `/${name} ${args}`,
  );
}
