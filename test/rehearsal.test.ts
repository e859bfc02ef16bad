import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFolder, join as joinRoom, run, serve } from './kits/stage.ts';

const scripts = join(import.meta.dirname, 'rehearsals');

function script(text: string): string {
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'evening.txt');
  writeFileSync(file, text);
  return file;
}

describe('hobnob rehearse SCRIPT', () => {
  test('the evening of the report’s results, word for word', async () => {
    const { code, output, errors } = await run(['rehearse', join(scripts, 'results.txt'), '--seed', '7']);
    expect([code, errors]).toEqual([0, '']);
    await expect(output).toMatchFileSnapshot(join(scripts, 'results.transcript.txt'));
  });

  test('the same in another time zone and language; another with another seed', async () => {
    const words = ['rehearse', join(scripts, 'results.txt'), '--host-every', '30', '--seed'];
    const env = { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const [here, there, other] = await Promise.all([
      run([...words, '8']),
      run([...words, '8'], { env }),
      run([...words, '9']),
    ]);
    expect(here.output).toMatch(/ Host: /);
    expect(there.output).toBe(here.output);
    expect(other.output).not.toBe(here.output);
  });

  test('only the bots that are wanted, with the manners that are wanted', async () => {
    const file = script('18:00 ann: hello\n+1s ben: hello\nann: Do you like tea?\n');
    const { output } = await run(['rehearse', file, '--bots', 'art_bot', '--manners', 'polite']);
    expect(output.split('\n').slice(2)).toEqual([
      '18:00:00 * Art_Bot joined',
      '18:00:00 * ann joined',
      '18:00:00 ann: hello',
      '18:00:01 * ben joined',
      '18:00:01 ben: hello',
      expect.stringMatching(/^18:00:0[12] ann: Do you like tea\?$/),
      '',
    ]);
  });

  test('a script that cannot be played: each wrong line is named, with what is allowed', async () => {
    const wrong = await run([
      'rehearse',
      script('18:00 ann joins\n25:00 ann: hi\n# fine\n18:05 ann jions\n'),
    ]);
    expect([wrong.code, wrong.output]).toEqual([2, '']);
    expect(wrong.errors).toContain('evening.txt:2: "25:00" is no time: a time such as 18:00');
    expect(wrong.errors).toContain('evening.txt:4: "ann jions" is nothing that can be done');
    const nobody = await run(['rehearse', script('18:00 stop Nobody_Bot')]);
    expect(nobody.code).toBe(1);
    expect(nobody.errors).toContain('evening.txt: line 1: There is no bot named Nobody_Bot. Bots here: Host');
    const missing = await run(['rehearse', '/nowhere/evening.txt']);
    expect([missing.code, missing.errors]).toEqual([2, expect.stringContaining('cannot be read')]);
  });

  test.each([
    [['rehearse'], 'takes a script, or a data folder with --log'],
    [['rehearse', 'a', '--log', 'b'], 'not both'],
    [['rehearse', 'a', '--seed', 'x'], '--seed x: must be a whole number'],
    [['rehearse', 'a', '--manners', 'rude'], '--manners rude: must be "chatty"'],
  ])('%j', async (words, sentence) => {
    const { code, errors } = await run(words);
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('hobnob rehearse --log', () => {
  test('plays a recorded room again, and shows what the bots would say otherwise', async () => {
    const server = await serve(['--bots', 'Art_Bot,Sport_Bot', '--manners', 'polite']);
    const ann = await joinRoom(server, 'Ann');
    ann.send('Ann: Art_Bot, good morning!::EOMsg::');
    await ann.until(/Art_Bot: /);
    await server.kill();
    const words = ['rehearse', '--log', server.data, '--manners', 'polite', '--bots'];
    const { code, output, errors } = await run([...words, 'Art_Bot']);
    // What it picks is chance.
    const differs = !output.endsWith(' 0 not said any more, 0 said instead or besides.\n');
    expect([code, errors]).toEqual(differs ? [1, expect.stringContaining('by chance')] : [0, '']);
    expect(output).toMatch(
      /^ {2}\d\d:\d\d:\d\d Ann: Art_Bot, good morning!\n(?: {2}.*\n)?[-+ ] .* Art_Bot: /m,
    );
    expect(output).toMatch(/\d as recorded, \d not said any more, \d said instead or besides\.\n$/);
    const nobody = await run([...words, 'none']);
    expect(nobody.code).toBe(0);
    expect(nobody.output).toContain('0 as recorded, 0 not said any more, 0 said');
    expect(nobody.output).toContain('Ann: Art_Bot, good morning!');
  });

  test('a folder that holds no room', async () => {
    const folder = dataFolder();
    const { code, output, errors } = await run(['rehearse', '--log', folder]);
    expect([code, output, errors]).toEqual([2, '', expect.stringContaining(`no hobnob data in ${folder}`)]);
  });
});
