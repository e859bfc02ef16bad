import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../test/kits/folder.ts';
import { said } from '../../test/kits/said.ts';
import { lobby } from '../room/types.ts';
import { Fault } from '../util/result.ts';
import { openStore } from './open.ts';

let folder: Folder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.clear();
});

const open = (where: string) => openStore(where, { durability: 'full' });

describe('openStore', () => {
  it('makes the data folder, for its owner alone, and keeps the thread in it', async () => {
    const path = join(folder.path, 'a', 'data');
    const store = await open(path);
    await store.log.append([said('hi')]);
    await store.close();
    expect(statSync(path).mode & 0o777).toBe(0o700);
    const again = await open(path);
    expect(await again.log.read({ room: lobby, limit: 9 })).toHaveLength(1);
    await again.close();
    expect(readdirSync(path).sort()).toEqual(['hobnob.db', 'hobnob.lock']);
  });

  it('leaves nothing behind for the word memory', async () => {
    const store = await open('memory');
    await store.log.append([said('hi')]);
    expect(await store.log.read({ room: lobby, limit: 9 })).toHaveLength(1);
    await store.close();
    expect(existsSync('memory')).toBe(false);
  });

  it('refuses a second server on the folder', async () => {
    const store = await open(folder.path);
    await expect(open(folder.path)).rejects.toThrow(`(process ${process.pid}) is using the data folder`);
    await store.close();
  });

  it('refuses a file for a folder', async () => {
    const path = join(folder.path, 'file');
    writeFileSync(path, 'text');
    for (const where of [path, join(path, 'below')]) {
      const opening = open(where);
      await expect(opening).rejects.toBeInstanceOf(Fault);
      await expect(opening).rejects.toThrow(
        /a part of its path, is a file\. Choose another folder with --data/,
      );
    }
  });

  it('refuses a folder that may not be written', async () => {
    const path = join(folder.path, 'data');
    mkdirSync(path);
    chmodSync(path, 0o555);
    chmodSync(folder.path, 0o755);
    const opening = asNobody(() => open(path));
    await expect(opening).rejects.toThrow(/its permissions do not allow it\. Choose another folder/);
    const below = asNobody(() => open(join(path, 'below')));
    await expect(below).rejects.toThrow(/its permissions do not allow it\. Choose another folder/);
  });
});

/** Permissions do not bind root, so root steps down for the length of the call, which looks at the disk at once. */
function asNobody<T>(call: () => T): T {
  if (process.getuid?.() !== 0) return call();
  process.seteuid?.(65534);
  try {
    return call();
  } finally {
    process.seteuid?.(0);
  }
}
