import { setTimeout as pause } from 'node:timers/promises';

/** How long bots may take to be gone before the rest is closed without them, ms, and how often that is looked at. */
const botsWithin = 2_000;
const lookEvery = 20;
/** Ending takes no longer than this, ms; what has not ended by then is cut off. */
const endWithin = 4_500;

/**
 * Closes all that was open, by `close`. Resolves with the exit code; ends the process where it takes too long (with 1), and
 * where threads of bots are still there when everything is closed.
 */
export async function endAll(
  code: number,
  living: ReadonlySet<unknown>,
  close: () => Promise<void>,
): Promise<number> {
  // Nobody may wait for ever: not for a client that does not hang up, and not for a disk.
  const impatience = setTimeout(() => endProcess(1, living), endWithin);
  await close();
  clearTimeout(impatience);
  if (living.size > 0) endProcess(code, living);
  return code;
}

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
function endProcess(code: number, living: ReadonlySet<unknown>): never {
  if (living.size > 0) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
