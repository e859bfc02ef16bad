import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../../../test/kits/stage.ts';
import { Bundler } from '../../cli/bundler.ts';
import { evaluate } from './evaluate.ts';
import type { Code } from './mind-messages.ts';
import { firstLine, inOneLine, whyNotRun, withPlace } from './whereabouts.ts';

/** A bot in TypeScript, whose lines are not those of the bundle, and what it uses. */
const files = {
  'one.ts': `import { deep } from './shared/deep.ts';
interface NotInTheBundle {
  readonly text: string;
}

export default (given: NotInTheBundle): unknown =>
  deep(() => JSON.parse(given.text));
`,
  'shared/deep.ts': `export function deep(run: () => unknown): unknown {
  return [1].map(() => run())[0];
}
`,
};

async function bundled(): Promise<{ folder: string; code: Code; run: (given: unknown) => unknown }> {
  const folder = dataFolder();
  mkdirSync(join(folder, 'shared'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { file, source, map } = await new Bundler().bundle(join(folder, 'one.ts'));
  const run = evaluate(source, file, () => undefined) as (given: unknown) => unknown;
  return { folder, code: { type: 'file', file, source, map }, run };
}

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
}

test('what a bot throws is followed by where that is in its own files', async () => {
  const { folder, code, run } = await bundled();
  const place = (file: string) => relative('.', join(folder, file));
  const deep = place('shared/deep.ts');
  const places = `(${place('one.ts')}:7:19, from ${deep}:2:24, from ${deep}:2:14)`;
  const thrown = thrownBy(() => run({ text: '{' })) as Error;
  expect(withPlace(thrown, code)).toBe(`${thrown.message}\n${places}`);
  expect(whyNotRun(thrown, code)).toBe(`cannot be run: it throws "${thrown.message}"\n${places}`);
  expect(inOneLine(withPlace(thrown, code))).toBe(`${thrown.message} ${places}`);
  expect(firstLine(withPlace(thrown, code))).toBe(thrown.message);
});

test('what the engine cannot read is told with where that is', async () => {
  const folder = dataFolder();
  const file = join(folder, 'odd.js');
  writeFileSync(file, '// The bundler takes this, the engine does not.\n\nexport default /(?<x/;\n');
  const { source, map } = await new Bundler().bundle(file);
  const thrown = thrownBy(() => evaluate(source, file, () => undefined));
  expect(whyNotRun(thrown, { type: 'file', file, source, map })).toMatch(
    /^cannot be run: it throws "Invalid regular expression: .*"\n\(\S+odd\.js:3:16\)$/,
  );
});

test('without a place where there is none to tell', async () => {
  const { code } = await bundled();
  expect(withPlace('just text', code)).toBe('just text');
  expect(withPlace(null, code)).toBe('null');
  expect(withPlace('', code)).toBe('an error without a message');
  expect(whyNotRun('', code)).toBe('cannot be run: it throws an error without a message');
  expect(withPlace(new Error('from elsewhere'), code)).toBe('from elsewhere');
  const hostile = Object.defineProperty(new Error('odd'), 'stack', {
    get: () => {
      throw new Error('no');
    },
  });
  expect(withPlace(hostile, code)).toBe('odd');
  expect(withPlace(Object.assign(new Error('odd'), { stack: 5 }), code)).toBe('odd');
});

test('it is bounded, whatever the bot says', async () => {
  const { code } = await bundled();
  const file = code.type === 'file' ? code.file : '';
  const frames = Array.from({ length: 5_000 }, (_, i) => `    at x (${file}:${1 + (i % 40)}:9)`);
  const stack = ['Error', ...frames].join('\n');
  const told = withPlace(Object.assign(new Error('x'.repeat(5_000)), { stack }), code);
  expect(told.length).toBeLessThanOrEqual(1_000);
  expect(told.split(/\n|, /)).toHaveLength(4);
  expect(whyNotRun(Object.assign(new Error('x'.repeat(5_000)), { stack }), code).length).toBeLessThan(1_000);
});
