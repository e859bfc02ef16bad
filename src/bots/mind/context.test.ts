import { describe, expect, test } from 'vitest';
import { atlas } from '../../../test/kits/sky.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { type Bot, type BotContext, defineBot } from '../bot.ts';

/** Answers with what `run` gives, in a moment. */
function answering(run: (context: BotContext) => unknown, rest: Partial<Bot> = {}): Bot {
  const message = (context: BotContext) => context.reply(String(run(context)));
  return defineBot({ name: 'Odd', about: 'Is odd.', on: { message }, ...rest });
}

async function room(bot: Bot) {
  const calls: string[] = [];
  const openTable = () => {
    calls.push('opened');
    return { ...atlas, close: () => void calls.push('closed') };
  };
  const made = await rehearse({ bots: [bot] }, { openTable });
  const ask = async () => {
    made.say('ann', 'go');
    await made.settle();
    return made.last('Odd')?.text;
  };
  return { made, ask, calls, failure: () => made.bots()[0]?.lastError?.message };
}

describe('the table of places', () => {
  const needs = { places: true };

  test('is opened at the first look, once in a stay, and closed when that ends', async () => {
    const { made, ask, calls } = await room(
      answering(({ places }) => places.find('Oslo')[0]?.country, { needs }),
    );
    await made.pass('1h');
    expect(calls).toEqual([]);
    expect([await ask(), await ask()]).toEqual(['Norway', 'Norway']);
    expect(calls).toEqual(['opened']);
    made.restart('Odd');
    await made.settle();
    expect(calls).toEqual(['opened', 'closed']);
    expect(await ask()).toBe('Norway');
    await made.close();
    expect(calls).toEqual(['opened', 'closed', 'opened', 'closed']);
  });

  test('gives nothing to a bot that has been stopped', async () => {
    let late: unknown;
    const { made, ask, calls } = await room(
      answering(
        (context) => {
          context.signal.addEventListener('abort', () => {
            try {
              late = context.places.find('Oslo');
            } catch (thrown) {
              late = thrown;
            }
          });
          return 'waiting';
        },
        { needs },
      ),
    );
    await ask();
    made.stop('Odd');
    expect(late).toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });

  test.each([
    ['find', 7, undefined, 'a place is looked up by its name, a text'],
    ['similar', null, undefined, 'a place is looked up by its name, a text'],
    ['find', 'Oslo', 5, 'where a place lies ("Texas", "France") is a text, null or left out'],
    ['similar', 'Olso', {}, 'where a place lies ("Texas", "France") is a text, null or left out'],
  ] as const)('tells at once what is wrong with %s(%j, %j)', async (way, name, within, message) => {
    const { ask, failure } = await room(
      answering(({ places }) => places[way](name as never, within as never), { needs }),
    );
    await ask();
    expect(failure()).toBe(message);
  });

  test.each([null, undefined, 'Norway'])('finds what lies within %j', async (within) => {
    const { ask } = await room(answering(({ places }) => places.find('Oslo', within)[0]?.country, { needs }));
    expect(await ask()).toBe('Norway');
  });

  test.each([{}, { needs: { places: false } }])('is not there for %j', async (rest) => {
    const { ask, calls, failure } = await room(answering(({ places }) => places.similar('Begren'), rest));
    await ask();
    expect(failure()).toMatch(/its manifest must say needs: \{ places: true \}$/);
    expect(calls).toEqual([]);
  });
});

describe('what is said', () => {
  const saying = (run: (context: BotContext) => unknown) =>
    room(defineBot({ name: 'Odd', about: 'Is odd.', on: { message: (context) => void run(context) } }));

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [{ text: 'hi' }, 'an object'],
    [['hi'], 'an array'],
    [Promise.resolve('hi'), 'a promise: it has to be awaited'],
    [() => 'hi', 'a function'],
  ])('is not %s, which fails with what is allowed', async (given, kind) => {
    for (const [way, what] of [
      [(context: BotContext) => context.reply(given as never), 'reply and say take'],
      [(context: BotContext) => context.say(given as never), 'reply and say take'],
      [(context: BotContext) => context.draft().add(given as never), 'drafts take'],
      [(context: BotContext) => context.draft().set(given as never), 'drafts take'],
    ] as const) {
      const { made, ask, failure } = await saying(way);
      expect(await ask()).toBeUndefined();
      expect(failure()).toBe(`${what} a text or a number, not ${kind}`);
      await made.close();
    }
  });

  test('may be a number', async () => {
    const { ask } = await saying((context) => context.reply(6 as never));
    expect(await ask()).toBe('6');
  });
});

describe('what concerns a bot', () => {
  test('is told at once: a promise is a failure', async () => {
    const made = await rehearse({
      bots: [
        defineBot({
          name: 'Odd',
          about: 'Is odd.',
          concerns: (async () => true) as never,
          on: { message: (context) => context.reply('mine') },
        }),
      ],
      manners: 'polite',
    });
    made.say('ann', 'go');
    await made.settle();
    expect(made.last('Odd')).toBeUndefined();
    expect(made.bots()[0]?.lastError?.message).toBe(
      'concerns gave a promise; it must tell at once, with true or false',
    );
    await made.close();
  });
});

describe('the log', () => {
  test('has three levels', async () => {
    const { made, ask, failure } = await room(
      answering((context) => {
        context.log('one');
        context.log('two', 'warn');
        context.log('three', 'error');
      }),
    );
    await ask();
    expect(failure()).toBeUndefined();
    expect(made.notes).toEqual(
      expect.arrayContaining(['info: Odd: one', 'warn: Odd: two', 'error: Odd: three']),
    );
  });

  test('has no others', async () => {
    const { ask, failure } = await room(answering((context) => context.log('one', 'debug' as 'info')));
    await ask();
    expect(failure()).toBe('a log has the levels info, warn, error');
  });
});
