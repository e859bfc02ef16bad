import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a command with a disk of `bytes` of its own at `folder`, which exists; nobody else sees that disk. */
export function withinSmallDisk(folder: string, bytes: number): readonly string[] {
  const script = `mount -t tmpfs -o size=${bytes} none '${folder}' && exec "$@"`;
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, 'sh'];
}

/** Whether this machine lets us have such a disk: Linux, where it is not forbidden. */
export function canHaveSmallDisk(): boolean {
  const words = ['--map-root-user', '--mount', 'sh', '-c', 'mount -t tmpfs none /tmp'];
  return spawnSync('unshare', words).status === 0;
}

/** The disk that the process `pid` sees at `folder`. */
export class SmallDisk {
  /** Where it can be reached from outside. */
  readonly path: string;
  readonly #ballast: string;

  constructor(pid: number, folder: string) {
    this.path = `/proc/${pid}/root${folder}`;
    this.#ballast = join(this.path, 'ballast');
  }

  /** Leaves no byte free. */
  fill(): void {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) this.#fillBy(size);
  }

  free(): void {
    rmSync(this.#ballast);
  }

  #fillBy(size: number): void {
    for (;;) {
      try {
        writeFileSync(this.#ballast, Buffer.alloc(size), { flag: 'a' });
      } catch {
        // Full for this size; a smaller piece may still fit.
        return;
      }
    }
  }
}
