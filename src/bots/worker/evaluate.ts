import { compileFunction } from 'node:vm';

/**
 * What a bundled file exports as its bot. The code gets its modules from `require` alone: compiled like this, Node refuses
 * every `import()` that the bundler has not resolved.
 */
export function evaluate(source: string, file: string, require: (name: string) => unknown): unknown {
  const nothing: object = {};
  const module = { exports: nothing as unknown };
  const run = compileFunction(source, ['module', 'exports', 'require'], { filename: file }) as (
    ...given: readonly unknown[]
  ) => void;
  run(module, module.exports, require);
  const { exports } = module;
  if (exports === nothing && Object.keys(nothing).length === 0) return undefined;
  const isModule = typeof exports === 'object' && exports !== null && '__esModule' in exports;
  return isModule ? Reflect.get(exports, 'default') : exports;
}
