import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forecastBody } from '../../../test/met-forecast.ts';
import { type Behaviour, MetStandIn } from '../../../test/met-stand-in.ts';
import { limitedFetch } from '../../bots/mind/limited-fetch.ts';
import { storeOf } from '../../bots/mind/records.ts';
import { BotShelf } from '../../bots/store.ts';
import type { Shelf } from '../../log/log.ts';
import { memoryStore } from '../../log/memory.ts';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import type { Clock } from '../../util/clock.ts';
import { seededRandom } from '../../util/random.ts';
import type { Forecast, Forecasts, NoForecast, Place } from '../types.ts';
import type { BreakerMemory } from './breaker.ts';
import { metNorway } from './client.ts';
import { whyOff } from './off.ts';
import type { MetMeans, MetSettings } from './types.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Milliseconds that one exchange may take. */
const exchangeLimit = 10_000;

const oslo: Place = {
  name: 'Oslo',
  admin: null,
  country: 'Norway',
  countryCode: 'NO',
  lat: 59.91273,
  lon: 10.74609,
  altitude: 26,
  population: 580000,
  timeZone: 'Europe/Oslo',
};
/** A different place for each number. */
const somewhere = (index: number): Place => ({ ...oslo, name: `Place ${index}`, lat: 10 + index });

let clock: VirtualClock;
let met: MetStandIn;
let shelf: Shelf;
let notices: string[];
let exchanges: number;
/** The stay of a bot that asks. */
let stay: AbortController;
let client: Forecasts;

beforeEach(async () => {
  clock = new VirtualClock(Date.UTC(2026, 2, 29, 12, 20));
  met = await MetStandIn.start({ now: () => clock.now(), weather: { temperature: 4.5, cloud: 92 } });
  ({ shelf } = memoryStore());
  notices = [];
  exchanges = 0;
  client = open();
});
afterEach(async () => {
  stay.abort();
  await met.close();
});

function settings(changes: Partial<MetSettings> = {}): MetSettings {
  return { enabled: true, contact: 'ann@example.org', url: met.url, version: '1.2.3', ...changes };
}

/** A client for a stay that begins now, with what the one before has kept, over the real network of this machine. */
function open(changes: Partial<MetSettings> = {}, means: Partial<MetMeans> = {}): Forecasts {
  stay = new AbortController();
  const { signal } = stay;
  const source = metNorway(settings(changes));
  return source.open({
    clock: watched(),
    random: seededRandom(1),
    store: storeOf(new BotShelf(shelf, 'Weather_Bot').during(signal)),
    fetch: limitedFetch({ hosts: source.hosts, fetch, clock: watched(), signal }),
    signal,
    log: (message, level) => notices.push(`${level}: ${message}`),
    ...means,
  });
}

function restart(changes: Partial<MetSettings> = {}, means: Partial<MetMeans> = {}): void {
  stay.abort();
  client = open(changes, means);
}

/** The keys that are in use, the one of the pause apart. */
async function kept(): Promise<string[]> {
  return (await shelf.entries('bot/weather_bot')).map(([key]) => key).filter((key) => key !== 'pause');
}

/** The pause that is on, as it was kept. */
async function pause(): Promise<BreakerMemory | null> {
  const note = await shelf.get('bot/weather_bot', 'pause');
  return (note as { readonly memory: BreakerMemory | null } | undefined)?.memory ?? null;
}

/** How long it is still on, ms. */
async function pauseLeft(): Promise<number> {
  return ((await pause())?.until ?? 0) - clock.now();
}

/** The virtual clock, counting the exchanges that are under way by the limit of time that each sets itself. */
function watched(): Clock {
  return {
    now: () => clock.now(),
    after(ms, run) {
      const isExchange = ms === exchangeLimit;
      if (isExchange) exchanges++;
      const cancel = clock.after(ms, run);
      return () => {
        if (isExchange) exchanges--;
        cancel();
      };
    },
  };
}

/** Waits for real I/O, and lets the virtual clock run only while the client waits for nothing else. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  let done = false;
  const mark = (): void => {
    done = true;
  };
  promise.then(mark, mark);
  const isDone = (): boolean => done;
  for (let turn = 0; turn < 5000 && !isDone(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (exchanges === 0 && clock.pending > 0) await clock.advance(50);
  }
  return promise;
}

async function ask(place: Place = oslo): Promise<Forecast> {
  const result = await settled(client.forecast(place));
  if ('trouble' in result) throw new Error(`${result.trouble}: ${result.message}`);
  return result;
}

async function askInVain(place: Place = oslo): Promise<NoForecast> {
  const result = await settled(client.forecast(place));
  if (!('trouble' in result)) throw new Error('there was a forecast');
  return result;
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5000 && !condition(); turn++)
    await new Promise((resolve) => setTimeout(resolve, 1));
  expect(condition()).toBe(true);
}

function repeat(times: number, behaviour: Behaviour): Behaviour[] {
  return Array.from({ length: times }, () => behaviour);
}

describe('a question', () => {
  test('is answered with what MET says', async () => {
    const forecast = await ask();
    expect(forecast.place).toBe(oslo);
    expect(forecast.staleSince).toBeNull();
    expect(forecast.issuedAt).toBe(Date.UTC(2026, 2, 29, 12, 10));
    expect(forecast.steps).toHaveLength(89);
    expect(forecast.steps[0]).toMatchObject({ time: Date.UTC(2026, 2, 29, 12), temperature: 4.5, cloud: 92 });
  });

  test('names program, version and contact, accepts gzip, and tells nothing else', async () => {
    await ask();
    const { url, headers } = met.requests[0]!;
    expect(headers['user-agent']).toBe('hobnob/1.2.3 (ann@example.org)');
    expect(headers['accept-encoding']).toBe('gzip');
    // The last two are what Node says with every question.
    expect(headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip',
      connection: 'keep-alive',
      host: new URL(met.origin).host,
      'user-agent': 'hobnob/1.2.3 (ann@example.org)',
      'accept-language': '*',
      'sec-fetch-mode': 'cors',
    });
    expect(url).toBe('/weatherapi/locationforecast/2.0/compact?lat=59.91&lon=10.75&altitude=26');
  });

  test('works with an address that stops at the version', async () => {
    restart({ url: met.url.replace('/compact', '/') });
    await ask();
    expect(met.requests).toHaveLength(1);
  });

  test('outside the coordinates of the earth is not sent', async () => {
    expect(await askInVain({ ...oslo, lat: 91 })).toMatchObject({ trouble: 'not_covered' });
    expect(met.requests).toHaveLength(0);
  });
});

describe('no request', () => {
  test.each([
    null,
    '',
    '  ',
    'Ann',
    'ann@home',
    'ann@example.org\r\nX-Evil: 1',
    'Mozilla/5.0 (X11)',
    'https://localhost/',
  ])('without a usable contact: %j', async (contact) => {
    restart({ contact });
    const answer = await askInVain();
    expect(answer.trouble).toBe('no_contact');
    expect(answer.message).toContain('--weather-contact');
    expect(whyOff(settings({ contact }))).toEqual(answer);
    expect(met.requests).toHaveLength(0);
  });

  test('with the example of the documentation, unless a stand-in is asked', async () => {
    const fetched: string[] = [];
    restart(
      { url: 'https://api.met.no/weatherapi/locationforecast/2.0', contact: 'you@example.org' },
      { fetch: async (url) => new Response(`${fetched.push(url)}`) },
    );
    expect((await askInVain()).trouble).toBe('no_contact');
    expect(fetched).toEqual([]);
  });

  test('when live weather is switched off', async () => {
    restart({ enabled: false });
    expect((await askInVain()).trouble).toBe('switched_off');
    expect(metNorway(settings({ enabled: false })).hosts).toEqual([]);
    expect(met.requests).toHaveLength(0);
  });

  test('without https to another machine', async () => {
    const fetched: string[] = [];
    const url = 'http://weather.invalid/compact';
    restart({ url }, { fetch: async (asked) => new Response(`${fetched.push(asked)}`) });
    expect(await askInVain()).toMatchObject({
      trouble: 'switched_off',
      message: expect.stringContaining('https') as string,
    });
    expect(fetched).toEqual([]);
    expect(metNorway(settings({ url })).hosts).toEqual([]);
  });

  test('after the end', async () => {
    stay.abort();
    expect((await askInVain()).trouble).toBe('switched_off');
    expect(met.requests).toHaveLength(0);
  });

  test('while nobody asks, and nothing is kept before somebody does', async () => {
    await clock.advance(48 * hour);
    expect(met.requests).toHaveLength(0);
    expect(await shelf.entries('bot/weather_bot')).toEqual([]);
    await ask();
    await clock.advance(48 * hour);
    expect(met.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe('an answer', () => {
  test('is used until it expires, then MET is asked whether it has changed, in its own words', async () => {
    await ask();
    const told = new Date(clock.now()).toUTCString();
    await clock.advance(29 * minute);
    await ask();
    expect(met.requests).toHaveLength(1);
    await clock.advance(2 * minute);
    const forecast = await ask();
    expect(forecast.staleSince).toBeNull();
    expect(met.requests).toHaveLength(2);
    expect(met.requests[1]!.headers['if-modified-since']).toBe(told);
    await clock.advance(29 * minute);
    await ask();
    expect(met.requests).toHaveLength(2);
    expect(met.requests[1]!.headers).not.toHaveProperty('cache-control');
    expect(await pause()).toBeNull();
  });

  test('keeps the words of Last-Modified also after a 304, and takes new ones with a new body', async () => {
    met.next({ type: 'weather', headers: { 'last-modified': 'Sun, 29 Mar 2026 11:59:59 GMT' } });
    await ask();
    for (let round = 0; round < 2; round++) {
      await clock.advance(31 * minute);
      await ask();
    }
    expect(met.requests.slice(1).map(({ headers }) => headers['if-modified-since'])).toEqual([
      'Sun, 29 Mar 2026 11:59:59 GMT',
      'Sun, 29 Mar 2026 11:59:59 GMT',
    ]);
    await clock.advance(31 * minute);
    met.publish({ temperature: -3 });
    expect((await ask()).steps[0]!.temperature).toBe(-3);
  });

  test('survives a restart without a request', async () => {
    const before = await ask();
    restart();
    expect(await ask()).toEqual(before);
    expect(met.requests).toHaveLength(1);
    await clock.advance(31 * minute);
    restart();
    await ask();
    expect(met.requests[1]!.headers['if-modified-since']).toBeDefined();
  });

  test.each([null, '', {}, { address: 1 }, [], 7])(
    'that is damaged (%j) is as good as none',
    async (value) => {
      await ask();
      for (const key of await kept()) await shelf.put('bot/weather_bot', key, value);
      met.forget();
      restart();
      expect((await ask()).steps).toHaveLength(89);
      expect(met.requests).toHaveLength(2);
    },
  );

  test('that cannot be kept is used nonetheless, and the administrator hears of it once', async () => {
    const store = storeOf(new BotShelf(shelf, 'Weather_Bot').during(new AbortController().signal));
    restart({}, { store: { ...store, put: () => Promise.reject(new Error('no room')) } });
    await ask();
    await ask();
    await ask(somewhere(1));
    expect(met.requests).toHaveLength(2);
    expect(notices).toEqual([expect.stringMatching(/^warn: .*cannot be kept: no room/)]);
  });

  test.each([
    ['absent', null],
    ['in the past', 'Sun, 29 Mar 2026 11:00:00 GMT'],
    ['not a date', 'soon'],
    ['zero', '0'],
  ])('whose Expires is %s is used for half an hour and a little', async (_, expires) => {
    met.next({ type: 'weather', headers: { expires } });
    await ask();
    await clock.advance(30 * minute - 1);
    await ask();
    expect(met.requests).toHaveLength(1);
    await clock.advance(5 * minute + 1);
    await ask();
    expect(met.requests).toHaveLength(2);
  });

  test('is used for two hours at most, whatever Expires says', async () => {
    met.next({ type: 'weather', headers: { expires: new Date(clock.now() + 50 * hour).toUTCString() } });
    await ask();
    await clock.advance(2 * hour - 1);
    await ask();
    expect(met.requests).toHaveLength(1);
    await clock.advance(1);
    await ask();
    expect(met.requests).toHaveLength(2);
  });

  test('lives by the clock of MET, not by ours', async () => {
    const ahead = 3 * hour;
    const at = (ms: number): string => new Date(clock.now() + ahead + ms).toUTCString();
    met.next({
      type: 'weather',
      headers: { date: at(0), expires: at(20 * minute), 'last-modified': at(-hour - ahead) },
    });
    await ask();
    await clock.advance(20 * minute - 1);
    await ask();
    expect(met.requests).toHaveLength(1);
    await clock.advance(2);
    await ask();
    expect(met.requests).toHaveLength(2);
  });

  test('from the future is not believed: the clock of this machine was set back', async () => {
    await ask();
    await clock.advance(31 * minute);
    restart({}, { clock: new VirtualClock(clock.now() - 24 * hour) });
    await ask();
    expect(met.requests).toHaveLength(2);
  });
});

describe('many questions', () => {
  test('at once for one place are one request', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.forecast(oslo)));
    expect(answers.every((answer) => 'steps' in answer)).toBe(true);
    expect(met.requests).toHaveLength(1);
  });

  test('for neighbours within a kilometre are one request', async () => {
    await ask();
    await ask({ ...oslo, name: 'Next door', lat: 59.9131, lon: 10.7513 });
    expect(met.requests).toHaveLength(1);
  });

  test('for many places go three at once and one a second, and too many are told to wait', async () => {
    const answers = await settled(
      Promise.all(Array.from({ length: 20 }, (_, index) => client.forecast(somewhere(index)))),
    );
    expect(met.requests).toHaveLength(13);
    const start = met.requests[0]!.time;
    const spread = [0, 0, 0, ...Array.from({ length: 10 }, (_, index) => (index + 1) * 1000)];
    expect(met.requests.map(({ time }) => time - start)).toEqual(spread);
    const busy = answers.filter((answer) => 'trouble' in answer);
    expect(busy).toHaveLength(7);
    expect(busy[0]).toMatchObject({ trouble: 'throttled' });
  });
});

describe('when MET says', () => {
  test('203: the answer is used and the administrator told, once a day', async () => {
    met.next({ type: 'weather', status: 203 }, { type: 'weather', status: 203 });
    expect((await ask()).steps).toHaveLength(89);
    await ask(somewhere(1));
    expect(notices).toEqual([expect.stringMatching(/^warn: .*203/)]);
    await clock.advance(25 * hour);
    met.next({ type: 'weather', status: 203 });
    await ask(somewhere(2));
    expect(notices).toHaveLength(2);
  });

  test.each([301, 302, 303, 307, 308])(
    '%i: it is followed, and the answer kept under the first address',
    async (status) => {
      met.next({ type: 'redirect', status, location: '/elsewhere?lat=59.91&lon=10.75&altitude=26' });
      await ask();
      await ask();
      expect(met.requests.map(({ url }) => url.split('?')[0])).toEqual([
        '/weatherapi/locationforecast/2.0/compact',
        '/elsewhere',
      ]);
      expect(met.requests[1]!.headers['user-agent']).toBe('hobnob/1.2.3 (ann@example.org)');
      expect(notices).toEqual(['info: MET Norway sends us on to /elsewhere.']);
    },
  );

  test('go round in circles: it is followed three times', async () => {
    for (let index = 0; index < 10; index++) {
      met.next({
        type: 'redirect',
        status: 302,
        location: `/round/${index}?lat=59.91&lon=10.75&altitude=26`,
      });
    }
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(met.requests).toHaveLength(4);
  });

  test.each(['http://weather.invalid/', 'ftp://127.0.0.1/', 'http://[', 'file:///etc/passwd'])(
    'go to %s: it is not followed',
    async (location) => {
      met.next({ type: 'redirect', status: 301, location });
      expect((await askInVain()).trouble).toBe('unreachable');
      expect(met.requests).toHaveLength(1);
    },
  );

  test('429: everything stops for as long as it says', async () => {
    await ask();
    await clock.advance(31 * minute);
    met.next({ type: 'status', status: 429, headers: { 'retry-after': '120' } });
    const fetchedAt = clock.now() - 31 * minute;
    expect((await ask()).staleSince).toBe(fetchedAt);
    expect(await askInVain(somewhere(1))).toMatchObject({
      trouble: 'throttled',
      message: expect.stringContaining('2 minutes') as string,
    });
    await clock.advance(119_000);
    expect((await askInVain(somewhere(1))).trouble).toBe('throttled');
    expect(met.requests).toHaveLength(2);
    await clock.advance(2000);
    expect((await ask()).staleSince).toBeNull();
    expect(await pause()).toBeNull();
    expect(notices).toEqual([expect.stringMatching(/^warn: .*429/)]);
  });

  test('429 without a time: it waits five minutes, then twice as long', async () => {
    met.next(...repeat(2, { type: 'status', status: 429 }));
    await askInVain();
    const first = await pauseLeft();
    expect(first).toBeGreaterThanOrEqual(5 * minute);
    expect(first).toBeLessThan(6.1 * minute);
    await clock.advance(first);
    await askInVain();
    expect(await pauseLeft()).toBeGreaterThanOrEqual(10 * minute);
    expect(met.requests).toHaveLength(2);
  });

  test('429 while others wait for their turn: those are not sent any more', async () => {
    met.next({ type: 'hang' }, { type: 'hang' }, { type: 'status', status: 429 });
    const answers = Promise.all(Array.from({ length: 8 }, (_, index) => client.forecast(somewhere(index))));
    await until(() => notices.some((notice) => notice.includes('429')));
    await clock.advance(8_000);
    met.release();
    const troubles = (await settled(answers)).map((answer) =>
      'trouble' in answer ? answer.trouble : 'forecast',
    );
    expect(troubles.toSorted()).toEqual([
      'forecast',
      'forecast',
      ...Array.from({ length: 6 }, () => 'throttled'),
    ]);
    expect(met.requests).toHaveLength(3);
    expect(await pause()).toMatchObject({ trip: 'throttled' });
  });

  test('403: nothing is asked for an hour, then six, then a day, and the administrator knows what to check', async () => {
    met.next(...repeat(4, { type: 'status', status: 403, headers: { errorclass: 'Forbidden' } }));
    for (const hours of [1, 6, 24, 24]) {
      expect((await askInVain()).trouble).toBe('refused');
      expect(await pause()).toMatchObject({ trip: 'refused' });
      expect(await pauseLeft()).toBeGreaterThanOrEqual(hours * hour);
      expect(await pauseLeft()).toBeLessThan(hours * hour * 1.3);
      await clock.advance(hours * hour - 1);
      const seen = met.requests.length;
      await askInVain(somewhere(hours));
      expect(met.requests).toHaveLength(seen);
      await clock.advance(await pauseLeft());
    }
    expect(notices[0]).toMatch(/^error: .*403 Forbidden.*--weather-contact.*TermsOfService/);
    await ask();
    expect(await pause()).toBeNull();
  });

  test('403: a restart does not shorten the pause, a corrected contact does', async () => {
    met.next({ type: 'status', status: 403 });
    await askInVain();
    restart();
    expect((await askInVain(somewhere(1))).trouble).toBe('refused');
    expect(met.requests).toHaveLength(1);
    met.forget();
    restart({ contact: 'https://ann.example.org/about' });
    await ask();
    expect(met.requests[1]!.headers['user-agent']).toBe('hobnob/1.2.3 (https://ann.example.org/about)');
  });

  test.each([400, 404, 422])(
    '%i: the place is not asked again for a day, other places are',
    async (status) => {
      met.next({ type: 'status', status });
      expect(await askInVain()).toMatchObject({
        trouble: 'not_covered',
        message: expect.stringContaining('Oslo') as string,
      });
      await clock.advance(23 * hour);
      expect((await askInVain()).trouble).toBe('not_covered');
      restart();
      expect((await askInVain()).trouble).toBe('not_covered');
      expect(met.requests).toHaveLength(1);
      await ask(somewhere(1));
      await clock.advance(2 * hour);
      await ask();
      expect(met.requests).toHaveLength(3);
    },
  );

  test.each([500, 502, 503, 504])('%i: it is tried twice more, a little later each time', async (status) => {
    met.next(...repeat(2, { type: 'status', status }));
    expect((await ask()).staleSince).toBeNull();
    const [first, second, third] = met.requests.map(({ time }) => time);
    expect(second! - first!).toBeGreaterThanOrEqual(1000);
    expect(third! - second!).toBeGreaterThanOrEqual(2000);
    expect(third! - second!).toBeLessThanOrEqual(4100);
    expect(met.requests).toHaveLength(3);
    expect(await pause()).toBeNull();
  });

  test('nothing but 500: an honest failure, and pauses that grow', async () => {
    met.next(...repeat(6, { type: 'status', status: 500 }));
    const answer = await askInVain();
    expect(answer.trouble).toBe('unreachable');
    expect(answer.message).toContain('cannot reach MET Norway');
    expect(met.requests).toHaveLength(3);
    await askInVain(somewhere(1));
    expect(met.requests).toHaveLength(3);
    const first = await pauseLeft();
    await clock.advance(first);
    await askInVain();
    expect(met.requests).toHaveLength(6);
    expect(await pauseLeft()).toBeGreaterThan(first);
  });

  test('nothing: what is kept is shown with its age, for a day', async () => {
    await ask();
    const fetchedAt = clock.now();
    await clock.advance(31 * minute);
    met.next(...repeat(3, { type: 'reset' }));
    expect((await ask()).staleSince).toBe(fetchedAt);
    await clock.advance(fetchedAt + 24 * hour - clock.now());
    met.next(...repeat(3, { type: 'status', status: 503 }));
    const late = await settled(client.forecast(oslo));
    expect(late).toMatchObject({ trouble: 'unreachable' });
    expect(met.requests).toHaveLength(7);
  });

  test('nothing in ten seconds: it gives up, and does not keep the asker for long', async () => {
    met.next(...repeat(3, { type: 'hang' }));
    const answer = client.forecast(oslo);
    await until(() => met.requests.length === 1);
    await clock.advance(9_999);
    expect(met.underWay).toBe(1);
    await clock.advance(1);
    await until(() => met.underWay === 0);
    await until(() => clock.pending > 0);
    await clock.advance(2_000);
    await until(() => met.requests.length === 2);
    await clock.advance(10_000);
    expect(await settled(answer)).toMatchObject({ trouble: 'unreachable' });
    expect(met.requests).toHaveLength(2);
    expect(notices[0]).toContain('10 s');
  });

  test.each<[string, Behaviour]>([
    ['a page', { type: 'body', body: '<html>maintenance</html>' }],
    ['half of an answer', { type: 'body', body: '{"type": "Feature", "properties": {' }],
    ['another format', { type: 'body', body: '{"properties": {"timeseries": []}}' }],
    ['JSON of no object', { type: 'body', body: 'null' }],
    ['a status nobody knows', { type: 'status', status: 299 }],
    ['304 to an unconditional question', { type: 'status', status: 304 }],
  ])('%s: it is not kept', async (_, behaviour) => {
    met.next(behaviour);
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(met.requests).toHaveLength(1);
    expect(await kept()).toEqual([]);
    await clock.advance(await pauseLeft());
    await ask();
  });

  test('nonsense when it is asked again: the last good answer is shown and kept', async () => {
    await ask();
    await clock.advance(31 * minute);
    met.next({ type: 'body', body: 'oops' });
    expect((await ask()).staleSince).not.toBeNull();
    await clock.advance(10_000);
    expect((await ask()).staleSince).toBeNull();
    expect(met.requests[2]!.headers['if-modified-since']).toBe(met.requests[1]!.headers['if-modified-since']);
  });

  test('an answer cut short: it is asked again', async () => {
    met.next({ type: 'cut' });
    expect((await ask()).staleSince).toBeNull();
    expect(met.requests).toHaveLength(2);
  });

  test.each([
    ['as it is', (body: string) => ({ body, headers: {} })],
    ['gzipped small', (body: string) => ({ body: gzipSync(body), headers: { 'content-encoding': 'gzip' } })],
  ])('more than two megabytes %s: it is not read', async (_, pack) => {
    const origin = { lat: 59.91, lon: 10.75, altitude: 26, issuedAt: clock.now() };
    const { body, headers } = pack(forecastBody({}, origin) + ' '.repeat(2 * 1024 * 1024));
    let requests = 0;
    const huge = createServer((_request, response) => {
      requests++;
      response.writeHead(200, headers).end(body);
    });
    await new Promise<void>((resolve) => huge.listen(0, '127.0.0.1', resolve));
    restart({ url: `http://127.0.0.1:${(huge.address() as AddressInfo).port}` });
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(requests).toBe(1);
    expect(notices[0]).toContain('2097152 bytes');
    huge.closeAllConnections();
    await new Promise((resolve) => huge.close(resolve));
  });

  test.each([
    ['an encoding that nobody knows', 'x-odd'],
    ['what cannot be unpacked', 'gzip'],
  ])('%s: it is not read', async (_, encoding) => {
    met.next(...repeat(3, { type: 'body', body: 'x', headers: { 'content-encoding': encoding } }));
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(await kept()).toEqual([]);
  });
});

describe('without a network', () => {
  test('the asker is told so, and after it comes back the weather', async () => {
    const port = new URL(met.origin).port;
    await met.close();
    expect(await askInVain()).toMatchObject({
      trouble: 'unreachable',
      message: expect.stringContaining('connected to the internet') as string,
    });
    expect(await pause()).toMatchObject({ trip: 'unreachable' });
    expect(notices[0]).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
    met = await MetStandIn.start({ now: () => clock.now() });
  });
});

test('the end of a stay breaks off what is under way and lets nobody wait, and is no reason for a pause', async () => {
  met.next(...repeat(3, { type: 'hang' }));
  const answers = Promise.all(Array.from({ length: 6 }, (_, index) => client.forecast(somewhere(index))));
  await until(() => met.requests.length === 3);
  stay.abort();
  for (const answer of await answers) expect(answer).toHaveProperty('trouble');
  expect(clock.pending).toBe(0);
  expect(met.requests).toHaveLength(3);
  expect(await pause()).toBeNull();
  expect(notices).toEqual([]);
});
