/** How long bots may take to be gone before the rest is closed without them, ms. */
const botsWithin = 2_000;

/** Resolves when the bots are gone, or have had their time. */
export async function goneOrLate(botsGone: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, botsWithin)));
  await Promise.race([botsGone, late]);
  clearTimeout(timer);
}

/**
 * Ends the process, when all that is to be kept is on disk. `process.exit` waits for threads that are still there, and one
 * in the middle of native work, such as a hash of millions of rounds, ends for nobody: then only a signal helps.
 */
export function endProcess(code: number, living: ReadonlySet<unknown>): never {
  if (living.size > 0) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
