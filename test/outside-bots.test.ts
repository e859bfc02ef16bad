import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from './kits/eventually.ts';
import { LiveClient, type Told } from './kits/live-client.ts';
import type { Program } from './kits/server.ts';
import { dataFolder, run, serve, start } from './kits/stage.ts';

/** A bot with something of everything. */
const bot = `
import { defineBot } from 'hobnob/bot';
export default defineBot({
  name: 'Parrot',
  about: 'Repeats.',
  on: {
    message(context, heard) {
      if (heard.text === 'fail') throw new Error('as you wish');
      context.reply(\`\${heard.nick} says \${heard.text}\`, 'something was said');
    },
    join: (context, newcomer) => context.reply(\`Hello \${newcomer.nick}!\`, 'somebody came'),
  },
  commands: {
    count: {
      help: 'counts',
      async run(context) {
        const count = Number((await context.store.get('count')) ?? 0) + 1;
        await context.store.put('count', count);
        context.reply(\`This is number \${count}.\`, 'a count was asked for');
      },
    },
    past: {
      args: 'N',
      help: 'tells what was said before',
      async run(context, args) {
        const entries = await context.history(Number(args));
        context.reply(entries.map((entry) => entry.text ?? entry.type).join(', '));
      },
    },
    write: {
      help: 'writes for a while',
      async run(context) {
        const draft = context.draft('something was to be written');
        for (const word of ['One', ' word', ' after', ' another.']) {
          draft.add(word);
          await new Promise((resolve) => context.clock.after(300, resolve));
        }
        draft.done();
      },
    },
    people: { help: 'lists us', run: (context) => context.reply(context.room.members().map(({ nick }) => nick).sort().join()) },
  },
});`;

function botFile(): string {
  const file = join(dataFolder(), 'parrot.mjs');
  writeFileSync(file, bot);
  return file;
}

async function visit(port: number, hello: object = {}): Promise<LiveClient> {
  const client = await LiveClient.join(port, 'Ann', { history: 0, ...hello });
  onTestFinished(() => client.close());
  return client;
}

const isAnswerTo = (seq: unknown) => (message: Told) =>
  message.type === 'entry' && message['name'] === 'Parrot' && message['answers'] === seq;

/** Says something and resolves with the answer. */
async function ask(ann: LiveClient, text: string): Promise<Told> {
  const id = `${text}-${ann.told.length}`.replace(/\W/gu, '.');
  ann.send({ type: 'post', text, id });
  const { seq } = await ann.until((message) => message.type === 'accepted' && message['id'] === id);
  return ann.until(isAnswerTo(seq));
}

const isParrot = (event: string) => (message: Told) =>
  message['event'] === event && message['name'] === 'Parrot';

/** Those of the bot, where the message tells them. */
function commandsIn({ commands = [] }: Told): readonly unknown[] {
  return (commands as readonly { readonly bot: string }[]).filter((each) => each.bot === 'Parrot');
}

/** What the bot says, and why and to what, in an evening that is the same for all. */
async function evening(port: number) {
  const ann = await visit(port);
  const hello = await ann.until(isParrot('message'));
  await ann.until((message) => commandsIn(message).length > 0);
  const answers: Told[] = [hello];
  for (const text of ['hi', '/count', '/COUNT x', '/past', '/past 3', '/people', '/write']) {
    answers.push(await ask(ann, text));
  }
  ann.send({ type: 'post', text: 'fail' });
  await ann.until(isParrot('left'));
  await ann.until(isParrot('joined'));
  answers.push(await ask(ann, '/count'));
  ann.close();
  const entries = ann.told.filter(({ event }) => event === 'message');
  const answered = ({ answers: seq }: Told) =>
    ann.told.find((message) => message.type === 'entry' && message['seq'] === seq);
  return {
    commands: ann.told.map(commandsIn).findLast((commands) => commands.length > 0),
    said: answers.map((told) => {
      const { kind, text, because } = told;
      const to = answered(told);
      return { kind, text, because, to: to?.['text'] ?? to?.['event'] };
    }),
    number: entries.length,
    /** Whether it was seen to grow. */
    grew: ann.told.some((told) => told.type === 'draft' && told['text'] === 'One'),
  };
}

async function bots(port: number, file: string, data = dataFolder()): Promise<Program> {
  const program = start(['bots', '--dest', `127.0.0.1:${port}`, '--manners', 'chatty', '--data', data, file]);
  await program.until(/Parrot is in the room\.\n/);
  return program;
}

describe('the same file', () => {
  test('behaves the same in the server and outside of it', async () => {
    const file = botFile();
    const inside = await serve(['--bots', file, '--manners', 'chatty']);
    await eventually(() => inside.ask('bots', /Parrot +running/));
    const around = await serve();
    const program = await bots(around.port, file);
    const [one, other] = await Promise.all([evening(inside.port), evening(around.port)]);
    expect(other).toEqual(one);
    const failed = /Parrot failed: as you wish \(\S*parrot\.mjs:8:40\) — back in 1 s\.\n/;
    await Promise.all([program.until(failed), inside.until(failed)]);
    expect(one.grew).toBe(true);
    expect(one.commands).toEqual([
      { name: 'count', args: '', help: 'counts', bot: 'Parrot' },
      { name: 'past', args: 'N', help: 'tells what was said before', bot: 'Parrot' },
      { name: 'write', args: '', help: 'writes for a while', bot: 'Parrot' },
      { name: 'people', args: '', help: 'lists us', bot: 'Parrot' },
    ]);
    expect(one.said).toEqual([
      { kind: 'bot', text: 'Hello Ann!', because: 'somebody came', to: 'joined' },
      { kind: 'bot', text: 'Ann says hi', because: 'something was said', to: 'hi' },
      { kind: 'bot', text: 'This is number 1.', because: 'a count was asked for', to: '/count' },
      { kind: 'bot', text: 'This is number 2.', because: 'a count was asked for', to: '/COUNT x' },
      {
        kind: 'bot',
        text: '/past N: tells what was said before',
        because: 'the command was not complete',
        to: '/past',
      },
      {
        kind: 'bot',
        text: '/past, /past N: tells what was said before, /past 3',
        because: undefined,
        to: '/past 3',
      },
      { kind: 'bot', text: 'Ann,Parrot', because: undefined, to: '/people' },
      {
        kind: 'bot',
        text: 'One word after another.',
        because: 'something was to be written',
        to: '/write',
      },
      { kind: 'bot', text: 'This is number 3.', because: 'a count was asked for', to: '/count' },
    ]);
  });

  test('outside, outlives its server, and answers once what was asked before; what it keeps is kept', async () => {
    const file = botFile();
    const data = dataFolder();
    const server = await serve();
    const parrot = await bots(server.port, file, data);
    const ann = await visit(server.port, { session: true });
    const session = ann.told[0]?.['session'];
    await ask(ann, '/count');
    ann.send({ type: 'post', text: '/count', id: 'in.the.middle' });
    const { seq } = await ann.until(
      (message) => message['id'] === 'in.the.middle' && message.type === 'accepted',
    );
    await server.kill();
    await parrot.until(/Parrot has lost the chat server .*\n/);
    const next = await serve(['--port', String(server.port)], server.data);
    await parrot.until(/Parrot is back in the room\.\n/);
    const again = await visit(next.port, { session, since: seq });
    expect(await again.until(isAnswerTo(seq))).toMatchObject({ text: 'This is number 2.' });
    expect(await ask(again, '/count')).toMatchObject({ text: 'This is number 3.' });
    expect(again.told.filter(isAnswerTo(seq))).toHaveLength(1);

    // Killed and started again it has its name at once, and knows what it knew.
    await parrot.kill();
    const reborn = await bots(next.port, file, data);
    expect(await ask(again, '/count')).toMatchObject({ text: 'This is number 4.' });
    reborn.process.kill('SIGINT');
    expect(await reborn.exit()).toBe(0);
    expect(reborn.output).toMatch(/Parrot left the room\.\n$/);
    await again.until(isParrot('left'));
  });
});

describe('hobnob bots', () => {
  test('keeps a bot that spins from all others, and brings it back', async () => {
    const folder = dataFolder();
    const spinning = bot
      .replace("'Parrot'", "'Spinner'")
      .replace(/commands: \{/, "commands: { spin: { help: 'spins', run() { for (;;); } },")
      .replace('says', 'spins');
    writeFileSync(join(folder, 'parrot.mjs'), bot);
    writeFileSync(join(folder, 'spinner.mjs'), spinning);
    const server = await serve();
    const program = await bots(server.port, `${folder}/`);
    expect(program.output).toContain('/count is Parrot’s; Spinner goes without it.');
    const ann = await visit(server.port);
    ann.send({ type: 'post', text: '/spin' });
    expect(await ask(ann, 'are you there?')).toMatchObject({ text: 'Ann says are you there?' });
    await program.until(/Spinner failed: did not answer for 1\.5 s \(an endless loop\?\) — back in 1 s\.\n/);
    await program.until(/— back in 1 s[^]*Spinner is in the room\.\n/);
    ann.send({ type: 'post', text: 'and you?' });
    await ann.until(({ text }) => text === 'Ann spins and you?');
  });

  test('says in one sentence what is wrong with a file, and ends with 2', async () => {
    const wrong = join(dataFolder(), 'wrong.mjs');
    writeFileSync(wrong, 'const = 3;');
    const { code, errors } = await run(['bots', wrong, '--data', dataFolder()]);
    expect([code, errors]).toEqual([2, `hobnob: ${wrong}:1:7: Expected identifier but found "="\n`]);
    const odd = await run(['bots', 'Nobody_Bot', '--data', dataFolder()]);
    expect([odd.code, odd.errors]).toEqual([2, expect.stringContaining('or paths such as ./my-bots/')]);
  });

  test('runs the others of a folder, and names the file that is wrong', async () => {
    const server = await serve();
    const folder = dataFolder();
    writeFileSync(join(folder, 'wrong.mjs'), 'const = 3;');
    writeFileSync(join(folder, 'fine.mjs'), "export default { name: 'Fine_Bot', about: 'Is fine.' };");
    const program = start(['bots', '-p', String(server.port), '--data', 'memory', `${folder}/`]);
    await program.until(/wrong\.mjs:1:7: Expected identifier[^]*Fine_Bot is in the room\.\n/);
  });

  test('says how live weather is to be had, where that is missed', async () => {
    const server = await serve();
    const hint = 'Live weather is off; --weather-contact YOUR_E-MAIL_OR_SITE switches it on.';
    const words = ['bots', '-p', String(server.port), '--data', 'memory'];
    const without = start([...words, 'Weather_Bot']);
    await without.until(/Weather_Bot is in the room\.\n/);
    expect(without.output).toContain(hint);
    // What keeps nothing has no way to its seat but to leave it.
    without.process.kill('SIGINT');
    await without.exit();
    const others = start([...words, 'Weather_Bot', '--weather-contact', 'ann@home.org']);
    await others.until(/Weather_Bot is in the room\.\n/);
    const parrot = start([...words, botFile()]);
    await parrot.until(/Parrot is in the room\.\n/);
    expect(others.output + parrot.output).not.toContain('eather is off');
  });

  test('says that there is no server; with --once that is the end', async () => {
    const closed = await serve();
    await closed.kill();
    const words = ['bots', '--port', String(closed.port), '--data', dataFolder(), botFile()];
    const { code, output } = await run([...words, '--once']);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/Parrot cannot reach a chat server .* \(no server answers there\)\.\n/),
    ]);
    const patient = start(words);
    await patient.until(/Parrot cannot reach a chat server .* and keeps trying\.\n/);
    await serve(['--port', String(closed.port)], closed.data);
    await patient.until(/Parrot is in the room\.\n/);
  });

  test('ends when none of its bots may go on, and says why', async () => {
    const file = botFile();
    const inside = await serve(['--bots', file]);
    const reserved = await run(['bots', '--port', String(inside.port), '--data', dataFolder(), file]);
    expect([reserved.code, reserved.output]).toEqual([
      1,
      expect.stringContaining('The name Parrot is reserved.'),
    ]);
    const server = await serve();
    const program = await bots(server.port, file);
    await server.ask('kick Parrot too loud', /Parrot/);
    expect(await program.exit()).toBe(1);
    expect(program.output).toMatch(/Parrot was sent away: .*too loud\n/);
  });
});
