import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, messageOf } from '../util/result.ts';
import { inMemory, type Store } from './log.ts';
import { memoryStore } from './memory.ts';
import type { Durability } from './sqlite/database.ts';
import type { Tenant } from './sqlite/lock.ts';
import { openSqlite } from './sqlite/store.ts';

export interface StoreOptions {
  readonly durability: Durability;
  /** Who opens it. Default: the server. */
  readonly tenant?: Tenant;
}

/**
 * Opens the store at `where`: a data folder, made when absent and then its owner's alone, or the word `memory`.
 * Rejects with a Fault whose sentence says what is wrong with the folder or the data and what to do.
 */
export async function openStore(where: string, options: StoreOptions): Promise<Store> {
  if (where === inMemory) return memoryStore();
  prepareFolder(where);
  return openSqlite(where, options.durability, options.tenant);
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmdirSync(mkdtempSync(join(folder, '.trial-')));
  } catch (thrown) {
    throw new Fault(`${trouble(thrown, folder)} Choose another folder with --data.`, { cause: thrown });
  }
}

function trouble(thrown: unknown, folder: string): string {
  switch (thrown instanceof Error && 'code' in thrown ? thrown.code : null) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${folder} cannot be used: it, or a part of its path, is a file.`;
    case 'EACCES':
    case 'EPERM':
      return `The data folder ${folder} cannot be written: its permissions do not allow it.`;
    case 'EROFS':
      return `The data folder ${folder} cannot be written: its disk is read-only.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The data folder ${folder} cannot be written: no space is left on its disk.`;
    default:
      return `The data folder ${folder} cannot be used (${messageOf(thrown)}).`;
  }
}
