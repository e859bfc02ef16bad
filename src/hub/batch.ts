import type { Entry, Nick } from '../room/types.ts';

/** One entry as bytes of one wire; null where that wire does not show it. A pure function, used as a cache key. */
export type Render = (entry: Entry) => Buffer | null;

interface Rendered {
  readonly parts: readonly (Buffer | null)[];
  readonly whole: Buffer;
}

/** Entries that reach many seats at once. Each wire renders them once, and all its seats share the bytes. */
export class Batch {
  readonly entries: readonly Entry[];
  readonly #nicks: ReadonlySet<Nick>;
  readonly #rendered = new Map<Render, Rendered>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
    this.#nicks = new Set(entries.map((entry) => entry.nick));
  }

  /** All entries in `render`'s wire, as one shared buffer that must not be changed; empty if it shows none of them. */
  bytes(render: Render): Buffer {
    return this.#render(render).whole;
  }

  /**
   * The same without what `nick` did, for wires that do not show people what they did themselves. What somebody did under
   * that name before `nick` joined in this batch stays.
   */
  bytesWithout(nick: Nick, render: Render): Buffer {
    const { parts, whole } = this.#render(render);
    if (!this.#nicks.has(nick)) return whole;
    const joined = this.entries.findLastIndex((entry) => entry.type === 'joined' && entry.nick === nick);
    return join(parts.filter((_, index) => index < joined || this.entries[index]?.nick !== nick));
  }

  #render(render: Render): Rendered {
    const known = this.#rendered.get(render);
    if (known) return known;
    const parts = this.entries.map(render);
    const rendered = { parts, whole: join(parts) };
    this.#rendered.set(render, rendered);
    return rendered;
  }
}

function join(parts: readonly (Buffer | null)[]): Buffer {
  const shown = parts.filter((part) => part !== null);
  return shown.length === 1 && shown[0] ? shown[0] : Buffer.concat(shown);
}
