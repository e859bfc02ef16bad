import { Readable, Writable } from 'node:stream';
import { Lines } from './lines.ts';

/** Bytes of one write that are looked at. */
const longestPrint = 2 ** 20;
/** Global names by which code reaches what its manifest must ask for, or does what nothing can interrupt. */
const worldly = (
  'fetch WebSocket EventSource BroadcastChannel navigator Worker Storage ' +
  'Crypto CryptoKey SubtleCrypto CompressionStream DecompressionStream gc'
).split(' ');
/** What of `process` reaches beyond the thread, or Node's inside. */
const reaching = [
  'binding',
  '_linkedBinding',
  'dlopen',
  'getBuiltinModule',
  'mainModule',
  'kill',
  '_kill',
  'abort',
  'chdir',
  'loadEnvFile',
  'openStdin',
  'report',
  'execve',
  '_getActiveHandles',
  '_getActiveRequests',
  '_debugProcess',
  '_debugEnd',
  'moduleLoadList',
];

/**
 * Takes away from this thread what bots that came in a file have not asked for, before their code is loaded. It keeps
 * honest code to its manifest; it is no wall against code that looks for a way out (see docs/bots.md). What it prints goes to
 * `print`, line by line: Node's own streams hold the port by which Node itself talks to the other thread.
 */
export function confine(print: (line: string) => void): void {
  const { crypto } = globalThis;
  const streams = { stdin: Readable.from([]), stdout: printer(print), stderr: printer(print) };
  for (const [name, value] of Object.entries(streams)) {
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true });
  }
  for (const name of worldly) Reflect.deleteProperty(globalThis, name);
  for (const name of reaching) {
    Reflect.deleteProperty(process, name);
    if (name in process) Reflect.set(process, name, undefined);
  }
  Object.assign(process, { argv: [], execArgv: [] });
  // Without `subtle`, which computes as long as it is told to and cannot be interrupted.
  const value = Object.freeze({
    randomUUID: crypto.randomUUID.bind(crypto),
    getRandomValues: crypto.getRandomValues.bind(crypto),
  });
  Object.defineProperty(globalThis, 'crypto', { value, configurable: true, writable: true });
}

function printer(print: (line: string) => void): Writable {
  const lines = new Lines(print);
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      lines.take(typeof chunk === 'string' ? chunk : chunk.toString('utf8', 0, longestPrint));
      done();
    },
  });
}
