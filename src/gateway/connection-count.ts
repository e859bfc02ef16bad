/** How many connections each address has; of IPv6, each network of 64 bits, which is what one subscriber gets. Loopback is free: whoever is on the machine can do worse than connect. */
export class ConnectionCount {
  readonly #limit: number;
  readonly #open = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more from `host`, or says no. */
  add(host: string): boolean {
    const network = networkOf(host);
    const open = this.#open.get(network) ?? 0;
    if (open >= this.#limit && !isLoopback(host)) return false;
    this.#open.set(network, open + 1);
    return true;
  }

  /** One that was counted has ended. */
  remove(host: string): void {
    const network = networkOf(host);
    const left = (this.#open.get(network) ?? 0) - 1;
    if (left > 0) this.#open.set(network, left);
    else this.#open.delete(network);
  }
}

/** An IPv4 address as it is; the first four groups of an IPv6 address. */
function networkOf(host: string): string {
  if (!host.includes(':')) return host;
  const [left = [], right = []] = host
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

function isLoopback(host: string): boolean {
  return host === '::1' || host.startsWith('127.');
}
