import type { Nick } from '../../room/types.ts';
import type { Thread } from './inquiry.ts';

/** How long somebody may go on from what they said, ms, and how many such people are remembered. */
const patienceMs = 300_000;
const mostPeople = 100;

/** Everybody's talk about the weather, each their own, for as long as they may go on with it. Times are ms UTC. */
export class WeatherThreads {
  readonly #threads = new Map<Nick, { readonly thread: Thread; readonly until: number }>();

  of(nick: Nick, now: number): Thread | null {
    const kept = this.#threads.get(nick);
    return kept && now <= kept.until ? kept.thread : null;
  }

  keep(nick: Nick, thread: Thread, now: number): void {
    this.#threads.delete(nick);
    const oldest = this.#threads.keys().next();
    if (this.#threads.size >= mostPeople && !oldest.done) this.#threads.delete(oldest.value);
    this.#threads.set(nick, { thread, until: now + patienceMs });
  }
}
