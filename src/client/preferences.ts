/** What a person chose for themselves; kept by the page or the terminal, never sent. */
export interface Preferences {
  /** `fold`: runs of what bots say become one row; `off`: none of it is shown. */
  readonly bots: 'on' | 'fold' | 'off';
  /** Names of bots that are not shown, as they were given. */
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

/** Whether what this bot says is not shown at all. */
export function isMuted({ bots, muted }: Preferences, name: string): boolean {
  if (bots === 'off') return true;
  return muted.length > 0 && muted.some((other) => other.toLowerCase() === name.toLowerCase());
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
