/** Global names by which code reaches what its manifest must ask for, or does what nothing can interrupt. */
const worldly = (
  'fetch WebSocket EventSource BroadcastChannel navigator Worker Storage ' +
  'Crypto CryptoKey SubtleCrypto CompressionStream DecompressionStream'
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
 * honest code to its manifest; it is no wall against code that looks for a way out (see docs/adding.md).
 */
export function confine(): void {
  const { crypto } = globalThis;
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
