import { afterEach, expect, test, vi } from 'vitest';
import { type Bot, defineBot } from '../bots/bot.ts';
import { type RehearsalOptions, rehearse } from './hobnob-test.ts';

const named = (name: string, on: NonNullable<Bot['on']>) => defineBot({ name, about: 'Tries.', on });
const real = globalThis.fetch;

afterEach(() => {
  vi.restoreAllMocks();
  globalThis.fetch = real;
});

test('bots have no fetch but that of their context, also after they waited; everybody else has', async () => {
  const asked: string[] = [];
  globalThis.fetch = async (url) => {
    asked.push(url as string);
    return new Response('real');
  };
  const before = globalThis.fetch;
  const words = async (get: Promise<Response>) => get.then((got) => got.text()).catch(String);
  const bot = defineBot({
    ...named('Net_Bot', {
      async message(context) {
        context.reply(await words(fetch('https://a.test/')));
        await context.store.get('x');
        context.reply(await words(fetch('https://b.test/')));
        context.reply(await words(context.fetch('https://c.test/')));
        context.clock.after(
          100,
          () => void words(fetch('https://d.test/')).then((text) => context.say(text)),
        );
      },
    }),
    needs: { hosts: ['c.test'] },
  });
  const room = await rehearse({ bots: [bot], fetch: async (url) => fetch(`${url}#made-up`) });
  room.say('ann', 'hello');
  await room.settle();
  await room.pass('1s');
  const said = room.entries.flatMap((entry) => (entry.type === 'message' ? [entry.text] : []));
  const refused = 'Error: fetch is not there for bots, in a server either: use context.fetch.';
  expect(said).toEqual(['hello', refused, refused, 'real', refused]);
  expect(asked).toEqual(['https://c.test/#made-up']);
  expect(await words(fetch('https://e.test/'))).toBe('real');
  await room.close();
  expect(globalThis.fetch).toBe(before);
});

test('a test is told with what a bot failed', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const bot = named('T_Bot', {
    message: () => {
      throw new Error('odd');
    },
  });
  const room = await rehearse({ bots: [bot] });
  room.say('ann', 'hello');
  await room.settle();
  expect(written.mock.calls.map(([line]) => line)).toEqual(['hobnob: T_Bot failed: odd — back in 1 s.\n']);
  await room.close();
});

test('a room that cannot be opened leaves everything as it was', async () => {
  const before = globalThis.fetch;
  await expect(rehearse({ bots: [], start: 'soon' })).rejects.toThrow('"soon" is no time');
  expect(globalThis.fetch).toBe(before);
});

test.each<[string, unknown, string]>([
  ['no options', undefined, 'bots: must be a list of bots such as [bot]; a bot is what its file exports as'],
  ['one bot and no list', { bots: named('A_Bot', {}) }, 'bots: must be a list of bots such as [bot]'],
  ['a word', { bots: ['nope'] }, 'bots[0]: "nope" is no bot; a bot is what its file exports as default'],
  ['nothing', { bots: [named('A_Bot', {}), undefined] }, 'bots[1]: undefined is no bot'],
  ['a whole module', { bots: [{ default: named('A_Bot', {}) }] }, 'bots[0]: a module is no bot'],
  ['what is not finished', { bots: [{ name: 'A_Bot' }] }, 'bots[0] needs "about", a sentence that says'],
  [
    'an unknown handler',
    { bots: [{ ...named('A_Bot', {}), on: { msg: () => 0 } }] },
    'bots[0] "on" has no handler "msg"; there are message, join, every',
  ],
  ['a name that is none', { bots: [named('4nn', {})] }, 'bots[0] has a bot with a wrong name: "4nn" is not'],
  [
    'one twice, in any case',
    { bots: [named('A_Bot', {}), named('a_bot', {})] },
    'bots[1]: there is a a_bot already',
  ],
])('what is no bot is refused by its place: %s', async (_, options, sentence) => {
  await expect(rehearse(options as RehearsalOptions)).rejects.toThrow(sentence);
});
