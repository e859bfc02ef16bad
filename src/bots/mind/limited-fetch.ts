import { brief } from '../../util/brief.ts';
import type { Clock } from '../../util/clock.ts';
import type { FetchOptions } from '../bot.ts';

/** The world's fetch: the platform's own, or one that a rehearsal makes up. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Milliseconds for a whole exchange, bytes of its body after decompression, redirects that are followed. */
const longestMs = 10_000;
/** The same for a body that is taken as it comes. */
const longestStreamMs = 300_000;
const mostBytes = 2 * 1024 * 1024;
const mostRedirects = 3;

export interface FetchLimits {
  readonly hosts: readonly string[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Aborted when whoever asks is gone. */
  readonly signal: AbortSignal;
}

/** What says who asks and how, and may be known to whoever a redirect leads to. */
const harmless = /^(user-agent|accept|accept-encoding|accept-language|if-modified-since|if-none-match)$/iu;

/**
 * A fetch that reaches `hosts` and nobody else, also by redirects, and gives up over the limits above; where asking again
 * would end the same way, with a RangeError.
 */
export function limitedFetch({ hosts, fetch, clock, signal }: FetchLimits) {
  return async (address: string, options: FetchOptions = {}): Promise<Response> => {
    const late = new AbortController();
    const ms = options.stream ? longestStreamMs : longestMs;
    const release = clock.after(ms, () => late.abort(new Error(`no answer within ${ms / 1000} s`)));
    const given = options.signal ? [options.signal] : [];
    const any = AbortSignal.any([signal, late.signal, ...given]);
    const asked = follow(address, options, { hosts, fetch, signal: any });
    try {
      const response = await unlessAborted(options.stream ? asked : asked.then(whole), any);
      if (options.stream && response.body) return again(response, bounded(response.body, any, release));
      release();
      return response;
    } catch (thrown) {
      release();
      throw thrown;
    }
  };
}

async function follow(
  address: string,
  { method = 'GET', headers = {}, body }: FetchOptions,
  { hosts, fetch, signal }: Omit<FetchLimits, 'clock'>,
): Promise<Response> {
  let url = new URL(address);
  let sent = headers;
  for (let redirects = 0; ; redirects++) {
    if (!isAllowed(url, hosts)) {
      throw new RangeError(
        `${url.origin} is not among the hosts that this bot needs (${hosts.join(', ') || 'none'})`,
      );
    }
    const given = {
      method,
      headers: sent,
      redirect: 'manual',
      // There is no cache here. Otherwise Node forbids those on the way to use theirs whenever a question is conditional.
      cache: 'force-cache',
      signal,
      ...(body === undefined ? {} : { body }),
    } as const;
    const response = await fetch(url.href, given).catch((thrown: unknown) => {
      throw inWords(thrown, `${url.host} did not answer`);
    });
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    // What was to be sent is not sent to another place than it was meant for.
    if (to === null || method !== 'GET') return located(response, url.href, redirects > 0);
    if (redirects === mostRedirects) throw new RangeError(`more than ${mostRedirects} redirects`);
    if (!URL.canParse(to, url.href)) throw new RangeError(`a redirect to "${brief(to, 100)}"`);
    const next = new URL(to, url);
    if (next.origin !== url.origin) {
      sent = Object.fromEntries(Object.entries(sent).filter(([name]) => harmless.test(name)));
    }
    url = next;
    await response.body?.cancel();
  }
}

function isAllowed(url: URL, hosts: readonly string[]): boolean {
  return hosts.some((host) => originOf(host) === url.origin);
}

/** Node's fetch says "fetch failed" and gives the reason as the cause, which is kept. */
function inWords(thrown: unknown, what: string): unknown {
  const cause = thrown instanceof TypeError && thrown.cause instanceof Error ? thrown.cause : null;
  if (!cause) return thrown;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return new Error(`${what} (${brief(code, 200)})`, { cause });
}

/** What a bot means by a host that it needs: `api.met.no` by https, or `http://localhost:8080`. Null for what is none. */
export function originOf(host: string): string | null {
  const [, scheme = 'https://', name = ''] = /^(https?:\/\/)?([^\s/?#@*\\]+)\/?$/iu.exec(host) ?? [];
  return URL.canParse(scheme + name) ? new URL(scheme + name).origin : null;
}

/** The same answer with its body read to the end. */
async function whole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) throw new RangeError(`an answer of more than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw inWords(thrown, `${new URL(response.url).host} broke off its answer`);
  }
  return again(response, bytes === 0 ? null : Buffer.concat(chunks));
}

function again(response: Response, body: ReadableStream<Uint8Array> | Buffer | null): Response {
  const { status, statusText, headers, url, redirected } = response;
  return located(new Response(body, { status, statusText, headers }), url, redirected);
}

/** An answer that tells where it came from: one that was made here does not know. */
function located(response: Response, url: string, redirected: boolean): Response {
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}

/** The same body while it stays within its bounds; `ended` is called when it has. */
function bounded(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  ended: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        try {
          const { done, value } = await unlessAborted(reader.read(), signal);
          bytes += value?.byteLength ?? 0;
          if (bytes > mostBytes) throw new RangeError(`an answer of more than ${mostBytes} bytes`);
          if (value) stream.enqueue(value);
          if (!done) return;
          ended();
          stream.close();
        } catch (thrown) {
          ended();
          stream.error(inWords(thrown, 'the answer broke off'));
          // The connection may have broken already, which is what is wanted of it.
          await reader.cancel(thrown).catch(() => undefined);
        }
      },
      async cancel(reason) {
        ended();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
