/** Messages in, a line each; what a bot understands of each out, as a line of JSON. */
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { pipeline } from 'node:stream/promises';
import { reasonsFor } from '../understanding/because.ts';
import { placeCandidates } from '../understanding/place-candidates.ts';
import { partsOf } from '../understanding/place-parts.ts';
import type { Slot } from '../understanding/slots.ts';
import type { LocalTime, PlaceMention } from '../understanding/types.ts';
import { understand } from '../understanding/understand.ts';
import { wallClock } from '../util/local-time.ts';
import { openPlaces } from '../weather/places.ts';
import { type Resolved, resolvePlace } from '../weather/resolve-place.ts';
import { placeTable } from './place-table.ts';
import { isReaderGone } from './reader-gone.ts';

/** Characters of a line; what comes after is dropped. Of what is left, no more is read than of any message. */
const longestLine = 1_048_576;
/** Places remembered, so that what is asked often is looked up once. */
const mostRemembered = 20_000;

/**
 * Writes a line for each line of `input`, in order, at the reader's pace; `out` stays open. A reader that goes away is
 * no failure. Rejects when the table of places cannot be read.
 */
export async function understandMessages(
  input: Readable,
  out: Writable,
  { slots }: { readonly slots: boolean },
): Promise<void> {
  const places = openPlaces(placeTable());
  // What is said of other things is full of names that are none: only the name as it was written may be a place there.
  const resolve = remembering((mention, weather) => {
    return resolvePlace(places, placeCandidates(mention).slice(0, weather ? 16 : 1), weather);
  });
  const reader: Reader = { resolve, slotsIn: slots ? await openSlots() : null };
  try {
    await pipeline(input, (chunks: AsyncIterable<Buffer>) => answers(chunks, reader), out, { end: false });
  } catch (thrown) {
    if (!isReaderGone(thrown)) throw thrown;
  } finally {
    places.close();
  }
}

type Resolve = (mention: PlaceMention, weather: boolean) => Resolved | null;

interface Reader {
  readonly resolve: Resolve;
  readonly slotsIn: ((text: string) => readonly Slot[]) | null;
}

async function openSlots(): Promise<(text: string) => readonly Slot[]> {
  const { slotReader } = await import('../understanding/slots.ts');
  const { default: model } = await import('../understanding/slot-model.json', { with: { type: 'json' } });
  return slotReader(model);
}

async function* answers(chunks: AsyncIterable<Buffer>, reader: Reader): AsyncGenerator<string> {
  const clock = wallClock(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    const now = clock(Date.now());
    if (lines.length > 0)
      yield lines.map((line) => understoodLine(line.replace(/\r$/, ''), now, reader)).join('');
  }
  rest += decoder.end();
  if (rest !== '') yield understoodLine(rest, clock(Date.now()), reader);
}

/** One message as a line of JSON. `weather` is whether Weather_Bot takes it up. */
function understoodLine(text: string, now: LocalTime, { resolve, slotsIn }: Reader): string {
  const understood = understand(text, now);
  const { kind, place, time, condition } = understood;
  const weather = understood.subject === 'weather';
  const resolved = place === null ? null : resolve(place, weather);
  return `${JSON.stringify({
    text,
    kind,
    subject: understood.subject,
    weather,
    place: place === null ? null : { text: place.text, ...partsOf(asKnown(place, resolved)) },
    resolved: resolved === null ? null : shown(resolved),
    time: time === null ? null : { text: time.text, from: time.from, to: time.to },
    condition: condition?.condition ?? null,
    because: [...reasonsFor(understood), ...doubtsOf(resolved, weather ? place : null)],
    ...(slotsIn === null ? {} : { slots: slotsIn(text).map((slot) => inCodePoints(slot, text)) }),
  })}\n`;
}

/** What ends in "park" or the like is a town all the same if the table has one of that name. */
function asKnown(place: PlaceMention, resolved: Resolved | null): PlaceMention {
  const around = resolved?.reading.around;
  if (around !== undefined && place.within === null)
    return { ...place, type: 'sight', name: around, within: resolved?.reading.name ?? null };
  const town = resolved?.reading.name === place.name && !resolved.misspelt;
  return place.type === 'sight' && town ? { ...place, type: 'settlement' } : place;
}

function shown({ place: { name, admin, country, lat, lon } }: Resolved) {
  return { name, admin, country, lat, lon };
}

function doubtsOf(resolved: Resolved | null, named: PlaceMention | null): readonly string[] {
  if (resolved === null) return named === null ? [] : [`no coordinates are known of “${named.text}”`];
  const { place, reading, misspelt, ignored } = resolved;
  if (reading.around !== undefined)
    return [`no coordinates are known of “${reading.around}”, only those of ${place.name}`];
  const slip = misspelt ? [`“${reading.name}” is one slip away from ${place.name}`] : [];
  const strange = ignored === null ? [] : [`no “${reading.name}” is known in “${ignored}”, only elsewhere`];
  return [...slip, ...strange];
}

function inCodePoints({ entity, text, start, end }: Slot, message: string) {
  const before = codePoints(message.slice(0, start));
  return { entity, text, start: before, end: before + codePoints(message.slice(start, end)) };
}

function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}

/** Forgets everything when it is full: messages repeat themselves within a while, if at all. */
function remembering(resolve: Resolve): Resolve {
  const known = new Map<string, Resolved | null>();
  return (mention, weather) => {
    const key = `${mention.name}\n${mention.within ?? ''}\n${String(weather)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const resolved = resolve(mention, weather);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, resolved);
    return resolved;
  };
}
