/** An evening as a person writes it down: who does what, and when. From text to values; runs nothing. */
import { durationMs } from '../util/duration.ts';

/** When something is done: at a moment (ms UTC), so long after what came before, or once everybody has answered. */
export type When =
  | { readonly type: 'at'; readonly time: number }
  | { readonly type: 'after'; readonly ms: number }
  | { readonly type: 'next' };

export type Act =
  | { readonly type: 'join' | 'leave'; readonly name: string }
  | { readonly type: 'say'; readonly name: string; readonly text: string }
  | { readonly type: 'rename'; readonly name: string; readonly to: string }
  | { readonly type: 'kick'; readonly name: string; readonly reason: string }
  | { readonly type: 'stop' | 'start' | 'restart'; readonly bot: string }
  /** Nothing but that the time comes. */
  | { readonly type: 'end' };

export interface Cue {
  readonly line: number;
  readonly when: When;
  readonly act: Act;
}

/** What one weather line says of everywhere, or of one place. */
export interface WeatherCue {
  /** Null: wherever no line names the place. */
  readonly place: string | null;
  /** °C */
  readonly temperature: number;
  /** Percent of the sky. */
  readonly cloud: number;
}

export interface Script {
  /** ms UTC. */
  readonly start: number;
  readonly weather: readonly WeatherCue[];
  readonly cues: readonly Cue[];
}

/** What is wrong with a script, a sentence for each line that is. */
export interface Unplayable {
  readonly type: 'unplayable';
  readonly faults: readonly string[];
}

const acts =
  '"NAME: TEXT", "NAME joins", "NAME leaves", "NAME is now called NAME", "kick NAME REASON", "stop BOT", "start BOT", "restart BOT" or "end"';
const times = 'a time such as 18:00 or 18:00:30, or +30s, +5m, +1h after the line before';
const heads = '"on 2026-01-05" or "weather: 7 °C, 92 % cloud" or "weather in Oslo: 7 °C, 92 % cloud"';

const name = String.raw`([^\s:]+)`;
const spoken = new RegExp(`^${name}:\\s*(\\S.*)$`, 'u');
const moved = new RegExp(`^${name}\\s+(joins|leaves)$`, 'u');
const renamed = new RegExp(`^${name}\\s+is now called\\s+${name}$`, 'u');
const ordered = new RegExp(`^(stop|start|restart)\\s+${name}$`, 'u');
const weatherLine =
  /^weather(?:\s+in\s+([^:]+?))?:\s*(-?\d+(?:\.\d+)?)\s*°?\s*C\s*,\s*(\d+(?:\.\d+)?)\s*%(?:\s+clouds?)?$/iu;
const dayMs = 86_400_000;

/** `title` begins every fault: the name of the file. The evening begins at its first time; `day` is when no line says. */
export function parseScript(text: string, title: string, day: string): Script | Unplayable {
  const faults: string[] = [];
  const weather: WeatherCue[] = [];
  const cues: Cue[] = [];
  let midnight = Date.parse(`${day}T00:00Z`);
  let latest: number | null = null;
  let start: number | null = null;
  for (const [index, raw] of text.split(/\r\n|\r|\n/u).entries()) {
    const line = raw.trim();
    const fault = (sentence: string) => void faults.push(`${title}:${index + 1}: ${sentence}`);
    if (line === '' || line.startsWith('#')) continue;
    const sky = weatherOf(line);
    const date = /^on\s+(\d{4}-\d\d-\d\d)$/u.exec(line)?.[1];
    if (sky) weather.push(sky);
    else if (/^weather(\s+in\b[^:]*)?:/iu.test(line)) fault(`"${line}" is no weather: a line is ${heads}`);
    else if (date !== undefined) {
      const found = Date.parse(`${date}T00:00Z`);
      if (Number.isNaN(found)) fault(`${date} is no day`);
      else if (cues.length > 0) fault('the day comes before the first thing that is done');
      else midnight = found;
    } else {
      const cue = cueOf(line, index + 1, midnight);
      if (typeof cue === 'string') fault(cue);
      else if (cue.when.type === 'at' && latest !== null && cue.when.time < latest) {
        fault('that is earlier than the line before; after midnight go on with +10m');
      } else {
        if (cue.when.type === 'at') latest = cue.when.time;
        start ??= cue.when.type === 'at' ? cue.when.time : midnight;
        cues.push(cue);
      }
    }
  }
  if (faults.length > 0) return { type: 'unplayable', faults };
  return { start: start ?? midnight, weather, cues };
}

function cueOf(line: string, number: number, midnight: number): Cue | string {
  const [, clock, after, rest = ''] = /^(?:(\d[\d:.]*)|(\+\S+))\s*(.*)$/u.exec(line) ?? [, , , line];
  const when = whenOf(clock, after, midnight);
  if (when === null) return `"${clock ?? after ?? ''}" is no time: ${times}`;
  const act = actOf(rest);
  if (act) return { line: number, when, act };
  const place = when.type === 'next' ? `a line is ${heads}; or what is done, after` : 'after a time comes';
  const what = when.type === 'next' ? `${times} (or none: when everyone has answered): ${acts}` : acts;
  return `"${rest}" is nothing that can be done: ${place} ${what}`;
}

function whenOf(clock: string | undefined, after: string | undefined, midnight: number): When | null {
  if (after !== undefined) {
    const ms = durationMs(after.slice(1));
    return ms === null ? null : { type: 'after', ms };
  }
  if (clock === undefined) return { type: 'next' };
  const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/u.exec(clock) ?? [];
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  const ms = (h * 3600 + m * 60 + s) * 1000;
  return h < 24 && m < 60 && s < 60 && ms < dayMs ? { type: 'at', time: midnight + ms } : null;
}

function actOf(text: string): Act | null {
  const [, speaker, said] = spoken.exec(text) ?? [];
  if (speaker !== undefined && said !== undefined) return { type: 'say', name: speaker, text: said };
  const [, person, how] = moved.exec(text) ?? [];
  if (person !== undefined) return { type: how === 'joins' ? 'join' : 'leave', name: person };
  const [, before, after] = renamed.exec(text) ?? [];
  if (before !== undefined && after !== undefined) return { type: 'rename', name: before, to: after };
  const [, order, bot] = ordered.exec(text) ?? [];
  if (bot !== undefined) return { type: order as 'stop' | 'start' | 'restart', bot };
  const [, removed, reason = ''] = /^kick\s+([^\s:]+)(?:\s+(\S.*))?$/u.exec(text) ?? [];
  if (removed !== undefined) return { type: 'kick', name: removed, reason };
  return text === 'end' ? { type: 'end' } : null;
}

function weatherOf(line: string): WeatherCue | null {
  const [, place = null, temperature, cloud] = weatherLine.exec(line) ?? [];
  if (temperature === undefined) return null;
  return { place, temperature: Number(temperature), cloud: Math.min(100, Number(cloud)) };
}
