import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/kits/eventually.ts';
import { temporaryFolder, type Folder } from '../../../test/kits/folder.ts';
import { said } from '../../../test/kits/said.ts';
import { lobby, type Entry, type Event, type RoomName } from '../../room/types.ts';
import { Fault } from '../../util/result.ts';
import type { Store } from '../log.ts';
import { memoryStore } from '../memory.ts';
import { ask } from './ask.ts';
import { openForReading } from './database.ts';
import { behindAtMost } from './search.ts';
import { openSqlite } from './store.ts';

let folder: Folder;
let store: Store;
let index: string;

beforeEach(() => {
  folder = temporaryFolder();
  index = join(folder.path, 'search.db');
  store = openSqlite(folder.path, 'fast');
});
afterEach(async () => {
  await store.close();
  folder.clear();
});

const garden = 'garden' as RoomName;
/** More than is read without an index, each message with a word that no other has. */
const many = Array.from({ length: behindAtMost + 1 }, (_, n) =>
  said(`the word${n}x of many`, { room: n % 2 === 0 ? lobby : garden }),
);
const others = ['before', 'Blåbær på Ærø', '"quoted" 100 %', 'x_y', 'NEAR(a b)', '日本語です', '😀😀😀😀'];

async function find(text: string, limit = 10): Promise<string[]> {
  return textsOf(await store.log.search({ rooms: [lobby, garden], text, limit }));
}

function textsOf(entries: readonly Entry[]): string[] {
  return entries.map((entry) => (entry.type === 'message' ? entry.text : entry.type));
}

/** Up to which entry the index on disk goes. */
function reached(): number {
  if (!existsSync(index)) return 0;
  const db = new DatabaseSync(index, { readOnly: true });
  try {
    return ask(db, 'SELECT seq FROM reached') as number;
  } catch {
    // It is just being made.
    return 0;
  } finally {
    db.close();
  }
}

/** Fills the thread, and waits until a search has brought the index up to its end. */
async function fillAndIndex(events: readonly Event[] = many): Promise<void> {
  const appended = await store.log.append(events);
  await find('nothing');
  await eventually(() => {
    expect(reached()).toBe(appended.at(-1)?.seq);
  });
}

async function reopen(between: () => void = () => undefined): Promise<void> {
  await store.close();
  between();
  store = openSqlite(folder.path, 'fast');
}

async function expectAllFound(): Promise<void> {
  for (const n of [0, 1, 5000, behindAtMost])
    expect(await find(`WORD${n}x`)).toEqual([`the word${n}x of many`]);
  expect(await find('ord1x any')).toEqual(['the word1x of many']);
  expect(await find('nowhere')).toEqual([]);
  expect(await find('many', 1)).toEqual([`the word${behindAtMost}x of many`]);
}

describe('a long thread', () => {
  it('gets an index with the first search, and not before, and finds the same with it', async () => {
    await store.log.append(many);
    expect(existsSync(index)).toBe(false);
    await expectAllFound();
    await eventually(() => {
      expect(reached()).toBe(many.length);
    });
    await expectAllFound();
    await store.log.append([said('word5000x again')]);
    expect(await find('word5000x')).toEqual(['the word5000x of many', 'word5000x again']);
  });

  it('finds words in quotes with its index as without, over lines as well', async () => {
    const events = [...many, said('A happy new\n  year!'), said('the year is new'), said('"new year"')];
    await store.log.append(events);
    const found = ['A happy new\n  year!', '"new year"'];
    expect(await find('"new year"')).toEqual(found);
    await eventually(() => {
      expect(reached()).toBe(events.length);
    });
    expect(await find('“NEW year”')).toEqual(found);
    expect(await find('happy "new year"')).toEqual(found.slice(0, 1));
    expect(await find('"of many" word4x')).toEqual(['the word4x of many']);
  });

  it('keeps its index, in one file', async () => {
    await fillAndIndex();
    await reopen(() => {
      expect(readdirSync(folder.path).sort()).toEqual(['hobnob.db', 'hobnob.lock', 'search.db']);
    });
    expect(reached()).toBe(many.length);
    await expectAllFound();
  });

  it('grows its index again when much was said', async () => {
    await fillAndIndex();
    await reopen();
    const more = many.map((event) => ({ ...event, text: `${event.text} later` }));
    await fillAndIndex(more);
    expect(await find('word77x')).toEqual(['the word77x of many', 'the word77x of many later']);
  });

  it('is searched past many candidates that are not meant', async () => {
    await fillAndIndex([said('the needle', { room: '@a' as RoomName }), ...many, ...many]);
    const inRoom = await store.log.search({ rooms: ['@a' as RoomName], text: 'the', limit: 5 });
    expect(textsOf(inRoom)).toEqual(['the needle']);
    // All trigrams of it are in every message, and in no order that makes the word.
    expect(await find('manyof')).toEqual([]);
  });

  it('is searched as in memory, for any text', async () => {
    const events = [...others, ...others.map((text) => text.toUpperCase())].map((text) => said(text));
    const memory = memoryStore();
    await memory.log.append([...events, ...many]);
    await fillAndIndex([...events, ...many]);
    const part = fc.constantFrom(...others).chain(
      (text) =>
      fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([from, to]) => text.slice(Math.min(from, to), Math.max(from, to))), // prettier-ignore
    );
    const anything = fc.string({ unit: 'binary', maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(part, anything), { maxLength: 3 }), async (words) => {
        const query = { rooms: [lobby], text: words.join(' '), limit: 20 };
        expect(await store.log.search(query)).toEqual(await memory.log.search(query));
      }),
      { numRuns: 100 },
    );
    await memory.close();
  });

  it('may be closed in the middle of a search and of growing', async () => {
    await store.log.append(many);
    await find('nothing');
    const search = store.log.search({ rooms: [lobby], text: 'nothing', limit: 1 });
    await store.close();
    await expect(search).rejects.toBeInstanceOf(Fault);
    await reopen();
    await expectAllFound();
  });
});

describe('an index that is of no use is made anew, and nobody notices', () => {
  const wreck = (from: number, bytes: number) => {
    const fd = openSync(index, 'r+');
    writeSync(fd, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
    closeSync(fd);
  };

  it.each([
    ['deleted', () => { rmSync(index); }], // prettier-ignore
    ['emptied', () => { truncateSync(index, 0); }], // prettier-ignore
    ['cut off', () => { truncateSync(index, 20_000); }], // prettier-ignore
    ['no database', () => { writeFileSync(index, 'Dear diary, '.repeat(1000)); }], // prettier-ignore
    ['without its head', () => { wreck(0, 4096); }], // prettier-ignore
    ['full of noise', () => { wreck(4096, statSync(index).size - 4096); }], // prettier-ignore
    ['damaged in most places', () => { wreck(8 * 4096, statSync(index).size - 8 * 4096); }], // prettier-ignore
    ['of another format', () => { change('PRAGMA user_version = 99'); }], // prettier-ignore
    ['without its tables', () => { change('DROP TABLE texts'); }], // prettier-ignore
    ['with a mark that is not of this thread', () => { change("UPDATE reached SET mark = 'x'"); }], // prettier-ignore
    ['ahead of the thread', () => { change('UPDATE reached SET seq = 1000000'); }], // prettier-ignore
  ])('%s', async (_, spoil) => {
    await fillAndIndex();
    await reopen(spoil);
    await expectAllFound();
    await eventually(() => {
      expect(reached()).toBe(many.length);
    });
    await expectAllFound();
  });

  it('that of a thread which a backup was put in the place of', async () => {
    const [backup, aside] = [join(folder.path, 'hobnob.db'), join(folder.path, 'aside.db')];
    await reopen(() => {
      cpSync(backup, aside);
    });
    await fillAndIndex(many.map((event) => ({ ...event, text: 'something else' })));
    await reopen(() => {
      cpSync(aside, backup);
    });
    await store.log.append(many);
    await expectAllFound();
  });

  it('where there can be none, the thread is read', async () => {
    mkdirSync(join(index, 'in the way'), { recursive: true });
    await store.log.append(many);
    await expectAllFound();
    expect(statSync(index).isDirectory()).toBe(true);
  });

  function change(statement: string): void {
    const db = new DatabaseSync(index);
    db.exec(statement);
    db.close();
  }
});

it('a page of the thread that goes bad fails the searches that need it with a sentence, not the others', async () => {
  await store.log.append(many);
  await reopen(() => {
    const file = join(folder.path, 'hobnob.db');
    const db = openForReading(file);
    const leaves = db.prepare("SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf'").all();
    db.close();
    const { pageno } = (leaves as { pageno: number }[])[Math.floor(leaves.length / 2)]!;
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.alloc(4096, 0xa5), 0, 4096, (pageno - 1) * 4096);
    closeSync(fd);
  });
  for (let again = 0; again < 3; again++) {
    expect(await find(`word${behindAtMost}x`, 1)).toHaveLength(1);
    const searching = find('nothing');
    await expect(searching).rejects.toThrow(/hobnob\.db is damaged/);
    await expect(searching).rejects.toBeInstanceOf(Fault);
  }
});
