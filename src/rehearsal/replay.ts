import type { Entry, Message, Seq } from '../room/types.ts';
import { hostNick, lobby } from '../room/types.ts';
import type { Backstage, RehearsalOptions } from './rehearse.ts';
import { rehearse } from './rehearse.ts';
import type { Rehearsal } from './stage.ts';
import { dayOf, lineOf } from './transcript.ts';

/** Of what the bots said: how much is as it was recorded, and what is not. */
export interface Differences {
  /**
   * As a diff: `  ` before people and what stayed, `- ` before what was recorded, `+ ` before what is said now, which stands
   * below what it replaces: what the same bot answered to the same message. Times are the recorded ones, with `+` the
   * rehearsal's.
   */
  readonly lines: readonly string[];
  readonly same: number;
  readonly gone: number;
  readonly come: number;
  /** People's words that were not allowed this time. */
  readonly refusals: readonly string[];
}

/** What a room that is played again has of whoever does that. */
export interface PlayedAgain extends Omit<Backstage, 'isRecorded'> {
  /** People have done so many things again, of all that they did. */
  readonly onAct?: (done: number, all: number) => void;
}

type Said = Message & Entry;

/** What bots said between one thing that a person did and the next. */
interface Exchange {
  readonly entry: Entry | null;
  readonly said: Said[];
}

/**
 * Plays a recorded lobby again: people do what they did when they did it, and the bots of `options` say what they say
 * now, within the limits of a server; what people did was allowed. Of the recorded bots, those of the same names are compared;
 * what the Host says of its own accord is shown as it was recorded and not compared: that comes by the clock, or from whoever
 * ran the room.
 */
export async function replay(
  recorded: readonly Entry[],
  options: Omit<RehearsalOptions, 'start' | 'store'>,
  { onAct = () => undefined, ...backstage }: PlayedAgain = {},
): Promise<Differences> {
  const entries = recorded.filter(({ room }) => room === lobby);
  const [first] = entries;
  if (!first) return { lines: [], same: 0, gone: 0, come: 0, refusals: [] };
  const start = new Date(first.time).toISOString();
  const room = await rehearse({ ...options, start }, { ...backstage, isRecorded: true });
  const places = await act(room, entries, onAct);
  const names = new Set([...options.bots.map(({ name }) => name.toLowerCase()), hostNick.toLowerCase()]);
  const before = exchangesOf(
    entries,
    ({ nick }) => names.has(nick.toLowerCase()),
    (seq) => seq,
  );
  const now = exchangesOf(
    room.entries,
    (entry) => !isUnasked(entry),
    (seq) => places.get(seq),
  );
  await room.close();
  return { ...compared(before, now), refusals: room.refusals };
}

/** Resolves with the recorded places of what people do in the rehearsal. */
async function act(
  room: Rehearsal,
  entries: readonly Entry[],
  onAct: NonNullable<PlayedAgain['onAct']>,
): Promise<ReadonlyMap<Seq, Seq>> {
  const places = new Map<Seq, Seq>();
  const here = new Set<string>();
  const all = entries.filter(({ kind }) => kind === 'person').length;
  let done = 0;
  for (const entry of entries) {
    if (entry.kind !== 'person' && entry.type !== 'opened') continue;
    await room.pass(`${Math.max(0, entry.time - room.now())}ms`);
    perform(room, entry, here);
    if (entry.kind === 'person') onAct(++done, all);
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
  isOne: (entry: Said) => boolean,
  placeOf: (seq: Seq) => Seq | undefined,
): ReadonlyMap<number, Exchange> {
  const exchanges = new Map<number, Exchange>([[0, { entry: null, said: [] }]]);
  let latest = 0;
  for (const entry of entries) {
    const place = entry.kind === 'person' ? placeOf(entry.seq) : undefined;
    if (place !== undefined) {
      latest = place;
      exchanges.set(latest, { entry, said: [] });
    } else if (entry.type === 'message' && entry.kind !== 'person' && isOne(entry)) {
      const answered = entry.answers === null ? undefined : placeOf(entry.answers);
      (exchanges.get(answered ?? latest) ?? exchanges.get(latest))?.said.push(entry);
    }
  }
  return exchanges;
}

function isUnasked({ kind, answers }: Said): boolean {
  return kind === 'host' && answers === null;
}

function compared(before: ReadonlyMap<number, Exchange>, now: ReadonlyMap<number, Exchange>) {
  const lines: string[] = [];
  const counts = { same: 0, gone: 0, come: 0 };
  let day = '';
  for (const [place, { entry, said }] of before) {
    if (entry && dayOf(entry) !== day) lines.push(`  ${(day = dayOf(entry))}`);
    if (entry) lines.push(`  ${lineOf(entry)}`);
    const left = [...(now.get(place)?.said ?? [])];
    const stayed = new Set(said.filter((old) => isUnasked(old) || take(left, old, saysTheSame)));
    for (const old of said) {
      lines.push(`${stayed.has(old) ? ' ' : '-'} ${lineOf(old)}`);
      if (isUnasked(old)) continue;
      counts[stayed.has(old) ? 'same' : 'gone'] += 1;
      const instead = stayed.has(old) ? undefined : take(left, old, isInItsPlace);
      if (instead) lines.push(`+ ${lineOf(instead)}`);
      if (instead) counts.come += 1;
    }
    counts.come += left.length;
    for (const message of left) lines.push(`+ ${lineOf(message)}`);
  }
  return { lines, ...counts };
}

/** Takes the first out of `left` that is like `old`. */
function take(left: Said[], old: Said, isLike: (one: Said, other: Said) => boolean): Said | undefined {
  const at = left.findIndex((each) => isLike(each, old));
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function saysTheSame(one: Said, other: Said): boolean {
  return isOneBots(one, other) && one.text === other.text;
}

/** What one bot answered, or said of its own accord. */
function isInItsPlace(one: Said, other: Said): boolean {
  return isOneBots(one, other) && (one.answers === null) === (other.answers === null);
}

function isOneBots(one: Said, other: Said): boolean {
  return one.nick.toLowerCase() === other.nick.toLowerCase();
}
