import type { Clock } from '../util/clock.ts';
import type { FetchOptions } from './bot.ts';

/** The world's fetch: the platform's own, or one that a rehearsal makes up. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Milliseconds for a whole exchange, bytes of its body after decompression, redirects that are followed. */
const longestMs = 10_000;
const mostBytes = 2 * 1024 * 1024;
const mostRedirects = 3;

export interface FetchLimits {
  readonly hosts: readonly string[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Aborted when whoever asks is gone. */
  readonly signal: AbortSignal;
}

/** A fetch that reaches `hosts` and nobody else, also by redirects, and gives up over the limits above. */
export function limitedFetch({ hosts, fetch, clock, signal }: FetchLimits) {
  return async (address: string, options: FetchOptions = {}): Promise<Response> => {
    const late = new AbortController();
    const release = clock.after(longestMs, () =>
      late.abort(new Error(`no answer within ${longestMs / 1000} s`)),
    );
    const either = AbortSignal.any([signal, late.signal]);
    try {
      return await unlessAborted(follow(address, options, { hosts, fetch, signal: either }), either);
    } finally {
      release();
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
      throw new Error(
        `${url.origin} is not among the hosts that this bot needs (${hosts.join(', ') || 'none'})`,
      );
    }
    const given = {
      method,
      headers: sent,
      redirect: 'manual',
      signal,
      ...(body === undefined ? {} : { body }),
    } as const;
    const response = await fetch(url.href, given);
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    // What was to be sent is not sent to another place than it was meant for.
    if (to === null || method !== 'GET') return whole(response);
    if (redirects === mostRedirects) throw new Error(`more than ${mostRedirects} redirects`);
    const next = new URL(to, url);
    if (next.origin !== url.origin) sent = {};
    url = next;
    await response.body?.cancel();
  }
}

/** `api.met.no` is that host by https; what has a scheme is just that origin. */
function isAllowed(url: URL, hosts: readonly string[]): boolean {
  return hosts.some((host) =>
    host.includes('://')
      ? URL.canParse(host) && new URL(host).origin === url.origin
      : url.origin === `https://${host.toLowerCase()}`,
  );
}

/** The same answer with its body read to the end. */
async function whole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`an answer of more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(bytes === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
