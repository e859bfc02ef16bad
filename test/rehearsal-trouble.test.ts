import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, join as joinRoom, run, serve, start } from './kits/stage.ts';

/** What ends only when it has been watched for a while may take that long on a busy machine, ms. */
const patience = 60_000;
const evening = '18:00 ann joins\n18:01 ann: hello\n18:05 ann: Are you there?\n18:06 end\n';
const opening = '2026-01-05\n18:00:00 * the room opened\n18:00:00 * Odd_Bot joined\n18:00:00 * ann joined\n';

interface Odd {
  /** Statements. */
  readonly body: string;
  readonly head?: string;
  readonly rest?: string;
}

/** A folder with an evening and the file of a bot that does something with every message. */
function odd({ body, head = '', rest = '' }: Odd, folder = dataFolder()) {
  const bot = join(folder, 'odd.mjs');
  const script = join(folder, 'evening.txt');
  writeFileSync(script, evening);
  writeFileSync(
    bot,
    `${head}
export default {
  name: 'Odd_Bot',
  about: 'Tries.',
  ${rest}
  on: { message: async (context, { text }) => { ${body} } },
};`,
  );
  return { bot, script, words: ['rehearse', script, '--bots', bot] };
}

/** Without the folder of the bot and without columns. */
function placed(text: string): string {
  return text.replaceAll(/\(\S*(odd\.mjs:\d+):\d+\)/g, '($1)');
}

async function patiently(words: readonly string[]) {
  const program = start(words);
  const code = await program.exit(patience);
  return { code, output: program.output, errors: program.errors };
}

describe('a rehearsal goes on after what a bot in a server would be restarted for', () => {
  test.each([
    ['an exception', "throw new Error('odd');", 'odd (odd.mjs:6)'],
    ['a rejection that nobody waits for', "void Promise.reject(new Error('odd'));", 'odd (odd.mjs:6)'],
    [
      'one after it has waited',
      "await context.store.get('x'); void Promise.reject(new Error('odd'));",
      'odd (odd.mjs:6)',
    ],
    ['process.exit', 'process.exit(3);', 'ended itself with process.exit(3) (odd.mjs:6)'],
    ['what never ends, but lets others go on', 'await new Promise(() => {});', 'took longer than 30 s'],
  ])('%s', async (_, body, reason) => {
    const { words } = odd({ body: `if (text === 'hello') { ${body} } else context.reply('I am back.');` });
    const ended = await run(words);
    const [output, errors] = [placed(ended.output), placed(ended.errors)];
    expect(output.startsWith(`${opening}18:01:00 ann: hello\n`)).toBe(true);
    expect(output).toContain(` * Odd_Bot failed: ${reason} — back in 1 s.\n`);
    expect(output).toMatch(/ann: Are you there\?\n.* Odd_Bot: I am back\.\n$/);
    expect(errors).toBe(`hobnob: Odd_Bot failed: ${reason} — back in 1 s. It was about ann’s “hello”.\n`);
    expect(ended.code).toBe(1);
  });
});

test('a line without a time waits for a bot that failed, and so does the end', async () => {
  const { script, words } = odd({
    body: "if (text === 'odd') throw new Error('odd'); context.reply('I am back.');",
  });
  writeFileSync(script, 'ann: odd\nann: Are you there?\nann: odd\n');
  const { output } = await run(words);
  expect(output.replaceAll(/^\S+ /gm, '').split('\n').slice(4, -1)).toEqual([
    'ann: odd',
    expect.stringContaining('* Odd_Bot failed: odd'),
    '* Odd_Bot left',
    '* Odd_Bot joined',
    'ann: Are you there?',
    'Odd_Bot: I am back.',
    'ann: odd',
    expect.stringContaining('* Odd_Bot failed: odd'),
    '* Odd_Bot left',
    '* Odd_Bot joined',
  ]);
});

describe('a rehearsal ends, and says with whom, at', () => {
  const endless = 'did not come to an end within 5 s (an endless loop?)';

  test.each([
    ['an endless loop', 'for (;;);', endless, 'ann’s “hello”'],
    ['one in a promise', 'for (;;) await null;', endless, 'ann’s “hello”'],
    [
      'timers that leave no time to pass',
      'const again = () => context.clock.after(0, again); again();',
      endless,
      'a timer of its own',
    ],
    [
      'more memory than there is for all',
      'const all = []; for (;;) all.push(new Array(1e6).fill(0.5));',
      'needed more than 1024 MB of memory',
      'ann’s “hello”',
    ],
    [
      'more of it at a time',
      'const all = []; for (;;) all.push(new Array(1e7).fill(0.5));',
      'needed more than 1024 MB of memory',
      'ann’s “hello”',
    ],
    [
      'more of it outside of the heap',
      'const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));',
      'needed more than 1024 MB of memory',
      'ann’s “hello”',
    ],
    ['the end of its thread', 'process.reallyExit(0);', 'ended the thread in which it ran', 'ann’s “hello”'],
  ])(
    '%s',
    async (_, body, what, about) => {
      const { code, output, errors } = await patiently(odd({ body }).words);
      expect(output.startsWith(`${opening}18:01:00 ann: hello\n`)).toBe(true);
      expect(output).toMatch(/\n18:0\d:\d\d \* Odd_Bot failed: .*\n$/);
      expect(output).toContain(`Odd_Bot failed: ${what}\n`);
      expect(errors).toBe(
        `hobnob: Odd_Bot failed: ${what}. It was about ${about}. The rehearsal ends here.\n`,
      );
      expect(code).toBe(1);
    },
    patience,
  );

  test(
    'whoever loops, and not who was given something since',
    async () => {
      const folder = dataFolder();
      const late = "if (text === 'hello') setTimeout(() => { for (;;); }, 1_000);";
      const { script, bot } = odd({ body: late }, folder);
      const other = join(folder, 'other.mjs');
      const busy = 'await new Promise((resolve) => setTimeout(resolve, 60_000));';
      writeFileSync(
        other,
        `export default { name: 'Other_Bot', about: 'Is there.', on: { message: async () => { ${busy} } } };`,
      );
      // It must still be played after a second of real time.
      const ticks = "on: { every: { '1s': () => undefined } }";
      const clock = join(folder, 'clock.mjs');
      writeFileSync(clock, `export default { name: 'Clock_Bot', about: 'Ticks.', ${ticks} };`);
      writeFileSync(script, `18:00 ann: hello\n${'+20h ann: Are you there?\n'.repeat(400)}`);
      const bots = [bot, other, clock].join(',');
      const { code, errors } = await patiently(['rehearse', script, '--bots', bots]);
      expect(errors).toContain(`Odd_Bot failed: ${endless}. It was about ann’s “hello”.`);
      expect(code).toBe(1);
    },
    patience,
  );
});

describe('a bot that cannot be loaded is known before anything is played', () => {
  test.each([
    ['that throws', "throw new Error('odd');", 'cannot be run: it throws "odd"'],
    ['that rejects', "void Promise.reject(new Error('odd'));", 'failed: odd (odd.mjs:1).'],
    [
      'that ends the process',
      'process.exit(0);',
      'cannot be run: it throws "ended itself with process.exit(0)"',
    ],
    ['that loops', 'for (;;);', 'did not come to an end within 5 s (an endless loop?).'],
    [
      'that uses what its manifest does not name',
      "import { readFileSync } from 'node:fs'; export const read = () => readFileSync('/dev/null');",
      "needs: { modules: ['node:fs'] }.",
    ],
  ])(
    '%s',
    async (_, head, what) => {
      const { bot, words } = odd({ body: '', head });
      const { code, output, errors } = await patiently(words);
      expect([code, output]).toEqual([2, '']);
      expect(errors.startsWith(`hobnob: ${bot} `)).toBe(true);
      expect(placed(errors)).toContain(what);
      expect(errors.trimEnd().split('\n')).toHaveLength(1);
    },
    patience,
  );
});

describe('what a bot may reach is what it may in a server', () => {
  test('neither environment nor arguments nor network; what it prints is told apart', async () => {
    const body =
      "console.log('seen'); context.reply(JSON.stringify([process.env, process.argv, typeof fetch, typeof WebSocket]));";
    const { code, output, errors } = await run(odd({ body }).words, { env: { SECRET: 'x' } });
    expect(output).toContain(' Odd_Bot: [{},[],"undefined","undefined"]\n');
    expect([code, errors]).toEqual([0, 'hobnob: Odd_Bot: seen\n'.repeat(2)]);
  });

  test('a module that its manifest names, which is allowed here', async () => {
    const folder = dataFolder();
    writeFileSync(join(folder, 'note'), 'from the disk');
    const { words } = odd(
      {
        head: "import { readFileSync } from 'node:fs';",
        rest: "needs: { modules: ['node:fs'] },",
        body: `context.reply(readFileSync(${JSON.stringify(join(folder, 'note'))}, 'utf8'));`,
      },
      folder,
    );
    const { code, output } = await run(words);
    expect(output).toContain('Odd_Bot: from the disk\n');
    expect(code).toBe(0);
  });
});

describe('a recorded room', () => {
  const greeter = (reply: string) => ({ body: `if (text.startsWith('hello')) { ${reply} }` });

  test(
    'against a bot with another wording, one that fails, and one that hangs',
    async () => {
      const folder = dataFolder();
      const { bot } = odd(greeter("context.reply('hello to you'); context.reply('how are you?');"), folder);
      const server = await serve(['--bots', bot]);
      const ann = await joinRoom(server, 'Ann');
      ann.send('Ann: hello::EOMsg::');
      await ann.until('Odd_Bot: how are you?');
      await server.kill();
      const words = ['rehearse', '--log', server.data, '--bots', bot];
      odd(
        greeter("context.reply('good day'); context.reply('how are you?'); context.reply('well?');"),
        folder,
      );
      const changed = await run(words);
      expect(changed.output.replaceAll(/\d\d:\d\d:\d\d/g, 'TIME')).toMatch(
        /  TIME Ann: hello\n- TIME Odd_Bot: hello to you\n\+ TIME Odd_Bot: good day\n {2}TIME Odd_Bot: how are you\?\n\+ TIME Odd_Bot: well\?\n/,
      );
      expect(changed.output).toMatch(/\n1 as recorded, 1 not said any more, 2 said instead or besides\.\n$/);
      expect(changed.code).toBe(1);

      odd(greeter("throw new Error('odd');"), folder);
      const failing = await run(words);
      expect(failing.output).toMatch(/\n0 as recorded, 2 not said any more, 0 said instead or besides\.\n$/);
      expect(placed(failing.errors)).toContain(
        'Odd_Bot failed: odd (odd.mjs:6) — back in 1 s. It was about Ann’s “hello”.',
      );
      expect(failing.code).toBe(2);

      odd(greeter('for (;;);'), folder);
      const hanging = await patiently(words);
      expect(hanging.output).toMatch(
        / Ann: hello\n.* \* Odd_Bot failed: did not come to an end within 5 s.*\nPlayed until here: 2 of 2 things that people did\. Nothing of it was compared\.\n$/,
      );
      expect(hanging.errors).toContain('It was about Ann’s “hello”. The rehearsal ends here.');
      expect(hanging.code).toBe(2);
    },
    patience,
  );
});
