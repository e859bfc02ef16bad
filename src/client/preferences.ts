import type { Kind } from '../room/types.ts';

/** What somebody is called, and was before while they were muted: the present name first. As they were given. */
export type Names = readonly [string, ...string[]];

/** What a person chose for themselves; kept by the page or the terminal, never sent. */
export interface Preferences {
  /** `fold`: runs of what bots and the Host say become one row; `off`: none of it is shown. */
  readonly bots: 'on' | 'fold' | 'off';
  /** Those who are not heard: of bots nothing is shown, of people one folded row. */
  readonly muted: readonly Names[];
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
    muted: Array.isArray(muted) ? muted.flatMap(namesIn) : [],
    comings: oneOf(comings, ['show', 'fold', 'hide']) ?? defaultPreferences.comings,
    typing: typeof typing === 'boolean' ? typing : defaultPreferences.typing,
  };
}

/** Whoever speaks. */
interface Speaker {
  readonly nick: string;
  readonly kind: Kind;
}

/** Whether what they say is neither read, nor counted, nor heard. */
export function isMuted(preferences: Preferences, { nick, kind }: Speaker): boolean {
  return (preferences.bots === 'off' && kind !== 'person') || isNamedMuted(preferences, nick);
}

/** Whether somebody was muted by name, whoever has it. */
export function isNamedMuted({ muted }: Preferences, name: string): boolean {
  return muted.some((names) => hasName(names, name));
}

/** All names of whoever was muted by this one. */
export function namesOfMuted({ muted }: Preferences, name: string): Names | undefined {
  return muted.find((names) => hasName(names, name));
}

/** "Lou (earlier Larissa)". */
export function namesInWords([name, ...earlier]: Names): string {
  return earlier.length === 0 ? name : `${name} (earlier ${earlier.join(', ')})`;
}

/** The change that mutes somebody, or lets them be heard again, under all their names. */
export function muting({ muted }: Preferences, name: string, isMute: boolean): Partial<Preferences> {
  const others = muted.filter((names) => !hasName(names, name));
  return { muted: isMute ? [...others, [name]] : others };
}

/** Whoever was muted as `name` is called `to` now. */
export function mutedRenamed({ muted }: Preferences, name: string, to: string): Partial<Preferences> {
  const renamed = (names: Names): Names => [to, ...names.filter((other) => !isSameName(other, to))];
  return { muted: muted.map((names) => (hasName(names, name) ? renamed(names) : names)) };
}

function hasName(names: Names, name: string): boolean {
  return names.some((other) => isSameName(other, name));
}

/** A name alone is of one who has no other. */
function namesIn(kept: unknown): Names[] {
  const list: unknown[] = Array.isArray(kept) ? kept : [kept];
  const [name, ...earlier] = list.filter((each) => typeof each === 'string');
  return name === undefined ? [] : [[name, ...earlier]];
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
