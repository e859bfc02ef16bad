import type { Entry, Message, Seq } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import type { Backstage, RehearsalOptions } from './rehearse.ts';
import { rehearse } from './rehearse.ts';
import type { Rehearsal } from './stage.ts';
import { dayOf, lineOf } from './transcript.ts';

/** Of what the bots said: how much is as it was recorded, and what is not. */
export interface Differences {
  /** As a diff: `  ` before people and what stayed, `- ` before what was recorded, `+ ` before what is said now. */
  readonly lines: readonly string[];
  readonly same: number;
  readonly gone: number;
  readonly come: number;
  /** People's words that were not allowed this time. */
  readonly refusals: readonly string[];
}

/** What bots said between one thing that a person did and the next. */
interface Exchange {
  readonly entry: Entry | null;
  readonly said: (Message & Entry)[];
}

/**
 * Plays a recorded lobby again: people do what they did when they did it, and the bots of `options` say what they say
 * now. Of the recorded bots, those of the same names are compared.
 */
export async function replay(
  recorded: readonly Entry[],
  options: Omit<RehearsalOptions, 'start' | 'store' | 'flood'>,
  backstage?: Backstage,
): Promise<Differences> {
  const entries = recorded.filter(({ room }) => room === lobby);
  const [first] = entries;
  if (!first) return { lines: [], same: 0, gone: 0, come: 0, refusals: [] };
  // What is in the log was allowed.
  const start = new Date(first.time).toISOString();
  const room = await rehearse({ ...options, start, flood: null }, backstage);
  const places = await act(room, entries);
  const names = new Set(options.bots.map(({ name }) => name.toLowerCase()));
  const before = exchangesOf(
    entries,
    (nick) => names.has(nick.toLowerCase()),
    (seq) => seq,
  );
  const now = exchangesOf(
    room.entries,
    () => true,
    (seq) => places.get(seq) ?? seq,
  );
  await room.close();
  return { ...compared(before, now), refusals: room.refusals };
}

/** Resolves with the recorded places of what people do in the rehearsal. */
async function act(room: Rehearsal, entries: readonly Entry[]): Promise<ReadonlyMap<Seq, Seq>> {
  const places = new Map<Seq, Seq>();
  const here = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'person' && entry.type !== 'opened') continue;
    await room.pass(`${Math.max(0, entry.time - room.now())}ms`);
    perform(room, entry, here);
    await room.pass('0ms');
    const place = room.entries.findLast(({ nick, type }) => nick === entry.nick && type === entry.type);
    if (place && !places.has(place.seq)) places.set(place.seq, entry.seq);
  }
  await room.settle();
  return places;
}

function perform(room: Rehearsal, entry: Entry, here: Set<string>): void {
  if (entry.type === 'opened') {
    for (const name of here) room.leave(name);
    here.clear();
  } else if (entry.type === 'message') {
    here.add(entry.nick);
    if (entry.action) room.act(entry.nick, entry.text);
    else room.say(entry.nick, entry.text);
  } else if (entry.type === 'joined') {
    here.add(entry.nick);
    room.join(entry.nick);
  } else if (entry.type === 'renamed') {
    here.delete(entry.nick);
    here.add(entry.to);
    room.rename(entry.nick, entry.to);
  } else if (entry.type === 'left' || entry.type === 'kicked') {
    here.delete(entry.nick);
    room.leave(entry.nick);
  }
}

/** By the recorded place of what people did; 0 before the first. What answers nothing belongs to what came last. */
function exchangesOf(
  entries: readonly Entry[],
  isOne: (nick: string) => boolean,
  placeOf: (seq: Seq) => Seq,
): ReadonlyMap<number, Exchange> {
  const exchanges = new Map<number, Exchange>([[0, { entry: null, said: [] }]]);
  let latest = 0;
  for (const entry of entries) {
    if (entry.kind === 'person') {
      latest = placeOf(entry.seq);
      exchanges.set(latest, { entry, said: [] });
    } else if (entry.type === 'message' && isOne(entry.nick)) {
      const answered = entry.answers === null ? undefined : exchanges.get(placeOf(entry.answers));
      (answered ?? exchanges.get(latest))?.said.push(entry);
    }
  }
  return exchanges;
}

function compared(before: ReadonlyMap<number, Exchange>, now: ReadonlyMap<number, Exchange>) {
  const lines: string[] = [];
  const counts = { same: 0, gone: 0, come: 0 };
  let day = '';
  for (const [place, { entry, said }] of before) {
    if (entry && dayOf(entry) !== day) lines.push(`  ${(day = dayOf(entry))}`);
    if (entry) lines.push(`  ${lineOf(entry)}`);
    const left = [...(now.get(place)?.said ?? [])];
    for (const old of said) {
      const at = left.findIndex(
        ({ nick, text }) => nick.toLowerCase() === old.nick.toLowerCase() && text === old.text,
      );
      if (at >= 0) left.splice(at, 1);
      counts[at >= 0 ? 'same' : 'gone'] += 1;
      lines.push(`${at >= 0 ? ' ' : '-'} ${lineOf(old)}`);
    }
    counts.come += left.length;
    for (const message of left) lines.push(`+ ${lineOf(message)}`);
  }
  return { lines, ...counts };
}
