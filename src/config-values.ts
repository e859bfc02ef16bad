/**
 * What values of options may look like: text from a command line and typed values from a file both pass. Nothing here reads or
 * runs anything.
 */
import * as z from 'zod/mini';

/** A number as typed, or as a file holds it. */
const number = z.pipe(
  z.transform((given: unknown) =>
    typeof given === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(given.trim()) ? Number(given) : given,
  ),
  z.number(),
);
export const whole = (min: number, max: number) => number.check(z.int(), z.minimum(min), z.maximum(max));
export const seconds = (min: number, max: number) => number.check(z.minimum(min), z.maximum(max));

const sizes: Readonly<Record<string, number>> = { '': 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };

/** Bytes: `65536`, `64 KiB`, `1MiB`. */
export function bytes(min: number, max: number) {
  const read = z.transform((given: unknown) => {
    const [, amount, unit] =
      typeof given === 'string' ? (/^(\d+)\s*([kmg]ib|)$/i.exec(given.trim()) ?? []) : [];
    return amount === undefined ? given : Number(amount) * (sizes[unit?.toLowerCase() ?? ''] ?? NaN);
  });
  return z.pipe(read, z.number().check(z.int(), z.minimum(min), z.maximum(max)));
}

const words: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  1: true,
  off: false,
  false: false,
  no: false,
  0: false,
};
export const toggle = z.pipe(
  z.transform((given: unknown) =>
    typeof given === 'string' ? (words[given.toLowerCase()] ?? given) : given,
  ),
  z.boolean(),
);

export const text = (pattern: RegExp) => z.string().check(z.regex(pattern));

/** Everyone, nobody, or those named. */
export type Selection = 'all' | readonly string[];
export const selection = z.pipe(
  z.transform((given: unknown): unknown => {
    if (given === 'all') return given;
    if (given === 'none') return [];
    return typeof given === 'string' ? given.split(',').map((name) => name.trim()) : given;
  }),
  // Paths may hold spaces; names do not.
  z.union([z.literal('all'), z.readonly(z.array(text(/^(?:[^\s,]+|[^,\0]*\/[^,\0]*)$/)))]),
);

/** At most so many messages within so many seconds; null where there is no limit. */
export const flood = z.pipe(
  z.transform((given: unknown): unknown => {
    const [, messages, within] = typeof given === 'string' ? (/^(\d+)\/(\d+\.?\d*)$/.exec(given) ?? []) : [];
    return given === 'off' ? null : { messages: Number(messages), seconds: Number(within) };
  }),
  z.nullable(
    z.readonly(
      z.object({
        messages: z.int().check(z.minimum(2), z.maximum(1_000_000)),
        seconds: z.number().check(z.minimum(0.1), z.maximum(86_400)),
      }),
    ),
  ),
);

/** What a bot may say in a minute. */
export const speech = z.pipe(
  z.transform((given: unknown): unknown => {
    const [, messages, characters] = typeof given === 'string' ? (/^(\d+)\/(\d+)$/.exec(given) ?? []) : [];
    return { messages: Number(messages), characters: Number(characters) };
  }),
  z.readonly(z.object({ messages: whole(1, 1_000_000), characters: whole(1, 1_000_000_000) })),
);

/** By the bot's name in small letters: modules (`node:fs`) and hosts that it may reach. */
export type Allowances = ReadonlyMap<string, ReadonlySet<string>>;
/** `Dice_Bot=node:fs,api.met.no,Other_Bot=`: what has a `=` begins the next bot. */
export const allowances = z.pipe(
  z.transform((given: unknown): unknown => {
    if (given === null) return new Map();
    const words = typeof given === 'string' ? given.split(',').map((word) => word.trim()) : given;
    if (!Array.isArray(words)) return given;
    const allowed = new Map<string, Set<string>>();
    let own: Set<string> | undefined;
    for (const word of words) {
      const [, name, first] = /^(?:([^=\s]+)=)?([^=\s]*)$/.exec(String(word)) ?? [];
      if (name !== undefined) allowed.set(name.toLowerCase(), (own = new Set()));
      if (own === undefined || first === undefined || (first === '' && name === undefined)) return given;
      if (first !== '') own.add(first);
    }
    return allowed;
  }),
  z.custom<Allowances>((value) => value instanceof Map),
);

export const replay = z.union([z.literal('all'), whole(0, 10_000_000)]);
export const listen = z.pipe(
  z.transform((given: unknown) => (given === 'all' ? null : given)),
  // A name, an IPv6 address, or four numbers up to 255.
  z.nullable(text(/^(?![\d.]+$)[\w.:%-]+$|^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/)),
);

/** Names that a browser may ask for, or every one. */
export const hosts = z.pipe(
  z.transform((given: unknown): unknown => {
    if (given === null) return [];
    return typeof given === 'string' && given !== '*' ? given.split(',').map((name) => name.trim()) : given;
  }),
  z.union([z.literal('*'), z.readonly(z.array(text(/^[\w-]+(\.[\w-]+)*$/)))]),
);
export const file = z.nullable(text(/^[^\0]+$/));
