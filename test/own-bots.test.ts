import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, join as joinRoom, run, serve } from './kits/stage.ts';

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
    const tested = await run(['--test', 'my-bots/'], { program: process.execPath, cwd: folder });
    expect(tested.output).toMatch(/^# pass 1$[^]*^# fail 0$/m);
    expect(tested.code).toBe(0);
    const again = await run(['bot', 'new', 'Dice_Bot', '--to', join(folder, 'my-bots')]);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('is there already')]);
    const second = await run(['bot', 'new', 'Über`Bot', '--to', join(folder, 'my-bots')]);
    expect(second.output).toContain('über-bot.test.mjs');
    const both = await run(['--test', 'my-bots/'], { program: process.execPath, cwd: folder });
    expect(both.output).toMatch(/^# pass 2$/m);
  });

  test('takes names that are names', async () => {
    const folder = dataFolder();
    const odd = await run(['bot', 'new', '4bot', '--to', folder]);
    expect([odd.code, odd.errors]).toEqual([1, expect.stringContaining('"4bot" is not a name')]);
    expect((await run(['bot', 'old', 'A'])).errors).toContain('bot old: there is "bot new NAME"');
  });
});

describe('--bots with a folder', () => {
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
    expect(server.errors).toContain(`${join(folder, 'broken.ts')}:1:6: Expected identifier but found "="`);
    expect(server.errors).toContain(`${join(folder, 'nothing.mjs')} has no bot: it needs export default`);
    expect(server.errors).not.toMatch(/notes|echo|dice/);
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

  test('besides names; a name can be had once, and a resident makes room where it is not wanted', async () => {
    const folder = folderWith({
      'a.js': echo('Art_Bot', 'my'),
      'b.js': echo('art_bot', 'no'),
      'lib/shout.js': shout,
    });
    const file = join(folder, 'evening');
    writeFileSync(file, evening);
    const mine = await run(['rehearse', file, '--bots', `Sport_Bot,${folder}/`]);
    expect(mine.output).toMatch(/Art_Bot: MY HELLO\n/);
    expect(mine.output).toMatch(/Sport_Bot: /);
    expect(mine.errors).toContain('there is a art_bot already');
    const both = await run(['rehearse', file, '--bots', `all,${join(folder, 'a.js')}`]);
    expect(both.errors).toContain('there is a Art_Bot already');
    expect(both.output).not.toContain('MY HELLO');
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
    writeFileSync(join(folder, 'echo.js'), echo('Echo_Bot', 'new'));
    const { output } = await run(['rehearse', '--log', server.data, '--bots', join(folder, 'echo.js')]);
    expect(output).toMatch(/^ {2}.* Ann: hello\n- .* Echo_Bot: OLD HELLO\n\+ .* Echo_Bot: NEW HELLO\n/m);
    expect(output).toContain('0 as recorded, 1 not said any more, 1 said instead or besides.');
  });
});
