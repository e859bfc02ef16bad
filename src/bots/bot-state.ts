/** How a bot is doing, for the list of bots. Pure. Times are ms UTC. */
import { never } from '../util/result.ts';

export type BotState =
  | { readonly type: 'starting'; readonly since: number }
  | { readonly type: 'running'; readonly since: number }
  | { readonly type: 'backing off'; readonly since: number; readonly until: number }
  | { readonly type: 'parked'; readonly since: number }
  | { readonly type: 'stopped'; readonly since: number; readonly by: string };

export interface BotStatus {
  readonly name: string;
  readonly about: string;
  readonly state: BotState;
  readonly lastError: { readonly message: string; readonly time: number } | null;
  /** Since the server started. */
  readonly restarts: number;
  /** Messages and joins answered since the server started. */
  readonly answers: number;
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
    case 'backing off':
      return `backing off, back in ${Math.max(0, Math.ceil((state.until - now) / 1000))} s`;
    case 'stopped':
      return `stopped by ${state.by}`;
    default:
      return never(state);
  }
}
