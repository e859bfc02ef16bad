import { createRequire, isBuiltin } from 'node:module';

/**
 * Node's modules that reach nothing outside the thread, and do nothing long outside of JavaScript: no thread can be ended
 * while it is in there, and the process neither. So not `crypto`, `zlib`, and `stream/web`, which compresses.
 */
const harmless: ReadonlySet<string> = new Set(
  (
    'assert assert/strict buffer console events path path/posix path/win32 perf_hooks process punycode querystring ' +
    'stream stream/consumers stream/promises string_decoder timers timers/promises url util util/types'
  ).split(' '),
);

/** `fs` and `node:fs` are `node:fs`; null for what is no module of Node's. */
export function builtinName(name: string): string | null {
  return isBuiltin(name) ? `node:${name.replace(/^node:/u, '')}` : null;
}

/** Whether a bot may use a module (`node:path`) without asking. */
export function isHarmless(name: string): boolean {
  return harmless.has(name.replace(/^node:/u, ''));
}

/**
 * `require` for a bot from a file: Node's harmless modules, and those that it was granted, from when `granted` has them.
 * Before that, while the file is read, they are there but cannot be used.
 */
export function limitedRequire(granted: ReadonlySet<string>): (name: string) => unknown {
  const load = createRequire(import.meta.url);
  return (given) => {
    const name = builtinName(given);
    if (name === null) throw new Error(`there is no module "${given}"`);
    const module = load(name) as object;
    // It loads machine code from a file.
    Reflect.deleteProperty(module, 'setEngine');
    return isHarmless(name) ? module : guarded(name, module, granted);
  };
}

function guarded(name: string, module: object, granted: ReadonlySet<string>): object {
  const stand: object = {};
  for (const key of Object.keys(module)) {
    Object.defineProperty(stand, key, {
      enumerable: true,
      configurable: true,
      get() {
        if (granted.has(name)) return Reflect.get(module, key) as unknown;
        throw new Error(
          `${name} cannot be used here: not while the file is read, and not unless it was allowed`,
        );
      },
    });
  }
  return stand;
}
