import { describe, expect, onTestFinished, test } from 'vitest';
import type { Voice } from '../../src/bots/mind/mind.ts';
import { quotaError, type Records } from '../../src/bots/mind/records.ts';
import type { BotThread } from '../../src/bots/worker/bot-thread.ts';
import { Watch } from '../../src/bots/worker/watch.ts';
import { describeBot } from '../../src/bots/worker/worker-mind.ts';
import { seededRandom } from '../../src/util/random.ts';
import { eventually } from '../kits/eventually.ts';
import { botSource, threadBench } from '../kits/thread-bench.ts';

const calm = botSource('Calm', `on: { message: (context, heard) => context.reply('calm, ' + heard.text) }`);

async function odd(body: string) {
  const source = botSource('Odd', `on: { message(context, heard) { ${body} } }`);
  const bench = await threadBench([source, calm]);
  onTestFinished(() => bench.supervisor.close());
  await bench.say('go');
  return bench;
}

const noRecords: Records = {
  get: async () => undefined,
  put: async () => undefined,
  delete: async () => false,
  page: async () => [],
};

/** A bot alone with a voice that keeps what it does. */
async function alone(body: string, changes: Partial<Voice> = {}) {
  const source = botSource('Odd', `operations: { async go(context) { ${body} } }`);
  const entry = new URL('../../dist/bot-worker.js', import.meta.url);
  const living = new Set<BotThread>();
  const options = { entry, places: '', memory: 64 * 1024 ** 2, watch: new Watch(), living };
  const bot = await describeBot({ type: 'file', file: '/bots/odd.js', source }, options);
  const kept = new Map<string, string>();
  const notes: string[] = [];
  const failures: string[] = [];
  const voice: Voice = {
    say: () => undefined,
    draft: () => undefined,
    members: () => [],
    lastHeardAt: () => null,
    history: async () => [],
    records: {
      get: async (key) => kept.get(key),
      put: async (key, json) => void kept.set(key, json),
      delete: async (key) => kept.delete(key),
      page: async (after) => (after === undefined ? [...kept] : []),
    },
    note: (_, message) => void notes.push(message),
    failed: (reason) => void failures.push(reason),
    ...changes,
  };
  const mind = bot.wake(voice, seededRandom(1));
  onTestFinished(() => mind.close());
  return { mind, notes, failures, kept };
}

describe('what a bot asks for', () => {
  test('is answered one after the other, and between two everyone else has a turn', async () => {
    let turns = 0;
    const count = () => {
      turns++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    onTestFinished(() => clearImmediate(timer));
    let atOnce = 0;
    let mostAtOnce = 0;
    const seen: number[] = [];
    const { mind } = await alone(
      'return (await Promise.all(Array.from({ length: 60 }, () => context.history(10)))).length',
      {
        history: async () => {
          seen.push(turns);
          mostAtOnce = Math.max(mostAtOnce, ++atOnce);
          await Promise.resolve();
          atOnce--;
          return [];
        },
      },
    );
    expect(await mind.ask('go', [])).toBe(60);
    expect(mostAtOnce).toBe(1);
    expect(new Set(seen).size).toBe(60);
  });

  test('is what there is to ask for, or the bot is told at once', async () => {
    const { mind, failures } = await alone(`
      const tell = (error) => error.message;
      return [
        await context.history('all').catch(tell),
        await context.store.get(Symbol('x')).catch(tell),
        await context.store.put('k'.repeat(201), 1).catch(tell),
        await context.store.put('k', 'v'.repeat(65_536)).catch(tell),
      ];`);
    expect(await mind.ask('go', [])).toEqual([
      'history takes a number of entries, and a seq',
      'a key is text of at most 200 characters',
      'a key is text of at most 200 characters',
      'a value may have 65536 characters as JSON',
    ]);
    expect(failures).toEqual([]);
  });
});

describe('what a bot keeps', () => {
  test('goes by as text, a page at a time, and between two pages everyone else has a turn', async () => {
    let turns = 0;
    const count = () => {
      turns++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    onTestFinished(() => clearImmediate(timer));
    const seen: number[] = [];
    const { mind } = await alone(
      'return (await context.store.entries()).map(([key, value]) => key + value[0]);',
      {
        records: {
          ...noRecords,
          page: async (after) => {
            seen.push(turns);
            const next = after === undefined ? 0 : Number(after) + 1;
            return next < 20 ? [[`${next}`, `["v", ${'[],'.repeat(20_000)} 0]`]] : [];
          },
        },
      },
    );
    expect(await mind.ask('go', [])).toEqual(Array.from({ length: 20 }, (_, index) => `${index}v`));
    expect(new Set(seen).size).toBe(21);
  });

  test('is put as text: a deep value too, which only its own thread takes apart', async () => {
    const { mind, kept, failures } = await alone(`
      let deep = [];
      for (let depth = 0; depth < 2_000; depth++) deep = [deep];
      await context.store.put('deep', deep);
      return JSON.stringify(await context.store.get('deep')).length;`);
    expect(await mind.ask('go', [])).toBe(4_002);
    expect(kept.get('deep')).toBe('['.repeat(2_001) + ']'.repeat(2_001));
    expect(failures).toEqual([]);
  });

  test('is weighed by its size: more than it may read in a second has to wait', async () => {
    const page = [['k', `"${'x'.repeat(2_000_000)}"`]] as const;
    const seconds: number[] = [];
    const records = {
      ...noRecords,
      page: async (after: string | undefined) => {
        seconds.push(Math.floor(performance.now() / 1000));
        return after === undefined ? page : [];
      },
    };
    const { mind } = await alone('for (let i = 0; i < 8; i++) await context.store.entries();', { records });
    await mind.ask('go', []);
    expect(new Set(seconds).size).toBeGreaterThan(1);
  });

  test.each([
    ['QuotaExceededError', quotaError('Odd may keep less')],
    ['Error', new RangeError('Odd may keep less')],
  ])('and where it may not be kept, the error that the bot gets is named %s', async (name, thrown) => {
    const { mind } = await alone(
      `return context.store.put('k', 1).catch((error) => [error.name, error.message, error instanceof Error]);`,
      { records: { ...noRecords, put: () => Promise.reject(thrown) } },
    );
    expect(await mind.ask('go', [])).toEqual([name, 'Odd may keep less', true]);
  });
});

test('a thread that ended before anybody wanted its bot is told with why; the next one is new', async () => {
  const entry = new URL('../../dist/bot-worker.js', import.meta.url);
  const options = {
    entry,
    places: '',
    memory: 64 * 1024 ** 2,
    watch: new Watch(),
    living: new Set<BotThread>(),
  };
  const source = `setTimeout(() => process.exit(3), 100); ${botSource('Odd', 'operations: { go: () => 1 }')}`;
  const bot = await describeBot({ type: 'file', file: '/bots/odd.js', source }, options);
  await eventually(() => expect(options.living.size).toBe(0));
  const failures: string[] = [];
  const voice = { failed: (reason: string) => void failures.push(reason), members: () => [] };
  expect(() => bot.wake(voice as never, seededRandom(1))).toThrow('ended itself with process.exit(3)');
  const mind = bot.wake(voice as never, seededRandom(1));
  onTestFinished(() => mind.close());
  await eventually(() => expect(failures).toEqual(['ended itself with process.exit(3)']));
});

test('only what a bot holds counts, and not what it has let go', async () => {
  const { mind, failures } = await alone(`
    let rounds = 0;
    for (let held; rounds < 40; rounds++) {
      held = Array.from({ length: 400_000 }, (_, index) => ({ index, of: rounds }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return rounds;`);
  expect(await mind.ask('go', [])).toBe(40);
  expect(failures).toEqual([]);
});

describe('what is too long is cut', () => {
  test.each([
    ['thrown', `throw new Error('y'.repeat(15e6))`],
    ['thrown where nobody looks', `setTimeout(() => { throw new Error('y'.repeat(15e6)) }, 1)`],
  ])('%s', async (_, body) => {
    const { failure, room } = await odd(body);
    expect(await failure('Odd')).toBe(`${'y'.repeat(999)}…`);
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, go']));
  });

  test('noted, and told to whoever asked', async () => {
    const { mind, notes } = await alone(`
      context.log('x'.repeat(5e6));
      context.log({ level: 'fatal', time: 0 });
      context.log(() => 1);
      throw new Error('y'.repeat(15e6));`);
    await expect(mind.ask('go', [])).rejects.toThrow(new Error(`${'y'.repeat(999)}…`));
    expect(notes).toEqual([`${'x'.repeat(999)}…`, '[object Object]', '() => 1']);
  });
});

describe('what a bot prints', () => {
  test('is noted, in order, also when it fails at once', async () => {
    const { failure, notes } = await odd(
      `console.log('one'); process.stderr.write('two\\n'); context.log('three'); console.error('four'); process.exit(3);`,
    );
    expect(await failure('Odd')).toBe('ended itself with process.exit(3)');
    const printed = ['one', 'two', 'three', 'four'].map((line) => `info: Odd: ${line}`);
    await eventually(() => expect(notes.filter((note) => note.startsWith('info: Odd: '))).toEqual(printed));
  });

  test('buries nobody, however much it is', async () => {
    const { room, notes, say, stateOf } = await odd(
      `const go = () => process.stdout.write('\\n'.repeat(2e6), () => setImmediate(go)); go();`,
    );
    await eventually(() =>
      expect(notes.join('\n')).toMatch(/prints (or logs )?too much; some of it is left out/u),
    );
    await say('again');
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, go', 'calm, again']));
    expect(stateOf('Odd').lastError).toBeNull();
  });

  test('gives it no port of Node’s', async () => {
    const { mind } = await alone(`
      const streams = [process.stdin, process.stdout, process.stderr, console._stdout, console._stderr];
      const ports = streams.flatMap((stream) =>
        Object.getOwnPropertySymbols(stream).filter((symbol) => stream[symbol]?.postMessage));
      return ports.map(String);`);
    expect(await mind.ask('go', [])).toEqual([]);
  });
});
