/** At most `messages` within `seconds`: the last of them is already too many. A rate, kept as a token bucket. */
export interface FloodRule {
  readonly messages: number;
  readonly seconds: number;
}

/** One seat's bucket. It starts full, with `messages` tokens, and fills again within `seconds`. */
export class FloodGate {
  readonly #rule: FloodRule | null;
  #tokens: number;
  #filledAt: number;

  /** A null rule lets everything pass. `now` in ms, as in `pass`. */
  constructor(rule: FloodRule | null, now: number) {
    this.#rule = rule;
    this.#tokens = rule?.messages ?? 0;
    this.#filledAt = now;
  }

  /**
   * Takes a token, or as many as `cost` says; never more than a full bucket can give. False when these were the last ones or
   * there were not so many: the seat has said too much.
   */
  pass(now: number, cost = 1): boolean {
    const rule = this.#rule;
    if (rule === null) return true;
    // A clock that was set back must not empty the bucket.
    const elapsed = Math.max(0, now - this.#filledAt);
    const refill = (elapsed * rule.messages) / (rule.seconds * 1000);
    this.#tokens = Math.min(rule.messages, this.#tokens + refill);
    this.#filledAt = now;
    const taken = Math.max(1, Math.min(cost, rule.messages - 1));
    if (this.#tokens < taken) return false;
    this.#tokens -= taken;
    return this.#tokens >= 1;
  }
}
