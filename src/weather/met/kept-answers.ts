/** MET's answers on disk, one file each, so that a restart asks for nothing that is still good. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Kept {
  /** The canonical address; its hash names the file. */
  readonly address: string;
  /** 200 and 203 have a body; 400, 404 and 422 stand for "MET has nothing for this place". */
  readonly status: number;
  /** As MET wrote it, to the letter. */
  readonly lastModified: string | null;
  /** ms UTC */
  readonly expires: number;
  /** When MET last said that this is what it has, ms UTC. */
  readonly fetchedAt: number;
  readonly body: string;
}

/** Files kept; of more, the oldest go. A file is about 50 kB. */
const mostFiles = 500;
/** Answers also held in memory, so that a full disk does not make us ask again and again. */
const mostInMemory = 64;
const fileName = /^[0-9a-f]{32}\.json$/;

export class KeptAnswers {
  readonly #folder: string;
  readonly #recent = new Map<string, Kept>();
  #writes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is kept for `address`; `null` if nothing, or nothing readable. */
  async get(address: string): Promise<Kept | null> {
    const kept = this.#recent.get(address) ?? asKept(await this.readNote(nameOf(address)), address);
    if (kept !== null) this.#remember(kept);
    return kept;
  }

  /** Rejects when it cannot be written; `get` knows it nonetheless, for a while. */
  async put(kept: Kept): Promise<void> {
    this.#remember(kept);
    await this.writeNote(nameOf(kept.address), kept);
    if (this.#writes++ % 100 === 0) await this.#prune();
  }

  /** Writes a file beside the answers, whole or not at all. */
  async writeNote(name: string, value: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const unfinished = join(this.#folder, `${name}.${process.pid}.new`);
    await writeFile(unfinished, JSON.stringify(value));
    await rename(unfinished, join(this.#folder, name));
  }

  /** `null` when there is no such file or it is damaged. */
  async readNote(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as unknown;
    } catch {
      return null; // as if never asked
    }
  }

  #remember(kept: Kept): void {
    this.#recent.delete(kept.address);
    this.#recent.set(kept.address, kept);
    const oldest = this.#recent.keys().next();
    if (this.#recent.size > mostInMemory && oldest.done !== true) this.#recent.delete(oldest.value);
  }

  async #prune(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => fileName.test(name));
    if (names.length <= mostFiles) return;
    const dated = await Promise.all(
      names.map(async (name) => ({ name, time: (await stat(join(this.#folder, name))).mtimeMs })),
    );
    dated.sort((one, other) => other.time - one.time);
    for (const { name } of dated.slice(mostFiles)) await rm(join(this.#folder, name), { force: true });
  }
}

function nameOf(address: string): string {
  return `${createHash('sha256').update(address).digest('hex').slice(0, 32)}.json`;
}

function asKept(value: unknown, address: string): Kept | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as Readonly<Record<keyof Kept, unknown>>;
  const whole =
    kept.address === address &&
    typeof kept.status === 'number' &&
    (kept.lastModified === null || typeof kept.lastModified === 'string') &&
    Number.isFinite(kept.expires) &&
    Number.isFinite(kept.fetchedAt) &&
    typeof kept.body === 'string';
  return whole ? (value as Kept) : null;
}
