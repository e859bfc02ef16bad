import { isIP } from 'node:net';
import type { Shelf } from '../log/log.ts';
import { nickKeys, parseNick } from '../room/names.ts';
import type { Refusal } from '../room/types.ts';
import { noReason, refuse } from '../room/types.ts';
import { withoutPort } from '../util/without-port.ts';
import type { Ban } from './admin.ts';

const bucket = 'bans';

/** Who may not come in: names (with their look-alikes) and addresses. On the shelf, and in memory for quick answers. */
export class Bans {
  readonly #shelf: Shelf;
  readonly #bans = new Map<string, Ban>();
  readonly #names = new Map<string, Ban>();

  private constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Rejects with a Fault when the shelf cannot be read. */
  static async load(shelf: Shelf): Promise<Bans> {
    const bans = new Bans(shelf);
    for (const [, value] of await shelf.entries(bucket)) bans.#keep(value as Ban);
    return bans;
  }

  /** `target` is an IP address or a name; anything else is refused. */
  async add(target: string, reason: string, now: number): Promise<Ban | Refusal> {
    const type = isIP(target) === 0 ? 'name' : 'address';
    const checked = type === 'name' ? parseNick(target) : canonical(target);
    if (typeof checked !== 'string') return checked;
    const ban: Ban = { target: checked, type, reason, since: now };
    await this.#shelf.put(bucket, key(checked), ban);
    this.#keep(ban);
    return ban;
  }

  async remove(target: string): Promise<boolean> {
    const name = key(isIP(target) === 0 ? target : canonical(target));
    const existed = await this.#shelf.delete(bucket, name);
    this.#bans.delete(name);
    this.#names.clear();
    for (const ban of this.#bans.values()) this.#keep(ban);
    return existed;
  }

  list(): readonly Ban[] {
    return [...this.#bans.values()];
  }

  /** The ban that hits a newcomer called `name` from `address` (an IP address, with or without port). */
  hitting(name: string, address: string): Ban | undefined {
    const nick = parseNick(name);
    // What is no name gets in nowhere, and is not worth looking at closely.
    const keys = typeof nick === 'string' ? nickKeys(nick) : [];
    const byName = keys.map((nameKey) => this.#names.get(nameKey)).find((ban) => ban !== undefined);
    return byName ?? this.#bans.get(key(canonical(withoutPort(address))));
  }

  #keep(ban: Ban): void {
    this.#bans.set(key(ban.target), ban);
    if (ban.type === 'name') for (const nameKey of nickKeys(ban.target)) this.#names.set(nameKey, ban);
  }
}

/** What whoever is hit by a ban is told: when it is made, and whenever they try to come in. It lasts until it is lifted. */
export function banned(reason: string): Refusal {
  return refuse(
    'banned',
    reason === '' || reason === noReason ? 'You are banned.' : `You are banned: ${reason}`,
  );
}

function key(target: string): string {
  return target.normalize('NFC').toLowerCase();
}

/** One form for each address: IPv6 as short as can be, IPv4 not as IPv6. Anything else is left as it is. */
function canonical(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 6 ? new URL(`http://[${plain.replace(/%.*$/, '')}]`).hostname.slice(1, -1) : plain;
}
