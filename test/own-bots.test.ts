import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from './kits/eventually.ts';
import { LiveClient } from './kits/live-client.ts';
import { dataFolder, join as joinRoom, run, serve, thread } from './kits/stage.ts';

/** A folder with these files in it. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = dataFolder();
  mkdirSync(join(folder, 'lib'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const echo = (name: string, answer: string) => `
import { defineBot } from 'hobnob/bot';
import { shout } from './lib/shout.js';
export default defineBot({
  name: '${name}',
  about: 'Echoes.',
  on: { message: (context, heard) => context.reply(shout('${answer} ' + heard.text)) },
});`;
const shout = 'export const shout = (text) => text.toUpperCase();';
const evening = '18:00 ann: hello\n';

describe('hobnob bot new', () => {
  test('writes a bot that works in an empty folder, with a test that passes there without an installation', async () => {
    const folder = dataFolder();
    const { code, output } = await run(['bot', 'new', 'Dice_Bot', '--to', join(folder, 'my-bots')]);
    expect(code).toBe(0);
    expect(output).toContain(`Wrote ${join(folder, 'my-bots', 'dice-bot.mjs')}`);
    expect(output).toContain(`Made ${join(folder, 'my-bots', 'node_modules', 'hobnob')}`);
    const [, words = ''] = /^Try it: {2}node (.*)$/m.exec(output) ?? [];
    const tested = await run(words.split(' '), { program: process.execPath });
    expect(tested.output).toMatch(/^# pass 1$[^]*^# fail 0$/m);
    expect(tested.code).toBe(0);
    const again = await run(['bot', 'new', 'Dice_Bot', '--to', join(folder, 'my-bots')]);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('is there already')]);
    for (const name of ['Host', 'art_bot']) {
      const taken = await run(['bot', 'new', name, '--to', join(folder, 'my-bots')]);
      expect([taken.code, taken.errors]).toEqual([
        1,
        expect.stringMatching(/name of a bot that comes with hobnob/),
      ]);
    }
    const second = await run(['bot', 'new', 'Über`Bot', '--to', join(folder, 'my-bots')]);
    expect(second.output).toContain('über-bot.test.mjs');
    expect(second.output).not.toContain('Made');
    const files = readdirSync(join(folder, 'my-bots')).filter((name) => name.endsWith('.test.mjs'));
    const both = await run(['--test', ...files], { program: process.execPath, cwd: join(folder, 'my-bots') });
    expect(both.output).toMatch(/^# pass 2$/m);
  });

  test('tells how to go on, in words that can be pasted where it was called', async () => {
    const folder = dataFolder();
    const { output } = await run(['bot', 'new', 'Dice_Bot'], { cwd: folder });
    const [, program = ''] = /^Run it: {2}(\S+) serve --bots all,\.\/ --watch$/m.exec(output) ?? [];
    expect(await run(['--version'], { program, cwd: folder })).toMatchObject({ code: 0, errors: '' });
    const clone = dirname(dirname(program));
    const near = await run(['bot', 'new', 'Near_Bot', '--to', folder], { cwd: clone, program: 'bin/hobnob' });
    expect(near.output).toContain(`Run it:  bin/hobnob serve --bots all,${folder}/`);
  });

  test('takes names that are names', async () => {
    const folder = dataFolder();
    const odd = await run(['bot', 'new', '4bot', '--to', folder]);
    expect([odd.code, odd.errors]).toEqual([1, expect.stringContaining('"4bot" is not a name')]);
    expect((await run(['bot', 'old', 'A'])).errors).toContain('bot old: there is "bot new NAME"');
  });
});

describe('--bots with a folder', () => {
  test('each has a log of its own; the server’s has only what went wrong', async () => {
    const folder = folderWith({
      'talker.mjs': `
import { defineBot } from 'hobnob/bot';
export default defineBot({
  name: 'Talker',
  about: 'Talks to itself.',
  commands: {
    log: { help: 'logs', run: (context) => { context.log('logged this'); console.log('printed this'); } },
    fail: { help: 'fails', run() { throw new Error('out of words'); } },
  },
});`,
    });
    const server = await serve(['--bots', `${folder}/`]);
    const logs = join(server.data, 'logs');
    const text = (prefix: string) =>
      readdirSync(logs)
        .filter((file) => file.startsWith(prefix))
        .map((file) => readFileSync(join(logs, file), 'utf8'))
        .join('');
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: /log::EOMsg::');
    await eventually(() =>
      expect(text('hobnob-Talker_')).toMatch(/(logged|printed) this[^]*(logged|printed) this/),
    );
    await server.ask('bot log talker', / {2}(logged|printed) this\n.* {2}(logged|printed) this\n/);
    ann.send('Ann: /fail::EOMsg::');
    await eventually(() => expect(server.errors + server.output).toContain('Talker failed: out of words'));
    const [told] = await server.ask(
      'bot log Talker 1',
      /.*warn: Talker failed: out of words \(\S+:8:42\) — back in 1 s\./,
    );
    expect(told).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} {2}warn: /);
    await server.ask('bots Talker', /Last errors:\n.* out of words\s[^]*talker\.mjs:8:42\)/);
    // People are told what it threw, but not where.
    const ben = await LiveClient.join(server.port, 'Ben');
    ben.send({ type: 'bots', ref: 'how' });
    const { bots } = await ben.until(({ ref }) => ref === 'how');
    expect(bots).toContainEqual(expect.objectContaining({ name: 'Talker', failure: 'out of words' }));
    ben.close();
    await server.kill();
    expect(text('hobnob_')).toMatch(
      /"bot":"Talker","msg":"Talker failed: out of words \(\S+:8:42\) — back in 1 s\."/,
    );
    expect(text('hobnob_')).not.toMatch(/logged this|printed this/);
    const thread = (await run(['export', '--data', server.data])).output;
    expect(thread).toContain('"kind":"left","author":"Talker","text":"failed"}');
  });

  test('nothing of them, nor of anything else, is on disk where all is kept in memory', async () => {
    const folder = folderWith({
      'talker.mjs': `export default { name: 'Talker', about: 'Talks.', on: { message: (context) => { context.log('logged this'); context.reply('done'); } } };`,
    });
    const cwd = dataFolder();
    const words = ['--bots', `${folder}/`, '--manners', 'chatty'];
    const server = await serve(words, 'memory', { cwd });
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: hello::EOMsg::');
    await ann.until('Talker: done::EOMsg::');
    await server.ask('bot log Talker', / {2}logged this\n/);
    expect(server.errors).toBe('');
    expect(readdirSync(cwd)).toEqual([]);
    await server.kill();
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('the bots in it live in the server, supervised, with their commands; wrong files are named', async () => {
    const folder = folderWith({
      'echo.ts': echo('Echo_Bot', 'heard').replace("'heard ' +", "('heard ' satisfies string) +"),
      'lib/shout.js': shout,
      'broken.ts': 'const = 3;',
      'nothing.mjs': 'export const bot = 1;',
      'notes.txt': 'not a bot',
      'echo.test.ts': 'throw new Error("a test is not run");',
    });
    await run(['bot', 'new', 'Dice_Bot', '--to', folder]);
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty']);
    await server.until(/nothing\.mjs has no bot/);
    expect(server.output).toContain(`${join(folder, 'broken.ts')}:1:7: Expected identifier but found "="`);
    expect(server.output).toContain(`${join(folder, 'nothing.mjs')} has no bot: it needs export default`);
    expect(server.output.slice(server.output.indexOf('classic'))).not.toMatch(/notes|echo|dice/);
    expect(server.errors).toBe('');
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: hello::EOMsg::');
    await ann.until('Echo_Bot: HEARD HELLO::EOMsg::');
    ann.send('Ann: /roll 1::EOMsg::');
    await ann.until('Dice_Bot: Ann rolls 1. Nobody has rolled more.::EOMsg::');
    const [list] = await server.ask('bots', /Bot +State[^]*Echo_Bot.*\n/);
    expect(list).toMatch(/^Echo_Bot +running/m);
    await server.ask('bot stop Echo_Bot', /Echo_Bot was stopped\./);
    await ann.until('User Echo_Bot left the chat.');
    await server.kill();
    // What a bot keeps outlives its server.
    const next = await serve(['--bots', join(folder, 'dice-bot.mjs')], server.data);
    const ben = await joinRoom(next, 'Ben');
    ben.send('Ben: /roll 1::EOMsg::');
    await ben.until('Dice_Bot: Ben rolls 1.::EOMsg::');
  });

  test('that cannot be run are named with where and why, in plain words', async () => {
    const bot = "export default { name: 'Odd', about: 'Is odd.' };";
    const folder = folderWith({
      'lib/bad.js': 'export const = 4;',
      'awaits.mjs': `${bot}\nawait 1;`,
      'borrows.mjs': `import 'not-installed';\n${bot}`,
      'empty.mjs': '',
      'far.mjs': "export default { name: 'Odd', about: 'Is odd.', needs: { hosts: ['file:///x'] } };",
      'lost.mjs': `import './lost.js';\n${bot}`,
      'throws.ts': `interface Gone {}\nif (Math.E > 2) throw new Error('odd');\n${bot}`,
      'uses.mjs': `import './lib/bad.js';\n${bot}`,
      'wordless.mjs': `throw new Error('');`,
    });
    const { code, errors } = await run(['bots', `${folder}/`, '--data', dataFolder()]);
    expect(code).toBe(2);
    const told = errors.replace('hobnob: ', '').replaceAll(/(?<=^|\()[^\s("]*\/(?=[a-z]+\.m?[jt]s)/gmu, '');
    expect(told.trim().split('\n')).toEqual([
      'awaits.mjs:2:1: a bot’s file has no top-level await: wait in its handlers',
      'borrows.mjs:1:8: there is no package "not-installed": it must be installed where the file is',
      'empty.mjs has no bot: it needs export default defineBot({ … }).',
      'far.mjs "needs.hosts" takes a name such as "api.met.no", which means https, or "http://HOST:PORT" for http, not "file:///x".',
      'lost.mjs:1:8: there is no file "./lost.js"',
      'throws.ts cannot be run: it throws "odd" (throws.ts:2:23).',
      'bad.js:1:14: Expected identifier but found "="',
      'wordless.mjs cannot be run: it throws an error without a message (wordless.mjs:1:7).',
    ]);
  });

  test('besides names; a name can be had once, and a resident makes room where it is not wanted', async () => {
    const folder = folderWith({
      'a.js': echo('Art_Bot', 'my'),
      'b.js': echo('art_bot', 'no'),
      'lib/shout.js': shout,
    });
    const file = join(folder, 'evening');
    writeFileSync(file, evening);
    const mine = await run(['rehearse', file, '--bots', `Sport_Bot,${join(folder, 'a.js')}`]);
    expect(mine.output).toMatch(/Art_Bot: MY HELLO\n/);
    expect(mine.output).toMatch(/Sport_Bot: /);
    const twice = await run(['rehearse', file, '--bots', `Sport_Bot,${folder}/`]);
    expect([twice.code, twice.output]).toEqual([2, '']);
    expect(twice.errors).toContain('there is a art_bot already');
    const both = await run(['rehearse', file, '--bots', `all,${join(folder, 'a.js')}`]);
    expect([both.code, both.output]).toEqual([2, '']);
    expect(both.errors).toContain('there is a Art_Bot already');
    const unknown = await run(['rehearse', file, '--bots', 'Nobody_Bot']);
    expect([unknown.code, unknown.errors]).toEqual([
      2,
      expect.stringContaining('or paths such as ./my-bots/'),
    ]);
    const missing = await run(['rehearse', file, '--bots', './nowhere/']);
    expect(missing.errors).toContain('./nowhere/ cannot be read');
  });

  test('a recorded room is played again against them', async () => {
    const folder = folderWith({ 'echo.js': echo('Echo_Bot', 'old'), 'lib/shout.js': shout });
    const server = await serve(['--bots', join(folder, 'echo.js')]);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: hello::EOMsg::');
    await ann.until('Echo_Bot: OLD HELLO');
    await server.kill();
    const words = ['rehearse', '--log', server.data, '--bots', join(folder, 'echo.js')];
    expect(await run(words)).toMatchObject({ code: 0, errors: '' });
    writeFileSync(join(folder, 'echo.js'), echo('Echo_Bot', 'new'));
    const { code, output, errors } = await run(words);
    expect([code, errors]).toEqual([1, expect.stringContaining('by chance')]);
    expect(output).toMatch(/^ {2}.* Ann: hello\n- .* Echo_Bot: OLD HELLO\n\+ .* Echo_Bot: NEW HELLO\n/m);
    expect(output).toContain('0 as recorded, 1 not said any more, 1 said instead or besides.');
  });
});

describe('a bot from a file', () => {
  const answering = (name: string, body: string, rest = '', head = '') => `
${head}
export default {
  name: '${name}',
  about: 'Answers.',
  ${rest}
  on: { message: async (context, heard) => { ${body} } },
};`;

  test('has of the machine what its manifest names and whoever runs the server allows', async () => {
    const readsDisk = "import { readdirSync } from 'node:fs';";
    const read = 'context.reply(`${readdirSync("/").length > 0} ${Object.keys(process.env).length}`)';
    const folder = folderWith({
      'granted.mjs': answering('Granted', read, "needs: { modules: ['node:fs'] },", readsDisk),
      'asking.mjs': answering('Asking', read, "needs: { modules: ['node:fs'] },", readsDisk),
      'silent.mjs': answering('Silent', read, '', readsDisk),
      'far.mjs': answering('Far', read, "needs: { hosts: ['api.met.no', 'example.org'] },"),
      'named.mjs': answering('Named', '', "needs: { hosts: ['example.org'] },"),
      'lib/unused.js': '',
    });
    const allowed = 'Granted=node:fs,Far=example.org,Nobody=node:fs';
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty', '--bot-allow', allowed]);
    await server.until(/--bot-allow nobody=…: no bot of that name runs here\.\n/);
    expect(server.output).toContain(
      `asking.mjs needs node:fs, which whoever runs the server must allow: --bot-allow Asking=node:fs.`,
    );
    expect(server.output).toMatch(
      /silent\.mjs imports node:fs \(in \S*silent\.mjs\), which reaches beyond the bot: its manifest must say needs: \{ modules: \['node:fs'\] \}/,
    );
    expect(server.output).toContain('far.mjs needs api.met.no, which whoever runs the server must allow');
    expect(server.output.slice(server.output.indexOf('classic'))).not.toMatch(/granted|named/);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: hello::EOMsg::');
    await ann.until('Granted: true 0::EOMsg::');
    await server.kill();
  });

  test('that spins does not keep the others from anything, and is back when it is seen', async () => {
    const folder = folderWith({
      'spin.mjs': answering(
        'Spinning_Bot',
        "context.reply('here')",
        "commands: { spin: { help: 'spins', run() { for (;;); } } },",
      ),
      'calm.mjs': answering('Calm_Bot', 'context.reply(`heard ${heard.text}`)'),
      'lib/unused.js': '',
    });
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty']);
    const ann = await joinRoom(server, 'Ann');
    const ben = await joinRoom(server, 'Ben');
    ann.send('Ann: /spin::EOMsg::');
    for (const word of ['one', 'two', 'three']) {
      ben.send(`Ben: ${word}::EOMsg::`);
      await ann.until(`Ben: ${word}::EOMsg::`);
    }
    await ann.until('Calm_Bot: heard three::EOMsg::');
    await ann.until('User Spinning_Bot left the chat.');
    await server.until(/Spinning_Bot failed: did not answer for 1\.5 s \(an endless loop\?\) — back in 1 s/);
    await eventually(async () => {
      const [list] = await server.ask('bots', /Bot +State[^]*Spinning_Bot.*\n/);
      expect(list).toMatch(/Spinning_Bot +running +1 /);
    });
    ann.send('Ann: there?::EOMsg::');
    await ann.until('Spinning_Bot: here::EOMsg::');
    await server.kill();
  });

  test('that computes what nothing can interrupt does not keep the server from stopping', async () => {
    const hashing = 'pbkdf2Sync("a", "b", 2_000_000_000, 64, "sha512")';
    const folder = folderWith({
      'hash.mjs': answering(
        'Hash_Bot',
        hashing,
        "needs: { modules: ['node:crypto'] },",
        "import { pbkdf2Sync } from 'node:crypto';",
      ),
    });
    const data = dataFolder();
    const allowed = ['--bot-allow', 'Hash_Bot=node:crypto', '--manners', 'chatty'];
    const server = await serve(['--bots', `${folder}/`, ...allowed], data);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: a hash please::EOMsg::');
    await server.until(/Hash_Bot failed: did not answer/);
    await eventually(async () => {
      const [list] = await server.ask('bots', /Bot +State[^]*Hash_Bot.*\n/);
      expect(list).toMatch(/Hash_Bot +ending, then starts again +0 /);
    });
    server.process.kill('SIGTERM');
    await server.until(/Service stopped successfully!/);
    await server.exit();
    expect((await thread(data)).map(({ text }) => text)).toContain('a hash please');
  });

  test('takes the place of its old version when its file changes, which nobody sees; a wrong file changes nothing', async () => {
    const versioned = (name: string) =>
      answering('Changing_Bot', 'context.reply(`${version} heard ${heard.text}`)', '', name);
    const folder = folderWith({
      'changing.mjs': versioned("import { version } from './lib/version.js';"),
      'lib/version.js': "export const version = 'first';",
    });
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty', '--watch']);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: one::EOMsg::');
    await ann.until('Changing_Bot: first heard one::EOMsg::');
    writeFileSync(join(folder, 'lib', 'version.js'), "export const version = 'second';");
    await server.until(/Changing_Bot was loaded again\./);
    ann.send('Ann: two::EOMsg::');
    await ann.until('Changing_Bot: second heard two::EOMsg::');
    writeFileSync(join(folder, 'changing.mjs'), 'export default { name: ');
    await server.until(/Changing_Bot goes on as it was: \S*changing\.mjs:1:\d+: /);
    await server.ask('bot reload changing_bot', /Changing_Bot goes on as it was/);
    await server.ask('bot log changing_bot', /warn: Changing_Bot goes on as it was/);
    writeFileSync(join(folder, 'changing.mjs'), versioned("const version = 'third';"));
    await server.ask('bots', /Changing_Bot +running +0 /);
    await server.until(/Changing_Bot was loaded again\.[^]*Changing_Bot was loaded again\./);
    ann.send('Ann: three::EOMsg::');
    await ann.until('Changing_Bot: third heard three::EOMsg::');
    expect(ann.text).not.toContain('User Changing_Bot left');
    await server.kill();
  });

  test('with --watch comes in when it is mended or added; one that is deleted goes on, and `bots` names what does not run', async () => {
    const folder = folderWith({ 'late.mjs': 'const = 3;', 'gone.mjs': answering('Gone_Bot', '') });
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty', '--watch']);
    await server.until(/late\.mjs:1:7: Expected identifier/);
    await server.ask('bots', /Files that do not run:\n\S*late\.mjs:1:7: Expected identifier/);
    const late = await joinRoom(server, 'Late_Bot');
    writeFileSync(join(folder, 'late.mjs'), answering('Late_Bot', ''));
    await server.until(/late\.mjs: there is a Late_Bot already\./);
    late.socket.destroy();
    const heard = (name: string) => answering(name, 'context.reply(`heard ${heard.text}`)');
    writeFileSync(join(folder, 'late.mjs'), heard('Later_Bot'));
    await server.until(/Later_Bot comes in, from \S*late\.mjs\./);
    writeFileSync(join(folder, 'new.mjs'), heard('New_Bot'));
    await server.until(/New_Bot comes in, from \S*new\.mjs\./);
    rmSync(join(folder, 'gone.mjs'));
    await server.until(/Gone_Bot goes on as it was: \S*gone\.mjs is gone\./);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: hello::EOMsg::');
    await ann.until('Later_Bot: heard hello::EOMsg::');
    await ann.until('New_Bot: heard hello::EOMsg::');
    writeFileSync(join(folder, 'new.mjs'), answering('New_Bot', 'context.reply("anew")'));
    await server.until(/New_Bot was loaded again\./);
    await server.ask('bots', /Later_Bot +running[^]*New_Bot +running/);
    expect(server.output.slice(server.output.lastIndexOf('Bot  '))).not.toContain('do not run');
    await server.kill();
  });

  test('goes back to its old version when the new one fails within seconds, which nobody sees', async () => {
    const version = (name: string, then = '', every = '') =>
      answering('Changing_Bot', `${then} context.reply(\`${name} heard \${heard.text}\`)`).replace(
        'on: {',
        `on: { ${every}`,
      );
    const spins = "every: { '100ms': () => { for (;;); } },";
    const exits = "if (heard.text === 'exit') process.exit(3);";
    const folder = folderWith({ 'changing.mjs': version('first'), 'other.mjs': answering('Other_Bot', '') });
    const server = await serve(['--bots', `${folder}/`, '--manners', 'chatty', '--watch']);
    const ann = await joinRoom(server, 'Ann');
    const answered = async (text: string, by: string) => {
      ann.send(`Ann: ${text}::EOMsg::`);
      await ann.until(`Changing_Bot: ${by} heard ${text}::EOMsg::`);
    };
    const loaded = (times: number) => new RegExp(`(Changing_Bot was loaded again\\.[^]*){${times}}`, 'u');
    const back = (what: string, times = 1) => {
      const failed = 'Changing_Bot failed within 10 s after it was loaded again';
      return new RegExp(`(${failed}: ${what} — the version before goes on\\.[^]*){${times}}`, 'u');
    };
    await answered('one', 'first');

    writeFileSync(join(folder, 'changing.mjs'), version('second', '', spins));
    await server.until(back('did not answer for 1\\.5 s .*'));
    await answered('two', 'first');

    // The file that is there is not loaded again, unless somebody wants it.
    writeFileSync(join(folder, 'other.mjs'), answering('Other_Bot', 'context.log(heard.text)'));
    await server.until(/Other_Bot was loaded again\./);
    await answered('three', 'first');
    expect(server.output).not.toMatch(loaded(2));
    await server.ask('bot reload Changing_Bot', /Changing_Bot was loaded again\./);
    await server.until(back('did not answer for 1\\.5 s .*', 2));
    await answered('four', 'first');

    writeFileSync(join(folder, 'changing.mjs'), version('third', exits));
    await server.until(loaded(3));
    ann.send('Ann: exit::EOMsg::');
    await server.until(back('ended itself with process\\.exit\\(3\\)'));
    await answered('five', 'first');
    await server.ask('bot log Changing_Bot 1', /warn: Changing_Bot failed within 10 s/);

    writeFileSync(join(folder, 'changing.mjs'), version('fourth'));
    await server.until(loaded(4));
    await answered('six', 'fourth');
    expect(ann.text).not.toContain('User Changing_Bot left');
    await server.kill();
    const said = (await thread(server.data)).filter(
      ({ author, text }) => author === 'Changing_Bot' && text !== '',
    );
    expect(said.map(({ text }) => text.replace(' heard', ''))).toEqual([
      'first one',
      'first two',
      'first three',
      'first four',
      'first five',
      'fourth six',
    ]);
  });
});
