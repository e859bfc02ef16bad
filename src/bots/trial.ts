import type { BotSource } from './mind/mind.ts';

/** A new version that has gone on for so long is one to go back to, ms. */
export const trialMs = 10_000;

/** A new version of a bot in its first seconds. */
export interface Trial {
  /** The last version that was not on trial. */
  readonly before: BotSource;
  /** ms UTC */
  readonly until: number;
}

/** Another version takes the place of `running` at `now` (ms UTC), which may be on `trial` itself. */
export function trialAfter(running: BotSource, trial: Trial | null, now: number): Trial {
  return { before: versionBefore(trial, now) ?? running, until: now + trialMs };
}

/** What to go back to when the version on trial fails at `now`, ms UTC. Null when it is over. */
export function versionBefore(trial: Trial | null, now: number): BotSource | null {
  return trial && now < trial.until ? trial.before : null;
}
