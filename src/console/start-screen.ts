import { columnsOf, terminalSafe, wrapText } from '../util/terminal-safe.ts';
import type { Place } from './place.ts';
import { pageAt } from './place.ts';
import { qrCode } from './qr-code.ts';
import { describeCommands } from './run-command.ts';

export interface StartFacts {
  readonly version: string;
  readonly place: Place;
  /** Why there is no live weather, and how there would be; null if it is on. */
  readonly weatherOff: string | null;
  /** The page will be asked for by a name that only the administrator knows. */
  readonly wantsName: boolean;
  /** What somebody should do something about, in sentences: files that do not run. */
  readonly warnings: readonly string[];
  /** Width of the output. */
  readonly columns: number;
  /** Height of the terminal; null where the output goes elsewhere. */
  readonly rows: number | null;
}

/**
 * What whoever started the server sees first. How to join comes last, so that it stands right above the prompt, where only
 * warnings are nearer.
 */
export function startScreen(facts: StartFacts): string[] {
  const { version, place, weatherOff, wantsName, warnings, columns } = facts;
  const width = Math.max(20, Math.min(columns, 100));
  const note = (text: string) => ['', ...wrapText(text, width)];
  const above = [
    `hobnob ${version} - a chat room with resident bots`,
    `The server is listening on port ${place.port}.${place.httpPort === place.port ? '' : ` The page is on port ${place.httpPort}.`}`,
    '',
    'Commands',
    ...describeCommands(width),
    ...(weatherOff === null ? [] : note(weatherOff)),
    ...(wantsName ? note('If people come by a name of yours: --hosts NAME lets the page answer to it.') : []),
    '',
  ];
  const join = joinLines(place);
  // Not wrapped: options and paths are copied from there.
  const below = warnings.map(terminalSafe);
  const gap = below.length === 0 ? [] : [''];
  return [...above, ...join, ...codeBelow([...join, ...gap, ...below], facts), ...gap, ...below, ''];
}

function joinLines(place: Place): string[] {
  const { port, httpPort, here, away } = place;
  const join = `bin/hobnob join -u NAME${httpPort === 2020 ? '' : ` -p ${httpPort}`}`;
  const classic = `a client of the original, at ${away ?? here} port ${port}`;
  if (away === null)
    return lines(pageAt(place, here), isDefault(here) ? join : `${join} -d ${here}`, classic);
  return lines(
    `${pageAt(place, away)}  (here also ${pageAt(place, here)})`,
    `${join} -d ${away}  (here without -d)`,
    classic,
  );
}

function lines(page: string, terminal: string, classic: string): string[] {
  return ['Join the room', `  browser   ${page}`, `  terminal  ${terminal}`, `  classic   ${classic}`];
}

/** Where `hobnob join` goes by itself. */
function isDefault(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1';
}

/** The page's link for a phone, where it and how to join fit on the screen with the prompt. */
function codeBelow(join: readonly string[], { place, columns, rows }: StartFacts): string[] {
  if (place.away === null || rows === null) return [];
  const code = qrCode(pageAt(place, place.away));
  const joinRows = join.reduce((sum, line) => sum + Math.ceil(columnsOf(line) / columns), 0);
  // An empty line above and below the code, and the prompt.
  const fits = code.columns + 2 <= columns && joinRows + code.lines.length + 3 <= rows;
  return fits ? ['', ...code.lines.map((line) => `  ${line}`)] : [];
}
