import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forecastBody } from '../../../test/met-forecast.ts';
import { type Behaviour, MetStandIn } from '../../../test/met-stand-in.ts';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import type { Clock } from '../../util/clock.ts';
import { seededRandom } from '../../util/random.ts';
import type { Forecast, NoForecast, Place } from '../types.ts';
import { openMet } from './client.ts';
import type { MetForecasts, MetOptions } from './types.ts';

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
let folder: string;
let notices: string[];
let exchanges: number;
let client: MetForecasts;

beforeEach(async () => {
  clock = new VirtualClock(Date.UTC(2026, 2, 29, 12, 20));
  met = await MetStandIn.start({ now: () => clock.now(), weather: { temperature: 4.5, cloud: 92 } });
  folder = mkdtempSync(join(tmpdir(), 'hobnob-met-'));
  notices = [];
  exchanges = 0;
  client = open();
});
afterEach(async () => {
  client.close();
  rmSync(folder, { recursive: true });
  await met.close();
});

function open(changes: Partial<MetOptions> = {}): MetForecasts {
  return openMet({
    clock: watched(),
    random: seededRandom(1),
    cacheFolder: join(folder, 'weather'),
    contact: 'ann@example.org',
    baseUrl: met.url,
    version: '1.2.3',
    enabled: true,
    onNotice: (level, message) => notices.push(`${level}: ${message}`),
    ...changes,
  });
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
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(url).toBe('/weatherapi/locationforecast/2.0/compact?lat=59.91&lon=10.75&altitude=26');
  });

  test('works with an address that stops at the version', async () => {
    client = open({ baseUrl: met.url.replace('/compact', '/') });
    await ask();
    expect(met.requests).toHaveLength(1);
  });

  test('outside the coordinates of the earth is not sent', async () => {
    expect(await askInVain({ ...oslo, lat: 91 })).toMatchObject({ trouble: 'not_covered' });
    expect(met.requests).toHaveLength(0);
  });

  test('rejects at once when its asker gives up, and is finished for the others', async () => {
    met.next({ type: 'hang' });
    const stop = new AbortController();
    const gone = client.forecast(oslo, stop.signal);
    const stays = client.forecast(oslo);
    await until(() => met.requests.length === 1);
    stop.abort(new Error('never mind'));
    await expect(gone).rejects.toThrow('never mind');
    met.release();
    expect(await settled(stays)).toHaveProperty('steps');
    await expect(client.forecast(oslo, stop.signal)).rejects.toThrow('never mind');
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
    client = open({ contact });
    const answer = await askInVain();
    expect(answer.trouble).toBe('no_contact');
    expect(answer.message).toContain('--weather-contact');
    expect(client.offBecause()).toBe(answer.message);
    expect(met.requests).toHaveLength(0);
  });

  test('with the example of the documentation, unless a stand-in is asked', async () => {
    client = open({
      baseUrl: 'https://api.met.no/weatherapi/locationforecast/2.0',
      contact: 'you@example.org',
    });
    expect((await askInVain()).trouble).toBe('no_contact');
    expect(client.figures().requests).toBe(0);
  });

  test('when live weather is switched off', async () => {
    client = open({ enabled: false });
    expect((await askInVain()).trouble).toBe('switched_off');
    expect(met.requests).toHaveLength(0);
  });

  test('without https to another machine', async () => {
    client = open({ baseUrl: 'http://weather.invalid/compact' });
    expect(await askInVain()).toMatchObject({
      trouble: 'switched_off',
      message: expect.stringContaining('https') as string,
    });
    expect(client.figures().requests).toBe(0);
  });

  test('after the end', async () => {
    client.close();
    expect((await askInVain()).trouble).toBe('switched_off');
    expect(met.requests).toHaveLength(0);
  });

  test('while nobody asks, and nothing is on disk before somebody does', async () => {
    await clock.advance(48 * hour);
    expect(met.requests).toHaveLength(0);
    expect(readdirSync(folder)).toEqual([]);
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
    expect(client.figures()).toMatchObject({
      requests: 2,
      notModified: 1,
      hits: 2,
      stale: 0,
      breaker: 'closed',
    });
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
    await ask();
    client.close();
    client = open();
    expect((await ask()).steps[0]!.temperature).toBe(4.5);
    expect(met.requests).toHaveLength(1);
    await clock.advance(31 * minute);
    client.close();
    client = open();
    await ask();
    expect(met.requests[1]!.headers['if-modified-since']).toBeDefined();
  });

  test("leaves whole files only, with MET's body as it came", async () => {
    await ask();
    const files = readdirSync(join(folder, 'weather'));
    expect(files).toHaveLength(1);
    const kept = JSON.parse(readFileSync(join(folder, 'weather', files[0]!), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(kept).toMatchObject({ status: 200, fetchedAt: clock.now(), expires: clock.now() + 30 * minute });
    expect(Object.keys(JSON.parse(kept['body'] as string) as object)).toEqual([
      'type',
      'geometry',
      'properties',
    ]);
  });

  test.each(['', '{', '{"address": 1}', 'null'])(
    'that is damaged on disk (%j) is as good as none',
    async (text) => {
      await ask();
      client.close();
      for (const file of readdirSync(join(folder, 'weather')))
        writeFileSync(join(folder, 'weather', file), text);
      met.forget();
      client = open();
      expect((await ask()).steps).toHaveLength(89);
      expect(met.requests).toHaveLength(2);
    },
  );

  test('that cannot be written is used nonetheless, and the administrator hears of it once', async () => {
    writeFileSync(join(folder, 'weather'), 'a file where the folder should be');
    await ask();
    await ask();
    await ask(somewhere(1));
    expect(met.requests).toHaveLength(2);
    expect(notices).toEqual([expect.stringMatching(/^warn: .*cannot be kept/)]);
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
    client.close();
    await clock.advance(31 * minute);
    client = open({ clock: new VirtualClock(clock.now() - 24 * hour) });
    await ask();
    expect(met.requests).toHaveLength(2);
  });
});

describe('many questions', () => {
  test('at once for one place are one request', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.forecast(oslo)));
    expect(answers.every((answer) => 'steps' in answer)).toBe(true);
    expect(met.requests).toHaveLength(1);
    expect(client.figures()).toMatchObject({ requests: 1, hits: 99 });
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
      expect(notices).toEqual([expect.stringMatching(/^info: /)]);
    },
  );

  test('go round in circles: it is followed five times', async () => {
    for (let index = 0; index < 10; index++) {
      met.next({
        type: 'redirect',
        status: 302,
        location: `/round/${index}?lat=59.91&lon=10.75&altitude=26`,
      });
    }
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(met.requests).toHaveLength(6);
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
    expect(client.figures()).toMatchObject({ breaker: 'closed', retryAt: null, stale: 1 });
    expect(notices).toEqual([expect.stringMatching(/^warn: .*429/)]);
  });

  test('429 without a time: it waits five minutes, then twice as long', async () => {
    met.next(...repeat(2, { type: 'status', status: 429 }));
    await askInVain();
    const first = client.figures().retryAt! - clock.now();
    expect(first).toBeGreaterThanOrEqual(5 * minute);
    expect(first).toBeLessThan(6.1 * minute);
    await clock.advance(first);
    await askInVain();
    expect(client.figures().retryAt! - clock.now()).toBeGreaterThanOrEqual(10 * minute);
    expect(met.requests).toHaveLength(2);
  });

  test('429 while others wait for their turn: those are not sent any more', async () => {
    met.next({ type: 'hang' }, { type: 'hang' }, { type: 'status', status: 429 });
    const answers = Promise.all(Array.from({ length: 8 }, (_, index) => client.forecast(somewhere(index))));
    await until(() => client.figures().breaker === 'throttled');
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
    expect(client.figures().breaker).toBe('throttled');
  });

  test('403: nothing is asked for an hour, then six, then a day, and the administrator knows what to check', async () => {
    met.next(...repeat(4, { type: 'status', status: 403, headers: { errorclass: 'Forbidden' } }));
    for (const hours of [1, 6, 24, 24]) {
      expect((await askInVain()).trouble).toBe('refused');
      const { retryAt, breaker } = client.figures();
      expect(breaker).toBe('refused');
      expect(retryAt! - clock.now()).toBeGreaterThanOrEqual(hours * hour);
      expect(retryAt! - clock.now()).toBeLessThan(hours * hour * 1.3);
      await clock.advance(hours * hour - 1);
      const seen = met.requests.length;
      await askInVain(somewhere(hours));
      expect(met.requests).toHaveLength(seen);
      await clock.advance(retryAt! - clock.now());
    }
    expect(notices[0]).toMatch(/^error: .*403 Forbidden.*--weather-contact.*TermsOfService/);
    await ask();
    expect(client.figures().breaker).toBe('closed');
  });

  test('403: a restart does not shorten the pause, a corrected contact does', async () => {
    met.next({ type: 'status', status: 403 });
    await askInVain();
    client.close();
    client = open();
    expect((await askInVain(somewhere(1))).trouble).toBe('refused');
    expect(met.requests).toHaveLength(1);
    client.close();
    met.forget();
    client = open({ contact: 'https://ann.example.org/about' });
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
      client.close();
      client = open();
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
    expect(client.figures()).toMatchObject({ requests: 3, failures: 2, breaker: 'closed' });
  });

  test('nothing but 500: an honest failure, and pauses that grow', async () => {
    met.next(...repeat(6, { type: 'status', status: 500 }));
    const answer = await askInVain();
    expect(answer.trouble).toBe('unreachable');
    expect(answer.message).toContain('cannot reach MET Norway');
    expect(met.requests).toHaveLength(3);
    await askInVain(somewhere(1));
    expect(met.requests).toHaveLength(3);
    const first = client.figures().retryAt! - clock.now();
    await clock.advance(first);
    await askInVain();
    expect(met.requests).toHaveLength(6);
    expect(client.figures().retryAt! - clock.now()).toBeGreaterThan(first);
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
    expect(client.figures()).toMatchObject({ stale: 1, failures: 6 });
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
  ])('%s: it is not kept, but counted', async (_, behaviour) => {
    met.next(behaviour);
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(client.figures()).toMatchObject({ requests: 1, invalid: 1 });
    expect(readdirSync(join(folder, 'weather'))).toEqual(['breaker.json']);
    await clock.advance(client.figures().retryAt! - clock.now());
    await ask();
  });

  test('nonsense when it is asked again: the last good answer is shown and kept', async () => {
    await ask();
    await clock.advance(31 * minute);
    met.next({ type: 'body', body: 'oops' });
    expect((await ask()).staleSince).not.toBeNull();
    await clock.advance(10_000);
    expect((await ask()).staleSince).toBeNull();
    expect(client.figures().notModified).toBe(1);
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
    const huge = createServer((_request, response) => response.writeHead(200, headers).end(body));
    await new Promise<void>((resolve) => huge.listen(0, '127.0.0.1', resolve));
    client = open({ baseUrl: `http://127.0.0.1:${(huge.address() as AddressInfo).port}` });
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(client.figures().requests).toBe(1);
    expect(notices[0]).toContain('2097152 bytes');
    huge.closeAllConnections();
    await new Promise((resolve) => huge.close(resolve));
  });

  test('an encoding we did not ask for: it is not read', async () => {
    met.next({ type: 'body', body: 'x', headers: { 'content-encoding': 'br' } });
    expect((await askInVain()).trouble).toBe('unreachable');
    expect(met.requests).toHaveLength(1);
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
    expect(client.figures()).toMatchObject({ requests: 3, failures: 3, breaker: 'unreachable' });
    expect(notices[0]).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
    met = await MetStandIn.start({ now: () => clock.now() });
  });
});

test('closing breaks off what is under way', async () => {
  met.next({ type: 'hang' });
  const answer = client.forecast(oslo);
  await until(() => met.requests.length === 1);
  client.close();
  expect(await answer).toHaveProperty('trouble');
  expect(clock.pending).toBe(0);
});
