import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { residentNames } from '../residents/residents.ts';
import { nickKeys, parseNick } from '../room/names.ts';
import { Fault } from '../util/result.ts';

/**
 * Writes a bot that works, with its test. Returns what to tell the person, who calls this program `program`. Throws a Fault
 * when it cannot be written, or could not run beside the residents.
 */
export function newBot(name: string, folder: string, program: string): string {
  const nick = parseNick(name);
  if (typeof nick !== 'string') throw new Fault(nick.message);
  const keys = nickKeys(nick);
  const resident = residentNames.find((known) => nickKeys(known).some((key) => keys.includes(key)));
  if (resident !== undefined) {
    throw new Fault(
      `${nick} is the name of a bot that comes with hobnob, or looks like ${resident}: choose another name.`,
    );
  }
  const file = fileNameOf(nick);
  const written: readonly [name: string, text: string][] = [
    [`${file}.mjs`, botText(nick)],
    [`${file}.test.mjs`, testText(nick, file)],
  ];
  const there = written.map(([each]) => join(folder, each)).find((path) => existsSync(path));
  if (there !== undefined) throw new Fault(`${there} is there already, and was left as it is.`);
  mkdirSync(folder, { recursive: true });
  for (const [each, text] of written) writeFileSync(join(folder, each), text);
  const link = provideOurselves(folder);
  const way = relative('.', resolve(folder));
  const shown = way.startsWith('..') ? `${resolve(folder)}/` : `./${way === '' ? '' : `${way}/`}`;
  return [
    ...written.map(([each]) => `Wrote ${join(folder, each)}`),
    ...(link === null ? [] : [`Made ${link}, by which Node finds hobnob/bot and hobnob/test there`]),
    '',
    `Try it:  node --test ${join(shown, `${file}.test.mjs`)}`,
    `Run it:  ${program} serve --bots all,${shown} --watch`,
    `   or outside of the server:  ${program} bots --dest HOST:PORT --watch ${shown}`,
  ].join('\n');
}

/** `Dice_Bot` → `dice-bot`. */
function fileNameOf(nick: string): string {
  const name = nick
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '');
  return name || 'bot';
}

/** Makes `hobnob/test` known to Node in a folder where it is not, as `npm link hobnob` would. Returns the link, if it made one. */
function provideOurselves(folder: string): string | null {
  try {
    createRequire(pathToFileURL(join(resolve(folder), 'any.mjs'))).resolve('hobnob/test');
    return null;
  } catch {
    // Not known there yet.
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const link = join(folder, 'node_modules', 'hobnob');
  symlinkSync(fileURLToPath(new URL('..', import.meta.url)), link, 'junction');
  return link;
}

function botText(nick: string): string {
  return `// @ts-check
import { defineBot } from 'hobnob/bot';

export default defineBot({
  name: '${quoted(nick)}',
  about: 'Rolls a die for whoever asks, and knows the highest roll so far.',
  commands: {
    roll: {
      args: '[SIDES]',
      help: 'rolls a die',
      async run(context, args, heard) {
        const sides = /^[1-9][0-9]{0,5}$/.test(args) ? Number(args) : 6;
        const rolled = 1 + Math.floor(context.random() * sides);
        const highest = Number((await context.store.get('highest')) ?? 0);
        if (rolled > highest) await context.store.put('highest', rolled);
        const record = rolled > highest ? ' Nobody has rolled more.' : '';
        context.reply(\`\${heard.nick} rolls \${rolled}.\${record}\`, 'a roll was asked for');
      },
    },
  },
  on: {
    join(context, newcomer) {
      context.reply(\`Hello \${newcomer.nick}! Say /roll if you feel lucky.\`);
    },
  },
});
`;
}

function testText(nick: string, file: string): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rehearse } from 'hobnob/test';
import bot from './${file}.mjs';

test('greets who comes, and rolls a die', async () => {
  const room = await rehearse({ bots: [bot], seed: 7 });
  room.join('ann');
  await room.settle();
  assert.match(room.last('${quoted(nick)}').text, /^Hello ann!/);
  room.say('ann', '/roll 20');
  await room.settle();
  assert.match(room.last().text, /^ann rolls (1?[0-9]|20)\\. Nobody has rolled more\\.$/);
});
`;
}

function quoted(text: string): string {
  return text.replace(/[\\']/gu, '\\$&');
}
