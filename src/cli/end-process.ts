import { setTimeout as pause } from 'node:timers/promises';

/** How long bots may take to be gone before the rest is closed without them, ms, and how often that is looked at. */
const botsWithin = 2_000;
const lookEvery = 20;

/** Resolves when the bots and all their threads are gone, or have had their time. */
export async function goneOrLate(botsGone: Promise<void>, living: ReadonlySet<unknown>): Promise<void> {
  const late = performance.now() + botsWithin;
  await Promise.race([botsGone, pause(botsWithin, undefined, { ref: false })]);
  while (living.size > 0 && performance.now() < late) await pause(lookEvery);
}

/**
 * Ends the process, when all that is to be kept is on disk. `process.exit` waits for threads that are still there, and one
 * in the middle of native work, such as a hash of millions of rounds, ends for nobody: then only a signal helps.
 */
export function endProcess(code: number, living: ReadonlySet<unknown>): never {
  if (living.size > 0) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
