import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../util/clock.ts';
import { withoutPort } from '../util/without-port.ts';

/** A link that nobody opened is void after this, a session that was not used for so long is over, in ms. */
const linkLasts = 10 * 60_000;
const sessionLasts = 12 * 3_600_000;
/** Of more than these the oldest are dropped. */
const linksAtMost = 10;
const sessionsAtMost = 20;
/** So many wrong tokens from one address within the window, and no more are looked at until it is over. */
const wrongAtMost = 10;
const wrongWindow = 10 * 60_000;
const addressesAtMost = 10_000;

/** A token or session that is valid; kept as a hash, so that what lies in memory opens nothing. */
interface Key {
  readonly hash: Buffer;
  until: number;
}

/** A session as its holder sees it, or why there is none. */
export type Admission =
  { readonly type: 'session'; readonly session: string } | { readonly type: 'wrong' | 'attempts' };

/** Who may use the administrator's page: links that open it once, and the sessions that they begin. In memory only. */
export class AdminKeys {
  readonly #clock: Clock;
  readonly #secret: () => string;
  #links: readonly Key[] = [];
  #sessions: readonly Key[] = [];
  readonly #wrong = new Map<string, { count: number; readonly until: number }>();

  /** `secret` gives a new one each time: at least 128 bits, in letters, digits, `-` and `_`. */
  constructor(clock: Clock, secret: () => string) {
    this.#clock = clock;
    this.#secret = secret;
  }

  /** The token of a new link. */
  link(): string {
    const token = this.#secret();
    this.#links = [...this.#links, this.#key(token, linkLasts)].slice(-linksAtMost);
    return token;
  }

  /** A session for the token of a link, which is void from then on. `address` may have a port. */
  enter(token: string, address: string): Admission {
    return this.#attempt(address, () => {
      const link = this.#find(this.#links, token);
      if (!link) return null;
      this.#links = this.#links.filter((other) => other !== link);
      const session = this.#secret();
      this.#sessions = [...this.#sessions, this.#key(session, sessionLasts)].slice(-sessionsAtMost);
      return session;
    });
  }

  /** Goes on with a session. */
  resume(session: string, address: string): Admission {
    return this.#attempt(address, () => (this.use(session) ? session : null));
  }

  /** Whether a session goes on; using it makes it last. */
  use(session: string): boolean {
    const key = this.#find(this.#sessions, session);
    if (key) key.until = this.#clock.now() + sessionLasts;
    return key !== undefined;
  }

  /** Whether a session goes on. */
  isOpen(session: string): boolean {
    return this.#find(this.#sessions, session) !== undefined;
  }

  end(session: string): void {
    const key = this.#find(this.#sessions, session);
    this.#sessions = this.#sessions.filter((other) => other !== key);
  }

  /** Voids all links and ends all sessions. */
  revoke(): void {
    this.#links = [];
    this.#sessions = [];
  }

  #attempt(address: string, open: () => string | null): Admission {
    const from = withoutPort(address);
    const wrong = this.#wrong.get(from);
    const isRecent = wrong !== undefined && this.#clock.now() < wrong.until;
    if (isRecent && wrong.count >= wrongAtMost) return { type: 'attempts' };
    const session = open();
    if (session !== null) return { type: 'session', session };
    if (isRecent) wrong.count += 1;
    else this.#countFirst(from);
    return { type: 'wrong' };
  }

  #countFirst(from: string): void {
    // The oldest of a map comes first; it is no matter who that is, as long as the map stays small.
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size >= addressesAtMost && oldest !== undefined) this.#wrong.delete(oldest);
    this.#wrong.delete(from);
    this.#wrong.set(from, { count: 1, until: this.#clock.now() + wrongWindow });
  }

  #key(secret: string, lasts: number): Key {
    return { hash: hashOf(secret), until: this.#clock.now() + lasts };
  }

  /** Compares with every key, each in the same time whatever it holds. */
  #find(keys: readonly Key[], secret: string): Key | undefined {
    const hash = hashOf(secret);
    const now = this.#clock.now();
    return keys.filter((key) => timingSafeEqual(key.hash, hash)).find((key) => now < key.until);
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
