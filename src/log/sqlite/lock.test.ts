import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { Fault } from '../../util/result.ts';
import { lockFolder } from './lock.ts';

let folder: Folder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.clear();
});

describe('a data folder', () => {
  it('has one server at a time; the second is told which process that is and what to do', () => {
    const unlock = lockFolder(folder.path);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => lockFolder(folder.path)).toThrow(
        `Another hobnob server (process ${process.pid}) is using the data folder ${folder.path}. ` +
          'Talk to it with `bin/hobnob admin`, or start this one with another --data.',
      );
    }
    unlock();
  });

  it('is free once the server has released it, however often', () => {
    const unlock = lockFolder(folder.path);
    unlock();
    unlock();
    expect(existsSync(join(folder.path, 'hobnob.pid'))).toBe(false);
    const again = lockFolder(folder.path);
    unlock();
    expect(() => lockFolder(folder.path)).toThrow('Another hobnob server');
    again();
  });

  it('is free again when the lock could not be completed', () => {
    const pidFile = join(folder.path, 'hobnob.pid');
    mkdirSync(pidFile);
    expect(() => lockFolder(folder.path)).toThrow(Fault);
    rmdirSync(pidFile);
    lockFolder(folder.path)();
  });

  it('is independent of others', () => {
    const other = temporaryFolder();
    const unlock = lockFolder(folder.path);
    const unlockOther = lockFolder(other.path);
    unlock();
    unlockOther();
    other.clear();
  });
});
