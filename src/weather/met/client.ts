/**
 * Forecasts from MET Norway's Locationforecast 2.0, by its terms of service: asks only when somebody asks us, never
 * before what it has expires, once for everybody, slowly, under a true name, and stops when told to.
 * Knows HTTP and files; knows nothing of rooms or bots.
 */
import { messageOf } from '../../util/result.ts';
import type { Forecast, NoForecast, Place } from '../types.ts';
import { contactProblem, forecastAddress, isAllowed, metBase, userAgent } from './address.ts';
import { Asker, type Outcome } from './asker.ts';
import { asBreakerMemory, Breaker, type BreakerMemory, type Trip } from './breaker.ts';
import { day, expiryOf, minute, retryAfter } from './freshness.ts';
import { type Kept, KeptAnswers } from './kept-answers.ts';
import { type ParsedForecast, parseForecast } from './parse.ts';
import type { Answer } from './request.ts';
import type { MetFigures, MetForecasts, MetOptions } from './types.ts';
import { noForecast, notCovered, tripNotice } from './wording.ts';

/** Opens no file and no connection before the first question. */
export function openMet(options: MetOptions): MetForecasts {
  return new MetClient(options);
}

/** Older than this, nothing is shown. */
const staleLimit = day;
/** A machine's clock may be set back by so much before what is kept counts as coming from the future. */
const clockSlack = 5 * minute;
const breakerNote = 'breaker.json';

/** An answer of MET's; `parsed` is null for a place that MET does not cover. */
interface Known {
  readonly kept: Kept;
  readonly parsed: ParsedForecast | null;
}
interface Finding extends Known {
  readonly from: 'met' | 'kept' | 'stale';
}

class MetClient implements MetForecasts {
  readonly #options: MetOptions;
  readonly #base: string;
  readonly #identity: string;
  readonly #kept: KeptAnswers;
  readonly #breaker: Breaker;
  readonly #asker: Asker;
  readonly #flights = new Map<string, Promise<Finding | NoForecast>>();
  readonly #noticed = new Map<string, number>();
  #restored: Promise<void> | null = null;
  #onDisk: BreakerMemory | null = null;
  #closed = false;
  #notModified = 0;
  #hits = 0;
  #stale = 0;
  #invalid = 0;

  constructor(options: MetOptions) {
    const { clock, random, version, contact, baseUrl } = options;
    const name = userAgent(version, contact ?? '');
    this.#options = options;
    this.#base = baseUrl ?? metBase;
    this.#identity = `${name} ${this.#base}`;
    this.#kept = new KeptAnswers(options.cacheFolder);
    this.#breaker = new Breaker(random);
    this.#asker = new Asker({
      clock,
      random,
      userAgent: name,
      mayAsk: () => !this.#breaker.isOpen(clock.now()),
      onRedirect: (to) => this.#notice('moved', 'info', `MET Norway sends us on to ${new URL(to).origin}.`),
    });
  }

  async forecast(place: Place, signal?: AbortSignal): Promise<Forecast | NoForecast> {
    signal?.throwIfAborted();
    const off = this.#off();
    if (off !== null) return off;
    const address = forecastAddress(this.#base, place);
    if (address === null) return notCovered(place);
    const others = this.#flights.get(address);
    const finding = await unlessAborted(others ?? this.#startFlight(address), signal);
    if ('trouble' in finding) return finding;
    const { from, kept, parsed } = finding;
    if (from === 'stale') this.#stale++;
    else if (from === 'kept' || others !== undefined) this.#hits++;
    if (parsed === null) return notCovered(place);
    return { place, ...parsed, staleSince: from === 'stale' ? kept.fetchedAt : null };
  }

  figures(): MetFigures {
    const { requests, failures } = this.#asker;
    const memory = this.#breaker.memory;
    return {
      requests,
      notModified: this.#notModified,
      hits: this.#hits,
      stale: this.#stale,
      invalid: this.#invalid,
      failures,
      breaker: memory?.trip ?? 'closed',
      retryAt: memory?.until ?? null,
    };
  }

  offBecause(): string | null {
    return this.#off()?.message ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#asker.close();
  }

  #off(): NoForecast | null {
    if (!this.#options.enabled || this.#closed) {
      return {
        trouble: 'switched_off',
        message: 'Live weather is switched off on this server (--no-weather).',
      };
    }
    if (!isAllowed(this.#base)) {
      const message = `Live weather is off: --weather-url must be an https address, which "${this.#base}" is not.`;
      return { trouble: 'switched_off', message };
    }
    const problem = contactProblem(this.#options.contact, this.#base);
    return problem === null ? null : { trouble: 'no_contact', message: problem };
  }

  /** One for each address at a time; whoever asks meanwhile shares it. It goes on when an asker gives up. */
  #startFlight(address: string): Promise<Finding | NoForecast> {
    const flight = this.#find(address).finally(() => this.#flights.delete(address));
    this.#flights.set(address, flight);
    return flight;
  }

  async #find(address: string): Promise<Finding | NoForecast> {
    const known = knownFrom(await this.#kept.get(address));
    if (known !== null && isFresh(known.kept, this.#now())) return { ...known, from: 'kept' };
    await (this.#restored ??= this.#restore());
    const refused = this.#breaker.refuses(this.#now());
    if (refused !== null) return this.#without(known, refused);
    const outcome = await this.#asker.ask(address, known?.kept.lastModified ?? null);
    const finding = await this.#judge(outcome, address, known);
    await this.#noteBreaker();
    return finding;
  }

  async #judge(outcome: Outcome, address: string, known: Known | null): Promise<Finding | NoForecast> {
    switch (outcome.type) {
      case 'unasked':
        this.#breaker.unknown();
        return this.#without(known, this.#breaker.memory?.trip ?? 'busy');
      case 'failed':
        return this.#pause('unreachable', outcome.reason, null, known);
      case 'answer':
        return this.#judgeAnswer(outcome, address, known);
    }
  }

  async #judgeAnswer(answer: Answer, address: string, known: Known | null): Promise<Finding | NoForecast> {
    const { status, header } = answer;
    const now = this.#now();
    const expires = expiryOf(header('expires'), header('date'), now, this.#options.random);
    if (status === 304 && known !== null) {
      this.#notModified++;
      return this.#keep({ kept: { ...known.kept, expires, fetchedAt: now }, parsed: known.parsed });
    }
    if (status === 200 || status === 203) {
      const body = answer.body ?? '';
      const parsed = parseForecast(body);
      if (parsed === null) return this.#reject('not a forecast', known);
      if (status === 203) this.#notice('203', 'warn', deprecated);
      const lastModified = header('last-modified') ?? null;
      return this.#keep({ kept: { address, status, lastModified, expires, fetchedAt: now, body }, parsed });
    }
    const reason = [status, header('errorclass')].filter(Boolean).join(' ').slice(0, 100);
    if (isNothing(status)) {
      if (status === 400)
        this.#notice('400', 'warn', `MET Norway does not understand our question (${reason}).`);
      const kept = { address, status, lastModified: null, expires: now + day, fetchedAt: now, body: '' };
      return this.#keep({ kept, parsed: null });
    }
    const wait = retryAfter(header('retry-after'), now);
    if (status === 429) return this.#pause('throttled', reason, wait, known);
    if (status >= 400 && status < 500) return this.#pause('refused', reason, null, known);
    return status >= 500 ? this.#pause('unreachable', reason, wait, known) : this.#reject(reason, known);
  }

  async #keep({ kept, parsed }: Known): Promise<Finding> {
    this.#breaker.succeeded(this.#now());
    await this.#kept.put(kept).catch((thrown: unknown) => {
      this.#notice('disk', 'warn', `MET Norway's answers cannot be kept on disk: ${messageOf(thrown)}`);
    });
    return { kept, parsed, from: 'met' };
  }

  #reject(reason: string, known: Known | null): Finding | NoForecast {
    this.#invalid++;
    return this.#pause('unreachable', reason, null, known);
  }

  #pause(trip: Trip, reason: string, wait: number | null, known: Known | null): Finding | NoForecast {
    const now = this.#now();
    const { until } = this.#breaker.trip(trip, now, wait);
    this.#notice(trip, trip === 'refused' ? 'error' : 'warn', tripNotice(trip, reason, until - now));
    return this.#without(known, trip);
  }

  /** MET cannot be asked now: what is kept, if it is not too old, else the reason. */
  #without(known: Known | null, why: Trip | 'busy'): Finding | NoForecast {
    const now = this.#now();
    const age = known === null ? Infinity : now - known.kept.fetchedAt;
    if (known !== null && age <= staleLimit && age >= -clockSlack) return { ...known, from: 'stale' };
    return noForecast(why, (this.#breaker.memory?.until ?? now) - now);
  }

  /** The pause that was on when the server stopped is still on, unless the name or address we ask with has changed. */
  async #restore(): Promise<void> {
    const note = (await this.#kept.readNote(breakerNote)) as { identity?: unknown; memory?: unknown } | null;
    if (note?.identity !== this.#identity) return;
    this.#breaker.restore(asBreakerMemory(note.memory, this.#now()));
    this.#onDisk = this.#breaker.memory;
  }

  async #noteBreaker(): Promise<void> {
    const { memory } = this.#breaker;
    if (memory === this.#onDisk) return;
    this.#onDisk = memory;
    await this.#kept.writeNote(breakerNote, { identity: this.#identity, memory }).catch(() => {
      // without the note the pause still holds while the server runs
    });
  }

  #notice(matter: string, level: 'info' | 'warn' | 'error', message: string): void {
    const now = this.#now();
    const last = this.#noticed.get(matter) ?? -Infinity;
    if (now - last < day && now >= last) return;
    this.#noticed.set(matter, now);
    this.#options.onNotice(level, message);
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

const deprecated =
  'MET Norway says that the forecast service asked here is a test version or will end soon (203): look for a newer hobnob.';

/** Statuses by which MET says that it will have nothing for this place tomorrow either. */
function isNothing(status: number): boolean {
  return status === 400 || status === 404 || status === 422;
}

function knownFrom(kept: Kept | null): Known | null {
  if (kept === null) return null;
  if (isNothing(kept.status)) return { kept, parsed: null };
  const parsed = parseForecast(kept.body);
  return parsed === null ? null : { kept, parsed };
}

function isFresh(kept: Kept, now: number): boolean {
  return now < kept.expires && now >= kept.fetchedAt - clockSlack;
}

/** Waits for `shared` without having a hold on it. */
async function unlessAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
  });
  return Promise.race([shared, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
