import type { Kind } from '../room/types.ts';

/** What a person chose for themselves; kept by the page or the terminal, never sent. */
export interface Preferences {
  /** `fold`: runs of what bots and the Host say become one row; `off`: none of it is shown. */
  readonly bots: 'on' | 'fold' | 'off';
  /** Names of those who are not heard, as they were given: of bots nothing is shown, of people one folded row. */
  readonly muted: readonly string[];
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
    muted: Array.isArray(muted) ? muted.filter((name) => typeof name === 'string') : [],
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
  return muted.length > 0 && muted.some((other) => isSameName(other, name));
}

/** The change that mutes somebody, or lets them be heard again. */
export function muting({ muted }: Preferences, name: string, isMute: boolean): Partial<Preferences> {
  const others = muted.filter((other) => !isSameName(other, name));
  return { muted: isMute ? [...others, name] : others };
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
