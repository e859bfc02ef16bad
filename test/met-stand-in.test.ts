import { get, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MetStandIn } from './met-stand-in.ts';

const polite = {
  'user-agent': 'hobnob/1.0.0 (ann@chat.no)',
  accept: 'application/json',
  'accept-encoding': 'gzip',
};
let now: number;
let met: MetStandIn;
beforeEach(async () => {
  now = Date.UTC(2026, 2, 29, 12);
  met = await MetStandIn.start({ now: () => now });
});
afterEach(() => met.close().catch(() => undefined));

async function send(
  query: string,
  headers: Record<string, string> = polite,
  method = 'GET',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${met.url}?${query}`, { method, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

describe('the stand-in for MET', () => {
  test('answers who is polite, and asks to be closed without complaint', async () => {
    expect(await send('lat=59.91&lon=10.75&altitude=26')).toBe(200);
    now += 31 * 60_000;
    const condition = { 'if-modified-since': 'Sun, 29 Mar 2026 12:00:00 GMT' };
    expect(await send('lat=59.91&lon=10.75&altitude=26', { ...polite, ...condition })).toBe(304);
    await met.close();
    expect(met.violations).toEqual([]);
  });

  test.each<[string, string, Record<string, string>, string?]>([
    ['no User-Agent', 'lat=1&lon=1', { ...polite, 'user-agent': '' }],
    ['a browser', 'lat=1&lon=1', { ...polite, 'user-agent': 'Mozilla/5.0 (ann@chat.no)' }],
    ['no contact', 'lat=1&lon=1', { ...polite, 'user-agent': 'hobnob/1.0.0' }],
    ['no gzip', 'lat=1&lon=1', { ...polite, 'accept-encoding': 'identity' }],
    ['too many decimals', 'lat=1.12345&lon=1', polite],
    ['an exponent', 'lat=1e-7&lon=1', polite],
    ['minus zero', 'lat=-0&lon=1', polite],
    ['another order', 'lon=1&lat=1', polite],
    ['broken metres', 'lat=1&lon=1&altitude=1.5', polite],
    ['no place on earth', 'lat=91&lon=1', polite],
    ['HEAD', 'lat=1&lon=1', polite, 'HEAD'],
    [
      'a condition out of thin air',
      'lat=1&lon=1',
      { ...polite, 'if-modified-since': 'Sun, 29 Mar 2026 11:00:00 GMT' },
    ],
    [
      'a future condition',
      'lat=1&lon=1',
      { ...polite, 'if-modified-since': 'Mon, 30 Mar 2026 11:00:00 GMT' },
    ],
    ["somebody's address", 'lat=1&lon=1', { ...polite, 'x-forwarded-for': '192.0.2.7' }],
  ])('refuses %s', async (_, query, headers, method) => {
    expect(await send(query, headers, method)).toBe(403);
    expect(met.violations).not.toEqual([]);
    await expect(met.close()).rejects.toThrow("MET's rules were broken");
  });

  test('refuses who comes back too early, or without the condition', async () => {
    await send('lat=1&lon=1');
    now += 29 * 60_000;
    expect(await send('lat=1&lon=1')).toBe(403);
    now += 2 * 60_000;
    expect(await send('lat=1&lon=1')).toBe(403);
    expect(met.violations.join()).toMatch(/too early.*without If-Modified-Since/);
  });

  test('refuses who asks on after 429, 403 or 404', async () => {
    met.next(
      { type: 'status', status: 404 },
      { type: 'status', status: 429, headers: { 'retry-after': '60' } },
    );
    await send('lat=1&lon=1');
    now += 3_600_000;
    expect(await send('lat=1&lon=1')).toBe(403);
    now += 24 * 3_600_000;
    await send('lat=2&lon=2');
    now += 59_000;
    expect(await send('lat=3&lon=3')).toBe(403);
    expect(met.violations.join()).toMatch(/too early.*after 429/);
  });

  test('refuses the fourth at once', async () => {
    const statuses = [];
    for (let lat = 0; lat < 4; lat++) statuses.push(await send(`lat=${lat}&lon=1`));
    expect(statuses).toEqual([200, 200, 200, 403]);
  });

  test('refuses the same question twice at a time', async () => {
    met.next({ type: 'hang' });
    const hanging = get(`${met.url}?lat=1&lon=1`, { headers: polite, agent: false });
    hanging.on('error', () => undefined);
    while (met.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await send('lat=1&lon=1')).toBe(403);
    expect(met.violations.join()).toContain('under way');
    hanging.destroy();
  });
});
