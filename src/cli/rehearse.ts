import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import type { Bot } from '../bots/bot.ts';
import type { Manners } from '../bots/manners.ts';
import { residentBots } from '../bots/resident-bots.ts';
import type { Selection } from '../config-values.ts';
import { storedEntries } from '../log/sqlite/scan.ts';
import { play } from '../rehearsal/play.ts';
import type { Differences } from '../rehearsal/replay.ts';
import { replay } from '../rehearsal/replay.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import type { WeatherCue } from '../rehearsal/script.ts';
import { parseScript } from '../rehearsal/script.ts';
import { Fault, messageOf } from '../util/result.ts';
import type { ForecastSource } from '../weather/met/types.ts';
import { openPlaces } from '../weather/places.ts';
import type { Forecasts, Step } from '../weather/types.ts';
import { loadBots } from './bot-files.ts';
import { chooseBots } from './choose-bots.ts';
import { placeTable } from './place-table.ts';
import { misused, type Misused, wrongValue } from './settings.ts';
import { version } from './version.ts';

export interface RehearsalAsked {
  /** A script, or the data folder whose lobby is played again. */
  readonly what: { readonly type: 'script' | 'log'; readonly path: string };
  readonly seed: number;
  readonly bots: Selection;
  readonly manners: Manners;
  /** Pause between two starters of the Host in seconds; 0 keeps it silent. */
  readonly hostEvery: number;
}

/** The day of a script that names none. */
const someDay = '2026-01-05';
const hour = 3_600_000;
/** Hours of weather, more than Weather_Bot ever tells of. */
const horizon = 240;

/** Prints the transcript of a script, or how a recorded room would differ. Resolves with the exit code. */
export async function runRehearsal(
  asked: RehearsalAsked,
  out: Writable,
  complain: (line: string) => void,
): Promise<number | Misused> {
  return asked.what.type === 'script' ? runScript(asked, out, complain) : runLog(asked, out, complain);
}

async function runScript(asked: RehearsalAsked, out: Writable, complain: (line: string) => void) {
  const { path } = asked.what;
  const script = parseScript(textOf(path), basename(path), someDay);
  if ('type' in script) return misused(script.faults.join('\n'));
  const cast = await castOf(asked, skyOf(script.weather, script.start));
  const chosen = await chooseBots(asked.bots, cast, loadBots);
  if (typeof chosen === 'string') return wrongValue('--bots', chosen);
  chosen.faults.forEach(complain);
  const start = new Date(script.start).toISOString();
  const room = await rehearse({ ...asked, bots: chosen.bots, start }, { openTable });
  const faults = await play(room, script);
  out.write(room.transcript());
  for (const fault of faults) complain(`${basename(path)}: ${fault}`);
  for (const line of [...room.refusals, ...room.notes]) complain(line);
  await room.close();
  return faults.length > 0 ? 1 : 0;
}

async function runLog(asked: RehearsalAsked, out: Writable, complain: (line: string) => void) {
  const entries = [...storedEntries(asked.what.path)].flat();
  const cast = await castOf(asked, skyOf([], 0));
  const chosen = await chooseBots(asked.bots, cast, loadBots);
  if (typeof chosen === 'string') return wrongValue('--bots', chosen);
  chosen.faults.forEach(complain);
  const differences = await replay(entries, { ...asked, bots: chosen.bots }, { openTable });
  out.write(differences.lines.map((line) => `${line}\n`).join(''));
  out.write(`${summaryOf(differences)}\n`);
  for (const line of differences.refusals) complain(line);
  return 0;
}

function openTable() {
  return openPlaces(placeTable());
}

function summaryOf({ same, gone, come }: Differences): string {
  return `${same} as recorded, ${gone} not said any more, ${come} said instead or besides.`;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new Fault(`The script cannot be read (${messageOf(thrown)}).`);
  }
}

/** Everyone who may be in a rehearsal, with the weather that it has. */
function castOf({ hostEvery }: RehearsalAsked, forecasts: ForecastSource): Promise<readonly Bot[]> {
  const host = { everySeconds: hostEvery, always: false, starters: [] };
  const weather = { enabled: false, contact: null, url: '', version, units: 'metric' } as const;
  return residentBots({ host, weather, assistant: null }, forecasts);
}

/** The same weather all the time, as a script has it for each place. */
function skyOf(cues: readonly WeatherCue[], start: number): ForecastSource {
  const sky: Forecasts = {
    async forecast(place) {
      const own = cues.findLast((cue) => cue.place?.toLowerCase() === place.name.toLowerCase());
      const cue = own ?? cues.findLast((each) => each.place === null);
      if (!cue) {
        const message =
          'There is no weather in this rehearsal; its script may tell some: weather: 7 °C, 92 % cloud';
        return { trouble: 'switched_off', message };
      }
      const first = start - (start % hour);
      const steps = Array.from({ length: horizon }, (_, index) => stepOf(cue, first + index * hour));
      return { place, issuedAt: start, staleSince: null, steps };
    },
  };
  return { hosts: [], open: () => sky };
}

function stepOf({ temperature, cloud }: WeatherCue, time: number): Step {
  const symbol =
    cloud < 13 ? 'clearsky_day' : cloud < 38 ? 'fair_day' : cloud < 87 ? 'partlycloudy_day' : 'cloudy';
  const next = { hours: 1, symbol, precipitation: 0 };
  return { time, temperature, cloud, humidity: null, wind: null, windFrom: null, next };
}
