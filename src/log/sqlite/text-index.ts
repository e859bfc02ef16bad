import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { rmSync } from 'node:fs';
import type { Entry, Seq } from '../../room/types.ts';
import { fold, type Word } from '../matching.ts';
import { ask } from './ask.ts';
import { rollBack } from './database.ts';

/** Counts up when the tables or what is put into them change. An index of another format is made anew. */
const format = 1;

/**
 * Trigrams of folded texts, without their places in it: half the size, and who searches looks at each message anyway.
 * Segments are merged by `tidy`, in small pieces, instead of now and then in large ones while messages are added.
 */
const schema = `
  CREATE VIRTUAL TABLE texts USING fts5 (
    text, content = '', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
  );
  INSERT INTO texts (texts, rank) VALUES ('automerge', 0), ('crisismerge', 1999), ('hashsize', 65536);
  CREATE TABLE reached (seq INTEGER NOT NULL, mark TEXT NOT NULL) STRICT;
  INSERT INTO reached VALUES (0, '');
  PRAGMA user_version = ${format};`;

/** Pages that one `tidy` writes: one or two milliseconds. */
const tidyPages = 16;
/** Trigrams asked for at most: more cost more than they leave out. */
const trigramsAtMost = 16;

/** How far an index goes; 0 for a new one. `mark` tells the entry at `seq` from any other that could be there. */
export interface Reached {
  readonly seq: Seq;
  readonly mark: string;
}

/**
 * Where in the thread three letters occur: a full-text index of the messages, in a file of its own that holds nothing
 * which is not in the thread. What is wrong with it never touches the thread, writing it never keeps a message waiting,
 * and it may be deleted. Every method throws what SQLite throws.
 */
export class TextIndex {
  readonly #file: string;
  readonly #db: DatabaseSyncInstance;
  readonly #find: StatementSyncInstance;
  readonly #add: StatementSyncInstance;
  readonly #reach: StatementSyncInstance;
  readonly #tidy: StatementSyncInstance;
  #to: Seq;

  /** Opens the index in `file`, or makes a new one where there is none, or none that `isOurs` and that can be used. */
  static open(file: string, isOurs: (reached: Reached) => boolean): TextIndex {
    try {
      const index = new TextIndex(file);
      if (isOurs(index.#reached())) return index;
      index.discard();
    } catch {
      // Damaged, another version's, no database at all: whatever it is, there is nothing in it to be lost.
    }
    remove(file);
    return new TextIndex(file);
  }

  private constructor(file: string) {
    const db = new DatabaseSync(file, { timeout: 0 });
    try {
      this.#file = file;
      this.#db = db;
      this.#prepareFile();
      this.#find = db.prepare(
        'SELECT rowid FROM texts WHERE texts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
      );
      this.#find.setReturnArrays(true);
      this.#add = db.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
      this.#reach = db.prepare('UPDATE reached SET seq = ?, mark = ?');
      this.#tidy = db.prepare(`INSERT INTO texts (texts, rank) VALUES ('merge', ${tidyPages})`);
      this.#to = this.#reached().seq;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  }

  /** All messages up to here are in the index. */
  get to(): Seq {
    return this.#to;
  }

  /**
   * Places of messages that have all trigrams of the words, newest first: all that match are among them. Of those from
   * `from` on and before `before`, `limit` at most. `query` is from `trigramQuery`.
   */
  candidates(query: string, from: number, before: number, limit: number): readonly Seq[] {
    const rows = this.#find.all(query, from, before, limit) as (readonly [Seq])[];
    return rows.map(([seq]) => seq);
  }

  /** Takes in what follows, up to the entry at `to`. It is found at once, and kept with the next `commit`. */
  add(entries: readonly Entry[], to: Seq): void {
    if (!this.#db.isTransaction) this.#db.exec('BEGIN IMMEDIATE');
    for (const entry of entries) if (entry.type === 'message') this.#add.run(entry.seq, fold(entry.text));
    this.#to = to;
  }

  /** Keeps what was added; `mark` is that of the entry it now goes up to. */
  commit(mark: string): void {
    this.#reach.run(this.#to, mark);
    this.#db.exec('COMMIT');
  }

  /** A bit of the work that keeps searches quick when much was added. */
  tidy(): void {
    this.#tidy.run();
  }

  /** Safe to call twice. What was added and not kept is gone. */
  close(): void {
    if (!this.#db.isOpen) return;
    rollBack(this.#db);
    this.#db.close();
  }

  /** Deletes the index, in whatever state it is. */
  discard(): void {
    if (this.#db.isOpen) this.#db.close();
    remove(this.#file);
  }

  #prepareFile(): void {
    // No WAL: a connection that is still about to be collected as garbage would in the end delete that of the next index.
    this.#db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000');
    if (ask(this.#db, 'SELECT count(*) FROM sqlite_schema') === 0) this.#db.exec(`BEGIN; ${schema} COMMIT`);
    const version = ask(this.#db, 'SELECT user_version FROM pragma_user_version');
    if (version !== format) throw new Error(`The search index has format ${String(version)}.`);
  }

  #reached(): Reached {
    return this.#db.prepare('SELECT seq, mark FROM reached').get() as Reached;
  }
}

/** What to ask the index for, to find all messages with these words; null where no word has three letters. */
export function trigramQuery(words: readonly Word[]): string | null {
  const trigrams = [...new Set(words.flatMap(({ folded }) => folded.split(' ').flatMap(trigramsOf)))];
  const every = Math.ceil(trigrams.length / trigramsAtMost);
  const asked = trigrams.filter((_, index) => index % every === 0);
  return asked.length === 0 ? null : asked.map((three) => `"${three.replaceAll('"', '""')}"`).join(' AND ');
}

function trigramsOf(word: string): string[] {
  const letters = Array.from(word);
  return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''));
}

function remove(file: string): void {
  for (const end of ['', '-journal']) rmSync(`${file}${end}`, { force: true });
}
