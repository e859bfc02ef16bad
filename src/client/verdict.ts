import { noReason } from '../room/types.ts';
import type { LinkStatus } from './state.ts';

type Ask = Extract<LinkStatus, { type: 'stopped' }>['ask'];

/** What the end of a connection means: try again by oneself (`ask` is null), or what to ask the person for. */
export interface Verdict {
  readonly ask: Ask | null;
  /** Stable: as in `closing`, or `unreachable` for a connection that was cut or never made. */
  readonly why: string;
  readonly words: string;
}

/** What has no row here may pass by itself. */
const askFor: Readonly<Record<string, Ask>> = {
  bad_name: 'name',
  name_taken: 'name',
  name_reserved: 'name',
  banned: 'reconnect',
  kicked: 'reconnect',
  version: 'reconnect',
  replaced: 'reconnect',
  protocol: 'reconnect',
  too_big: 'reconnect',
};

/** The reasons that the WebSocket's code alone tells, where nothing was said before the close (docs/wire-live.md). */
const closeCodes: Readonly<Record<number, string>> = {
  1009: 'too_big',
  4000: 'protocol',
  4001: 'version',
  4003: 'kicked',
  4004: 'flood',
  4006: 'stopping',
  4007: 'silent',
  4008: 'replaced',
};

const words: Readonly<Record<string, string>> = {
  too_big: 'something that was sent is too big',
  protocol: 'the server did not understand us',
  version: 'the server speaks another version',
  kicked: 'You were removed by the host.',
  flood: 'too many messages',
  stopping: 'the service stops',
  replaced: 'you are connected from somewhere else',
  unreachable: 'the connection was cut',
};

const removals: ReadonlyMap<string, string> = new Map([
  ['kicked', 'You were removed by the host'],
  ['flood', 'You were removed'],
]);

/** `code` is the WebSocket's, `told` that of `closing`, `reason` what either said. */
export function verdictOn(code: number, told: string | null, reason: string): Verdict {
  const why = told ?? closeCodes[code] ?? 'unreachable';
  const ask = Object.hasOwn(askFor, why) ? (askFor[why] ?? null) : null;
  return { ask, why, words: inWords(why, reason) };
}

/** The reason of a removal is no sentence of its own. */
function inWords(why: string, reason: string): string {
  if (reason === '' || reason === noReason) return words[why] ?? why;
  const removal = removals.get(why);
  return removal === undefined ? reason : `${removal}: ${reason}`;
}
