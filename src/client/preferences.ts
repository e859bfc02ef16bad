import type { Kind } from '../room/types.ts';

/** A name of somebody who is not heard, and when they had it, ms UTC; null: ever since, and still. */
export interface MutedName {
  readonly name: string;
  readonly from: number | null;
  readonly until: number | null;
}

/** Somebody who is not heard, by what they are called, and were before while they were muted: the present name first. */
export type MutedPerson = readonly [MutedName, ...MutedName[]];

/** What a person chose for themselves; kept by the page or the terminal, never sent. */
export interface Preferences {
  /** `fold`: runs of what bots and the Host say become one row; `off`: none of it is shown. */
  readonly bots: 'on' | 'fold' | 'off';
  /** Those who are not heard: of bots nothing is shown, of people one folded row. */
  readonly muted: readonly MutedPerson[];
  /** Who comes and goes: every one of them, runs folded into one row, or nothing. */
  readonly comings: 'show' | 'fold' | 'hide';
  /** Tells others that one is writing. */
  readonly typing: boolean;
}

export const defaultPreferences: Preferences = { bots: 'on', muted: [], comings: 'fold', typing: true };

/** Reads what was kept (any JSON value); what is missing or odd is as by default. */
export function readPreferences(kept: unknown): Preferences {
  if (typeof kept !== 'object' || kept === null) return defaultPreferences;
  const { bots, muted, comings, typing } = kept as Readonly<Record<string, unknown>>;
  return {
    bots: oneOf(bots, ['on', 'fold', 'off']) ?? defaultPreferences.bots,
    muted: Array.isArray(muted) ? muted.flatMap(personIn) : [],
    comings: oneOf(comings, ['show', 'fold', 'hide']) ?? defaultPreferences.comings,
    typing: typeof typing === 'boolean' ? typing : defaultPreferences.typing,
  };
}

/** Whoever speaks, and when: now where no time is given. */
interface Speaker {
  readonly nick: string;
  readonly kind: Kind;
  readonly time?: number;
}

/** So many names of one person are kept. */
const mostNames = 20;

/** Whether what they say is neither read, nor counted, nor heard. */
export function isMuted(preferences: Preferences, { nick, kind, time }: Speaker): boolean {
  return (preferences.bots === 'off' && kind !== 'person') || isNamedMuted(preferences, nick, time);
}

/** Whether somebody was muted by name, who had it at this time; now where none is given. */
export function isNamedMuted(preferences: Preferences, name: string, time?: number): boolean {
  return mutedAs(preferences, name, time) !== undefined;
}

/** Who that is. Somebody else may have a name that they have given up. */
export function mutedAs({ muted }: Preferences, name: string, time = Infinity): MutedPerson | undefined {
  return muted.find((names) => names.some((each) => isSameName(each.name, name) && isThen(each, time)));
}

/** Who is muted under a name that they have or, rather than nobody, had. */
export function mutedOnce(preferences: Preferences, name: string): MutedPerson | undefined {
  const { muted } = preferences;
  const had = (names: MutedPerson) => names.some((each) => isSameName(each.name, name));
  return mutedAs(preferences, name) ?? muted.find(had);
}

/** "Lou (earlier Larissa)". */
export function namesInWords([present, ...others]: MutedPerson): string {
  const earlier = [...new Set(others.map(({ name }) => name))].filter((name) => name !== present.name);
  return earlier.length === 0 ? present.name : `${present.name} (earlier ${earlier.join(', ')})`;
}

/** The same for nobody else on the list, also where two have one name now. */
export function keyOfMuted(person: MutedPerson): string {
  return JSON.stringify(person);
}

/** The change that mutes whoever has this name. */
export function muting(preferences: Preferences, name: string): Partial<Preferences> {
  if (isNamedMuted(preferences, name)) return {};
  return { muted: [...preferences.muted, [{ name, from: null, until: null }]] };
}

/** The change that lets somebody be heard again, under all their names. */
export function unmuting({ muted }: Preferences, person: MutedPerson): Partial<Preferences> {
  return { muted: muted.filter((each) => each !== person) };
}

/** Whoever has the name `nick` is called `to` from a time on: the old name may be somebody else's then. */
export function mutedRenamed(
  preferences: Preferences,
  nick: string,
  to: string,
  time: number,
): Partial<Preferences> {
  const person = mutedAs(preferences, nick);
  if (!person) return {};
  const [present, ...earlier] = person;
  const renamed: MutedPerson = [
    { name: to, from: time, until: null },
    ...[{ ...present, until: time }, ...earlier].slice(0, mostNames - 1),
  ];
  return { muted: preferences.muted.map((each) => (each === person ? renamed : each)) };
}

function isThen({ from, until }: MutedName, time: number): boolean {
  return time >= (from ?? -Infinity) && time <= (until ?? Infinity);
}

/** A name alone is of one who has no other. */
function personIn(kept: unknown): MutedPerson[] {
  const list: unknown[] = Array.isArray(kept) ? kept : [kept];
  const [first, ...earlier] = list;
  const [present] = typeof first === 'string' ? [{ name: first, from: null, until: null }] : nameIn(first);
  return present ? [[present, ...earlier.flatMap(nameIn)]] : [];
}

function nameIn(kept: unknown): MutedName[] {
  if (typeof kept !== 'object' || kept === null) return [];
  const { name, from, until } = kept as Readonly<Record<string, unknown>>;
  const timeIn = (value: unknown) => (typeof value === 'number' ? value : null);
  return typeof name === 'string' ? [{ name, from: timeIn(from), until: timeIn(until) }] : [];
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
