/** A server of the classic wire removes whoever sends 10 messages within 4 s. This stays below, for pastes and scripts. */
const burst = 8;
const windowMs = 4200;

/** Says when the next message may go. Nobody who types notices; times in ms. */
export class Pacer {
  #sent: number[] = [];

  /** How long to wait, 0 if it may go now. */
  wait(now: number): number {
    const first = this.#sent.at(-burst);
    // A clock that was set back must not make anyone wait longer than the window.
    return first === undefined ? 0 : Math.min(windowMs, Math.max(0, first + windowMs - now));
  }

  sent(now: number): void {
    this.#sent = [...this.#sent.slice(1 - burst), now];
  }
}
