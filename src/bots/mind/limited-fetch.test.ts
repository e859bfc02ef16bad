import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { VirtualClock } from '../../rehearsal/virtual-clock.ts';
import { defineBot } from '../bot.ts';
import { type Fetch, limitedFetch } from './limited-fetch.ts';

const asked: [string, RequestInit][] = [];
function fetcher(fetch: Fetch, hosts = ['api.met.no', 'http://127.0.0.1:8080']) {
  const clock = new VirtualClock();
  const over = new AbortController();
  asked.length = 0;
  const limited = limitedFetch({
    hosts,
    clock,
    signal: over.signal,
    fetch: (url, init) => {
      asked.push([url, init]);
      return fetch(url, init);
    },
  });
  return { limited, clock, over };
}
const text = (body: string) => async () => new Response(body, { headers: { 'x-from': 'there' } });

test('an answer is there as a whole, with status and headers', async () => {
  const { limited, clock } = fetcher(text('{"sky":"grey"}'));
  const response = await limited('https://api.met.no/a?b', {
    method: 'POST',
    headers: { a: 'b' },
    body: 'hi',
  });
  expect(await response.json()).toEqual({ sky: 'grey' });
  expect([response.status, response.headers.get('x-from')]).toEqual([200, 'there']);
  expect(asked[0]).toMatchObject([
    'https://api.met.no/a?b',
    { method: 'POST', headers: { a: 'b' }, body: 'hi' },
  ]);
  expect(clock.pending).toBe(0);
});

test.each([
  'http://api.met.no/',
  'https://api.met.no:8443/',
  'https://api.met.no.evil.example/',
  'https://evil.example/api.met.no',
  'http://127.0.0.1:8081/',
  'file:///etc/passwd',
])('%s is not among what the bot needs', async (url) => {
  const { limited } = fetcher(text(''));
  await expect(limited(url)).rejects.toThrow(
    'is not among the hosts that this bot needs (api.met.no, http://127',
  );
  expect(asked).toEqual([]);
});

test('redirects stay within the hosts, are few, and take no secrets along', async () => {
  const to = (location: string) => async (url: string) =>
    url.endsWith('/end') ? new Response('end') : new Response(null, { status: 302, headers: { location } });
  const kept = fetcher(to('http://127.0.0.1:8080/end'));
  const named = { 'User-Agent': 'me', accept: 'text/plain', 'if-modified-since': 'then' };
  const headers = { authorization: 'secret', 'x-key': 'secret', ...named };
  const response = await kept.limited('https://api.met.no/a', { headers });
  expect(await response.text()).toBe('end');
  expect(asked.map(([, init]) => init.headers)).toEqual([headers, named]);
  expect([response.redirected, response.url]).toEqual([true, 'http://127.0.0.1:8080/end']);
  const near = await fetcher(to('/end')).limited('https://api.met.no/a', { headers });
  expect(asked.map(([, init]) => init.headers)).toEqual([headers, headers]);
  expect([near.redirected, near.url]).toEqual([true, 'https://api.met.no/end']);
  const straight = await fetcher(text('')).limited('https://api.met.no/a');
  expect([straight.redirected, straight.url]).toEqual([false, 'https://api.met.no/a']);
  for (const [location, words] of [
    ['https://evil.example/', 'evil.example'],
    ['http://[', 'a redirect to "http://["'],
    ['/again', 'more than 3 redirects'],
  ] as const) {
    const refused = fetcher(to(location)).limited('https://api.met.no/a');
    // Asking again would end the same way.
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow(words);
  }
  const posted = await fetcher(to('/end')).limited('https://api.met.no/a', { method: 'POST', body: 'x' });
  expect(posted.status).toBe(302);
});

test('too long, too large, or stopped: it ends', async () => {
  const { limited, clock } = fetcher(() => new Promise(() => {}));
  const late = expect(limited('https://api.met.no/')).rejects.toThrow('no answer within 10 s');
  await clock.advance(10_000);
  await late;
  const endless = () =>
    Promise.resolve(
      new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) })),
    );
  await expect(fetcher(endless).limited('https://api.met.no/')).rejects.toThrow('more than 2097152 bytes');
  const stopped = fetcher(() => new Promise(() => {}));
  const gone = expect(stopped.limited('https://api.met.no/')).rejects.toThrow('gone');
  stopped.over.abort(new Error('gone'));
  await gone;
});

test('a streamed answer is there when it begins, and its body as it comes', async () => {
  let more: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (stream) => void (more = stream) });
  const { limited, clock } = fetcher(async () => new Response(body, { status: 203 }));
  const response = await limited('https://api.met.no/', { stream: true });
  expect(response.status).toBe(203);
  const reader = response.body!.getReader();
  for (const word of ['one', 'two']) {
    more?.enqueue(Buffer.from(word));
    expect(Buffer.from((await reader.read()).value).toString()).toBe(word);
  }
  expect(clock.pending).toBe(1);
  more?.close();
  expect((await reader.read()).done).toBe(true);
  expect(clock.pending).toBe(0);
});

test('a streamed answer ends when it is too long, too large, given up or its bot stopped', async () => {
  const cancelled: unknown[] = [];
  const endless = (size: number) => async () =>
    new Response(
      new ReadableStream({
        pull: (stream) => (size > 0 ? stream.enqueue(new Uint8Array(size)) : undefined),
        cancel: (reason) => void cancelled.push(reason),
      }),
    );
  const large = fetcher(endless(65_536));
  const all = (await large.limited('https://api.met.no/', { stream: true })).arrayBuffer();
  await expect(all).rejects.toThrow('more than 2097152 bytes');
  const long = fetcher(endless(0));
  const late = (await long.limited('https://api.met.no/', { stream: true })).text();
  const rejected = expect(late).rejects.toThrow('no answer within 300 s');
  await long.clock.advance(300_000);
  await rejected;
  const mine = new AbortController();
  const given = fetcher(endless(0));
  const gone = (await given.limited('https://api.met.no/', { stream: true, signal: mine.signal })).text();
  mine.abort(new Error('enough'));
  await expect(gone).rejects.toThrow('enough');
  const stopped = fetcher(endless(0));
  const cut = (await stopped.limited('https://api.met.no/', { stream: true })).text();
  stopped.over.abort(new Error('stopped'));
  await expect(cut).rejects.toThrow('stopped');
  const unread = fetcher(endless(0));
  await (await unread.limited('https://api.met.no/', { stream: true })).body?.cancel('no need');
  expect(cancelled.map((reason) => (reason instanceof Error ? reason.message : reason))).toEqual([
    'an answer of more than 2097152 bytes',
    'no answer within 300 s',
    'enough',
    'stopped',
    'no need',
  ]);
  for (const { clock } of [large, long, given, stopped, unread]) expect(clock.pending).toBe(0);
});

test('a host that cannot be reached, or breaks off, is named with what happened', async () => {
  const broken = createServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'));
  });
  broken.listen(0, '127.0.0.1');
  await once(broken, 'listening');
  const origin = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
  const { limited, clock } = fetcher((url, init) => fetch(url, init), [origin]);
  const host = origin.slice('http://'.length);
  await expect(limited(origin)).rejects.toThrow(`${host} broke off its answer (UND_ERR_SOCKET)`);
  const { body } = await limited(origin, { stream: true });
  await expect(new Response(body).text()).rejects.toThrow('the answer broke off (UND_ERR_SOCKET)');
  broken.close();
  await once(broken, 'close');
  const failure = await limited(origin).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({
    message: `${host} did not answer (ECONNREFUSED)`,
    cause: { code: 'ECONNREFUSED' },
  });
  expect(clock.pending).toBe(0);
});

test('a rehearsal has no network, and says so; a made up one answers', async () => {
  const asker = defineBot({
    name: 'Asker',
    about: 'Asks.',
    needs: { hosts: ['example.org'] },
    on: {
      message: async (context) => context.reply(await (await context.fetch('https://example.org/')).text()),
    },
  });
  const alone = await rehearse({ bots: [asker] });
  alone.say('ann', 'well?');
  await alone.settle();
  expect(alone.bots()[0]?.lastError?.message).toMatch(
    /^There is no network in a rehearsal: https:\/\/example/,
  );
  const room = await rehearse({ bots: [asker], fetch: text('answer') });
  room.say('ann', 'well?');
  await room.settle();
  expect(room.last()?.text).toBe('answer');
});
