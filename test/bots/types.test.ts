import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { dataFolder } from '../kits/stage.ts';

const root = join(import.meta.dirname, '..', '..');

/** What a strict compiler that knows nothing of Node says of files in a folder of somebody's own. */
function complaints(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = dataFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'hobnob'), 'junction');
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  const options = {
    strict: true,
    // As `tsc --init` has it: among what the declarations name are a few of Node's own types.
    skipLibCheck: true,
    noEmit: true,
    allowJs: true,
    module: ts.ModuleKind.Preserve,
    target: ts.ScriptTarget.ES2023,
    types: [],
  };
  const program = ts.createProgram(
    Object.keys(files).map((name) => join(folder, name)),
    options,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) =>
      [basename(file?.fileName ?? ''), ts.flattenDiagnosticMessageText(messageText, ' ')].join(': '),
    );
}

test('what is built tells a compiler what a bot may do, in JavaScript too', () => {
  const good = `
    import { type BotContext, defineBot, type Heard } from 'hobnob/bot';
    import { rehearse } from 'hobnob/test';
    const tell = async (context: BotContext, heard: Heard): Promise<void> => {
      const [first] = await context.history(5);
      context.reply(\`\${heard.nick} \${first?.seq ?? ''} \${heard.understood.kind}\`, 'because');
    };
    export const bot = defineBot({ name: 'One', about: 'Is one.', on: { message: tell } });
    export const room = await rehearse({ bots: [bot], seed: 7 });
  `;
  const bad = `// @ts-check
    import { defineBot } from 'hobnob/bot';
    import { rehearse } from 'hobnob/test';
    export const one = defineBot({
      name: 'One',
      about: 'Is one.',
      on: { message: (context, heard) => context.rply(heard.txt) },
    });
    await rehearse({ bots: [one], seed: '7' });
  `;
  expect(complaints({ 'good.ts': good, 'bad.mjs': bad })).toEqual([
    expect.stringContaining("bad.mjs: Property 'rply' does not exist on type 'BotContext'."),
    expect.stringContaining("bad.mjs: Property 'txt' does not exist on type 'Heard'."),
    expect.stringContaining("bad.mjs: Type 'string' is not assignable to type 'number'."),
  ]);
});
