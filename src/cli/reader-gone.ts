import type { Writable } from 'node:stream';
import { Fault, messageOf } from '../util/result.ts';

/** Whether a stream broke because whoever read what is printed has gone away (`| head`), which is no failure. */
export function isReaderGone(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  return thrown.code === 'EPIPE' || thrown.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/**
 * Lets `stream` lose its reader: what is printed from then on goes nowhere, and what prints it goes on to its end. `fail` hears
 * of any other fault of the stream that nobody else deals with, such as a full disk.
 */
export function bearReaderGone(stream: Writable, fail: (fault: Fault) => void): void {
  const heed = (thrown: unknown) => {
    const isAlone = stream.listenerCount('error') === 1;
    if (isAlone && !isReaderGone(thrown)) fail(new Fault(`This cannot be printed: ${messageOf(thrown)}`));
  };
  stream.on('error', heed);
}
