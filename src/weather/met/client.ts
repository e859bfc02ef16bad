/**
 * Forecasts from MET Norway's Locationforecast 2.0, by its terms of service: asks only when somebody asks us, never
 * before what it has expires, once for everybody, slowly, under a true name, and stops when told to.
 * Everything it does goes through what it is given; knows nothing of rooms or bots.
 */
import { messageOf } from '../../util/result.ts';
import type { Forecast, Forecasts, NoForecast, Place } from '../types.ts';
import { forecastAddress, userAgent } from './address.ts';
import { type Answer, Asker, type Outcome } from './asker.ts';
import { asBreakerMemory, Breaker, type BreakerMemory, type Trip } from './breaker.ts';
import { day, expiryOf, minute, retryAfter } from './freshness.ts';
import { type Kept, KeptAnswers } from './kept-answers.ts';
import { switchedOff, whyOff } from './off.ts';
import { parseForecast } from './parse.ts';
import type { ForecastSource, MetMeans, MetSettings } from './types.ts';
import { noForecast, notCovered, tripNotice } from './wording.ts';

/** Forecasts as these settings allow. */
export function metNorway(settings: MetSettings): ForecastSource {
  const hosts = whyOff(settings) === null ? [new URL(settings.url).origin] : [];
  return { hosts, open: (means) => new MetClient(settings, means) };
}

/** Older than this, nothing is shown. */
const staleLimit = day;
/** A machine's clock may be set back by so much before what is kept counts as coming from the future. */
const clockSlack = 5 * minute;
/** The key under which a pause outlives us. */
const pauseKey = 'pause';

interface Finding {
  readonly kept: Kept;
  readonly isStale: boolean;
}

class MetClient implements Forecasts {
  readonly #means: MetMeans;
  readonly #settings: MetSettings;
  readonly #identity: string;
  readonly #kept: KeptAnswers;
  readonly #breaker: Breaker;
  readonly #asker: Asker;
  readonly #flights = new Map<string, Promise<Finding | NoForecast>>();
  readonly #noticed = new Map<string, number>();
  #restored: Promise<void> | null = null;
  #stored: BreakerMemory | null = null;

  constructor(settings: MetSettings, means: MetMeans) {
    const name = userAgent(settings.version, settings.contact ?? '');
    this.#means = means;
    this.#settings = settings;
    this.#identity = `${name} ${settings.url}`;
    this.#kept = new KeptAnswers(means.store);
    this.#breaker = new Breaker(means.random);
    this.#asker = new Asker(means, name, () => !this.#breaker.isOpen(this.#now()));
  }

  async forecast(place: Place): Promise<Forecast | NoForecast> {
    const off = this.#means.signal.aborted ? switchedOff : whyOff(this.#settings);
    if (off !== null) return off;
    const address = forecastAddress(this.#settings.url, place);
    if (address === null) return notCovered(place);
    const finding = await (this.#flights.get(address) ?? this.#startFlight(address));
    if ('trouble' in finding) return finding;
    const { forecast, fetchedAt } = finding.kept;
    if (forecast === null) return notCovered(place);
    return { place, ...forecast, staleSince: finding.isStale ? fetchedAt : null };
  }

  /** One for each address at a time; whoever asks meanwhile shares it. */
  #startFlight(address: string): Promise<Finding | NoForecast> {
    const flight = this.#find(address).finally(() => this.#flights.delete(address));
    this.#flights.set(address, flight);
    return flight;
  }

  async #find(address: string): Promise<Finding | NoForecast> {
    const kept = await this.#kept.get(address);
    if (kept !== null && isFresh(kept, this.#now())) return { kept, isStale: false };
    await (this.#restored ??= this.#restore());
    const refused = this.#breaker.refuses(this.#now());
    if (refused !== null) return this.#without(kept, refused);
    const outcome = await this.#asker.ask(address, kept?.lastModified ?? null);
    const finding = await this.#judge(outcome, address, kept);
    await this.#storeBreaker();
    return finding;
  }

  async #judge(outcome: Outcome, address: string, kept: Kept | null): Promise<Finding | NoForecast> {
    switch (outcome.type) {
      case 'unasked':
        this.#breaker.unknown();
        return this.#without(kept, this.#breaker.memory?.trip ?? 'busy');
      case 'failed':
        return this.#pause('unreachable', outcome.reason, null, kept);
      case 'answer':
        return this.#judgeAnswer(outcome, address, kept);
    }
  }

  async #judgeAnswer(answer: Answer, address: string, kept: Kept | null): Promise<Finding | NoForecast> {
    const { status, header, movedTo } = answer;
    const now = this.#now();
    if (movedTo !== null) this.#notice('moved', 'info', `MET Norway sends us on to ${movedTo}.`);
    const expires = expiryOf(header('expires'), header('date'), now, this.#means.random);
    if (status === 304 && kept !== null) return this.#keep({ ...kept, expires, fetchedAt: now });
    if (status === 200 || status === 203) {
      const forecast = parseForecast(answer.body);
      if (forecast === null) return this.#pause('unreachable', 'not a forecast', null, kept);
      if (status === 203) this.#notice('203', 'warn', deprecated);
      const lastModified = header('last-modified') ?? null;
      return this.#keep({ address, lastModified, expires, fetchedAt: now, forecast });
    }
    const reason = [status, header('errorclass')].filter(Boolean).join(' ').slice(0, 100);
    if (isNothing(status)) {
      if (status === 400)
        this.#notice('400', 'warn', `MET Norway does not understand our question (${reason}).`);
      return this.#keep({ address, lastModified: null, expires: now + day, fetchedAt: now, forecast: null });
    }
    const wait = retryAfter(header('retry-after'), now);
    if (status === 429) return this.#pause('throttled', reason, wait, kept);
    if (status >= 400 && status < 500) return this.#pause('refused', reason, null, kept);
    return this.#pause('unreachable', reason, status >= 500 ? wait : null, kept);
  }

  async #keep(kept: Kept): Promise<Finding> {
    this.#breaker.succeeded(this.#now());
    await this.#kept.put(kept).catch((thrown: unknown) => {
      this.#notice('store', 'warn', `MET Norway's answers cannot be kept: ${messageOf(thrown)}`);
    });
    return { kept, isStale: false };
  }

  #pause(trip: Trip, reason: string, wait: number | null, kept: Kept | null): Finding | NoForecast {
    // What was broken off here says nothing about MET.
    if (this.#means.signal.aborted) return switchedOff;
    const now = this.#now();
    const { until } = this.#breaker.trip(trip, now, wait);
    this.#notice(trip, trip === 'refused' ? 'error' : 'warn', tripNotice(trip, reason, until - now));
    return this.#without(kept, trip);
  }

  /** MET cannot be asked now: what is kept, if it is not too old, else the reason. */
  #without(kept: Kept | null, why: Trip | 'busy'): Finding | NoForecast {
    const now = this.#now();
    const age = kept === null ? Infinity : now - kept.fetchedAt;
    if (kept !== null && age <= staleLimit && age >= -clockSlack) return { kept, isStale: true };
    return noForecast(why, (this.#breaker.memory?.until ?? now) - now);
  }

  /** The pause that was on when the program stopped is still on, unless the name or address we ask with has changed. */
  async #restore(): Promise<void> {
    const note = await this.#means.store.get(pauseKey).catch(() => null);
    if (typeof note !== 'object' || note === null) return;
    const { identity, memory } = note as { readonly identity?: unknown; readonly memory?: unknown };
    if (identity !== this.#identity) return;
    this.#breaker.restore(asBreakerMemory(memory, this.#now()));
    this.#stored = this.#breaker.memory;
  }

  async #storeBreaker(): Promise<void> {
    const { memory } = this.#breaker;
    if (memory === this.#stored) return;
    this.#stored = memory;
    await this.#means.store.put(pauseKey, { identity: this.#identity, memory }).catch(() => {
      // without the note the pause still holds while we run
    });
  }

  #notice(matter: string, level: 'info' | 'warn' | 'error', message: string): void {
    const now = this.#now();
    const last = this.#noticed.get(matter) ?? -Infinity;
    if (this.#means.signal.aborted || (now - last < day && now >= last)) return;
    this.#noticed.set(matter, now);
    this.#means.log(message, level);
  }

  #now(): number {
    return this.#means.clock.now();
  }
}

const deprecated =
  'MET Norway says that the forecast service asked here is a test version or will end soon (203): look for a newer hobnob.';

/** Statuses by which MET says that it will have nothing for this place tomorrow either. */
function isNothing(status: number): boolean {
  return status === 400 || status === 404 || status === 422;
}

function isFresh(kept: Kept, now: number): boolean {
  return now < kept.expires && now >= kept.fetchedAt - clockSlack;
}
