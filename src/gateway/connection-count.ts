/** How many connections each address has. Loopback is free: whoever is on the machine can do worse than connect. */
export class ConnectionCount {
  readonly #limit: number;
  readonly #open = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more from `host`, or says no. */
  add(host: string): boolean {
    const open = this.#open.get(host) ?? 0;
    if (open >= this.#limit && !isLoopback(host)) return false;
    this.#open.set(host, open + 1);
    return true;
  }

  /** One that was counted has ended. */
  remove(host: string): void {
    const left = (this.#open.get(host) ?? 0) - 1;
    if (left > 0) this.#open.set(host, left);
    else this.#open.delete(host);
  }
}

function isLoopback(host: string): boolean {
  return host === '::1' || host.startsWith('127.');
}
