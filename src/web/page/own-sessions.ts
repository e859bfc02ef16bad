/** The places of the last few names that somebody had on this browser: whoever comes in under one again is the same person. */
export interface OwnSession {
  readonly name: string;
  readonly session: string;
}

/** Names that are kept; the oldest go first. */
const most = 5;

/** Reads what was kept (any JSON value), the newest first; what is odd is left out. */
export function readSessions(kept: unknown): readonly OwnSession[] {
  return Array.isArray(kept) ? kept.filter(isOwnSession).slice(0, most) : [];
}

export function withSession(all: readonly OwnSession[], own: OwnSession): readonly OwnSession[] {
  return [own, ...all.filter(({ name }) => !isSame(name, own.name))].slice(0, most);
}

/** Null where nobody of that name was here. */
export function sessionOf(all: readonly OwnSession[], name: string): string | null {
  return all.find((own) => isSame(own.name, name))?.session ?? null;
}

function isSame(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

function isOwnSession(value: unknown): value is OwnSession {
  if (typeof value !== 'object' || value === null) return false;
  const { name, session } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && typeof session === 'string' && session !== '';
}
