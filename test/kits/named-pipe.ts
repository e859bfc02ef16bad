import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './folder.ts';

/** A pipe in which whoever opens it to read waits, in the system's own code, until it is released. */
export function namedPipe() {
  const folder = temporaryFolder();
  const path = join(folder.path, 'pipe');
  execFileSync('mkfifo', [path]);
  let held: number | null = null;
  // Opened for both, which waits for nobody; held open, so that whoever comes later does not wait either.
  const release = () => void (held ??= openSync(path, 'r+'));
  onTestFinished(() => {
    release();
    if (held !== null) closeSync(held);
    folder.clear();
  });
  return { path, release };
}
