import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Folder {
  readonly path: string;
  clear(): void;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'hobnob-test-'));
  return {
    path,
    clear: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
