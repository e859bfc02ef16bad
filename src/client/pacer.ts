/**
 * A server removes whoever says 10 things within 4 s, unless it was told otherwise (docs/wire-live.md, `flood`). This
 * stays below, for pastes and for what was kept while there was no connection. Nobody who types notices.
 */
const burst = 8;
const windowMs = 4200;

export class Pacer {
  #sent: number[] = [];

  /** How long to wait, 0 if it may go now. Times in ms. */
  wait(now: number): number {
    const first = this.#sent.at(-burst);
    // A clock that was set back must not make anyone wait longer than the window.
    return first === undefined ? 0 : Math.min(windowMs, Math.max(0, first + windowMs - now));
  }

  sent(now: number): void {
    this.#sent = [...this.#sent.slice(1 - burst), now];
  }
}
