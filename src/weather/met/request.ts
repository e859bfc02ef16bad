/** One HTTP exchange with MET, with its limits. Knows nothing of forecasts, caching or retries. */
import type { IncomingMessage } from 'node:http';
import type { Gunzip } from 'node:zlib';
import type { Clock } from '../../util/clock.ts';
import { messageOf } from '../../util/result.ts';

/** Milliseconds for a whole exchange, body included. */
const timeout = 10_000;
/** Bytes of body after decompression; MET sends about 50,000. */
const mostBytes = 2 * 1024 * 1024;

export interface Answer {
  readonly type: 'answer';
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Only of a 200 or 203: what else MET sends is HTML for people. */
  readonly body: string | null;
}
export interface Failed {
  readonly type: 'failed';
  readonly reason: string;
  /** Trying again at once would end the same way. */
  readonly final: boolean;
}

/** What came is of no use to us. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Never rejects. `address` is http: or https:; redirects are answers. */
export async function request(
  address: string,
  headers: Readonly<Record<string, string>>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Answer | Failed> {
  const stop = new AbortController();
  const late = clock.after(timeout, () => stop.abort(new Error(`no answer within ${timeout / 1000} s`)));
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    const response = await send(address, headers, either);
    const status = response.statusCode ?? 0;
    const body = status === 200 || status === 203 ? await bodyOf(response, either) : discard(response);
    return { type: 'answer', status, header: (name) => textOf(response.headers[name]), body };
  } catch (thrown) {
    return {
      type: 'failed',
      reason: messageOf(either.aborted ? either.reason : thrown),
      final: thrown instanceof Unreadable,
    };
  } finally {
    late();
  }
}

/** Resolves with the head of the answer. The modules are loaded when first needed: TLS costs the start of the server. */
async function send(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { get } = address.startsWith('https:') ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    get(address, { headers, signal, agent: false }, resolve).on('error', reject);
  });
}

async function bodyOf(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const { pipeline } = await import('node:stream/promises');
  const chunks: Buffer[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) return;
      chunks.push(chunk);
    }
  };
  const unpack = await unpackerFor(response);
  try {
    if (unpack === null) await pipeline(response, collect, { signal });
    else await pipeline(response, unpack, collect, { signal });
  } catch (thrown) {
    if (bytes <= mostBytes) throw thrown; // otherwise it is only that the rest was not read
  }
  if (bytes > mostBytes) throw new Unreadable(`an answer of more than ${mostBytes} bytes`);
  return Buffer.concat(chunks).toString('utf8');
}

/** `null` for an answer that is not packed. */
async function unpackerFor(response: IncomingMessage): Promise<Gunzip | null> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return null;
  if (encoding === 'gzip' || encoding === 'x-gzip') return (await import('node:zlib')).createGunzip();
  response.destroy();
  throw new Unreadable(`an answer in the encoding "${encoding}"`);
}

function discard(response: IncomingMessage): null {
  response.on('error', () => {
    // nobody reads it any more
  });
  response.destroy();
  return null;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
