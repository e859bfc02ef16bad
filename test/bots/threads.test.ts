import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../kits/eventually.ts';
import { namedPipe } from '../kits/named-pipe.ts';
import { botSource, threadBench } from '../kits/thread-bench.ts';

/** A bot in a real worker thread, whatever it does to itself. */
type Bench = Awaited<ReturnType<typeof threadBench>>;
let open: Bench[] = [];
afterEach(async () => {
  await Promise.all(open.map(({ supervisor }) => supervisor.close()));
  open = [];
});
const bench = (...sources: string[]) => keep(threadBench(sources));
async function keep(made: Promise<Bench>): Promise<Bench> {
  open.push(await made);
  return made;
}
const onMessage = (name: string, body: string) =>
  botSource(name, `on: { message: async (context, heard) => { ${body} } }`);
const calm = onMessage('Calm', 'context.reply(`calm, ${heard.text}`)');

describe('a bot in its thread', () => {
  test('answers with what it sees of the room, its past, its store and its own chance', async () => {
    const curious = onMessage(
      'Curious',
      `const seen = Number(await context.store.get('seen') ?? 0) + 1;
       await context.store.put('seen', seen);
       const [last] = (await context.history(1));
       const names = context.room.members().map(({ nick }) => nick).join(' ');
       context.log('was asked');
       console.log('printed\\nlines');
       const chance = context.random();
       context.reply([seen, last.text, names, heard.understood.subject, context.room.lastHeardAt() === heard.time,
         chance >= 0 && chance < 1, (await context.store.entries()).length].join(', '), 'it was asked');`,
    );
    const { room, say, notes, supervisor, stateOf } = await bench(curious);
    await say('weather?');
    await eventually(() =>
      expect(room.by('Curious')).toEqual(['1, weather?, Ann Curious, weather, true, true, 1']),
    );
    room.join('Ben');
    supervisor.restart('Curious', 'test');
    await eventually(() => expect(stateOf('Curious').state.type).toBe('running'));
    await say('again');
    await eventually(() => expect(room.by('Curious')).toHaveLength(2));
    expect(room.by('Curious')[1]).toBe('2, again, Ann Ben Curious, other, true, true, 1');
    expect(room.heard[0]).toMatchObject({ because: 'it was asked', nick: 'Curious' });
    await eventually(() =>
      expect(notes).toEqual(
        expect.arrayContaining([
          'info: Curious: was asked',
          'info: Curious: printed',
          'info: Curious: lines',
        ]),
      ),
    );
    expect(stateOf('Curious').memory).toBeGreaterThan(1_000_000);
  });

  test('does what it does now and then, and what whoever runs the room asks of it', async () => {
    const source = botSource(
      'Counter',
      `on: { every: { '5s': (context) => context.say('tick') } },
       operations: {
         add: (context, a, b) => ({ sum: a + b, nick: context.nick }),
         fail: () => { throw new Error('cannot') },
         spin: () => { for (;;); },
       }`,
    );
    const { clock, room, supervisor } = await bench(source);
    await clock.advance(5_000);
    await eventually(() => expect(room.by('Counter')).toEqual(['tick']));
    expect(await supervisor.ask('counter', 'add', 2, 3)).toEqual({ sum: 5, nick: 'Counter' });
    await expect(supervisor.ask('Counter', 'fail')).rejects.toThrow('cannot');
    await expect(supervisor.ask('Counter', 'toString')).rejects.toThrow('no operation "toString"');
    await expect(supervisor.ask('Counter', 'spin')).rejects.toThrow('stopped before it answered');
    await expect(supervisor.ask('Counter', 'add')).rejects.toThrow('Counter is not running.');
  });
});

const leakOrLoop = /^(held more memory than the 32 MB|did not answer for 1\.5 s)/;

describe('whatever a bot does to its thread, it fails alone, says why and comes back', () => {
  test.each([
    ['an endless loop', 'for (;;);', /^did not answer for 1\.5 s \(an endless loop\?\)$/],
    ['an endless loop of promises', 'for (;;) await null;', /^did not answer for 1\.5 s/],
    ['an expression that never ends', '/^(a+)+$/.test("a".repeat(60) + "b");', /^did not answer for 1\.5 s/],
    // These never come to an end either, and on a busy machine that is seen first.
    ['a leak', 'const all = []; for (;;) all.push({ text: `${all.length} of many` });', leakOrLoop],
    ['a leak in steps that grow', 'const all = []; for (;;) all.push(all.length);', leakOrLoop],
    ['a leak in large steps', 'const all = []; for (;;) all.push(new Array(1e7).fill(0.5));', leakOrLoop],
    ['a leak in a map', 'const all = new Map(); for (;;) all.set(all.size, heard);', leakOrLoop],
    [
      'a leak outside of the heap in a loop',
      'const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));',
      leakOrLoop,
    ],
    [
      'a leak between which it turns',
      'const all = []; setInterval(() => all.push(Array.from({ length: 1e5 }, (_, i) => i)), 1);',
      /^held more memory than the 32 MB/,
    ],
    [
      'a leak outside of the heap',
      'const all = []; setInterval(() => all.push(Buffer.alloc(20 * 1024 ** 2, 1)), 1);',
      /^held more memory than the 32 MB/,
    ],
    ['what it throws', 'throw new Error("odd")', /^odd$/],
    ['what it rejects', 'await Promise.reject(new Error("odd"))', /^odd$/],
    ['what it throws in a timer of its own', 'setTimeout(() => { throw new Error("odd") }, 1)', /^odd$/],
    [
      'what it throws in a timer of the room',
      'context.clock.after(1, () => { throw new Error("odd") })',
      /^odd$/,
    ],
    ['a rejection that nobody looks at', 'void Promise.reject(new Error("odd"))', /^odd$/],
    ['something thrown that is no error', 'setTimeout(() => { throw "odd" }, 1)', /^odd$/],
    ['ending the process', 'process.exit(3)', /^ended itself with process\.exit\(3\)$/],
    [
      'too much talk',
      'for (let i = 0; i < 200; i++) context.say("blah")',
      /^said more than 60 things within a second$/,
    ],
    [
      'talk without an end',
      'for (;;) context.say("blah")',
      /^(more than 1000 things said, noted or asked for at once|said more than 60 things within a second)$/,
    ],
    ['a stack without an end', 'const deeper = () => deeper() + 1; deeper()', /call stack/],
  ])('%s', async (_, body, reason) => {
    const odd = onMessage('Odd', `if (heard.text === 'go') { ${body} } else context.reply('fine');`);
    const { clock, room, say, failure, running, stateOf } = await bench(odd, calm);
    await say('go');
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, go']));
    expect(await failure('Odd')).toMatch(reason);
    expect(stateOf('Odd').state.type).toBe('backing off');
    expect(room.left).toEqual(['Odd']);
    await clock.advance(1_000);
    await running('Odd');
    await say('hello');
    await eventually(() => expect(room.by('Odd').at(-1)).toBe('fine'));
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, go', 'calm, hello']));
    expect(stateOf('Calm')).toMatchObject({ restarts: 0, lastError: null });
  });

  test('an answer that never comes', async () => {
    const { clock, say, failure, room } = await bench(onMessage('Slow', 'await new Promise(() => {})'));
    await say('go');
    expect(room.left).toEqual([]);
    await clock.advance(30_000);
    expect(await failure('Slow')).toBe('took longer than 30 s');
  });

  test('five times within a minute: parked', async () => {
    const { clock, say, supervisor, notes, running, stateOf } = await bench(
      onMessage('Frail', 'process.exit()'),
    );
    for (let time = 1; time <= 5; time++) {
      await running('Frail');
      await say('go');
      await eventually(() => expect(stateOf('Frail').state.type).toBe(time < 5 ? 'backing off' : 'parked'));
      if (time < 5) await clock.advance(1_000 * 2 ** (time - 1));
    }
    expect(notes.at(-1)).toMatch(/^error: Frail failed 5 times within a minute and is parked/);
    supervisor.start('Frail');
    await running('Frail');
  });
});

describe('stopping', () => {
  test('is silence at once, in the middle of an answer; its signal is aborted and it is gone', async () => {
    const chatter = onMessage(
      'Chatter',
      `context.reply('begun');
       context.signal.addEventListener('abort', () => context.reply('still here'));
       for (;;) { context.say('more'); await new Promise((done) => setTimeout(done, 20)); }`,
    );
    const { room, say, supervisor, living } = await bench(chatter);
    await say('go');
    await eventually(() => expect(room.by('Chatter')).toContain('more'));
    supervisor.stop('Chatter', 'test');
    const said = room.heard.length;
    expect(room.left).toEqual(['Chatter']);
    await supervisor.close();
    expect(room.heard).toHaveLength(said);
    expect(living.size).toBe(0);
  });

  test('ends a bot that is in an endless loop', async () => {
    const { room, say, supervisor, stateOf } = await bench(onMessage('Spinning', 'for (;;);'), calm);
    await say('go');
    await eventually(() => expect(room.by('Calm')).toHaveLength(1));
    supervisor.stop('Spinning', 'test');
    expect(room.left).toEqual(['Spinning']);
    await supervisor.close();
    expect(stateOf('Spinning')).toMatchObject({ state: { type: 'stopped' }, lastError: null });
  });
});

describe('loading again', () => {
  const version = (number: number, body: string) =>
    botSource(
      'Changing',
      `commands: { echo: { help: 'echoes', async run(context, args) { ${body} } } }`,
    ).replaceAll('VERSION', `${number}`);
  const slowly =
    'await new Promise((done) => setTimeout(done, 30)); context.reply(`VERSION: ${args}`); await new Promise((done) => setTimeout(done, 30));';

  test('while many speak: each is answered once, by one version, on the same seat', async () => {
    let newest = 1;
    const { room, clock, supervisor, stateOf } = await keep(
      threadBench([version(1, slowly)], () => version(++newest, slowly)),
    );
    const asked: string[] = [];
    const echoed = () => room.by('Changing').map((text) => text.split(': ')[1]);
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 5; i++) {
        asked.push(`${round}-${i}`);
        room.say('Ann', `/echo ${round}-${i}`);
        await clock.advance(round % 2 === 0 ? 300 : 1_200);
      }
      const outcome = supervisor.reload('changing');
      room.say('Ann', `/echo ${round}-after`);
      asked.push(`${round}-after`);
      expect(await outcome).toEqual({ done: true, message: 'Changing was loaded again.' });
      // Not so fast that the old version has no time left.
      await eventually(async () => {
        await clock.advance(100);
        expect(echoed()).toHaveLength(asked.length);
      });
    }
    expect(echoed().toSorted()).toEqual(asked.toSorted());
    expect(room.by('Changing').at(-1)).toBe('7: 5-after');
    expect(room.requests).toHaveLength(1);
    expect(room.left).toEqual([]);
    expect(stateOf('Changing')).toMatchObject({ restarts: 0, lastError: null });
  });

  test('a version that cannot be loaded is rolled back, and whoever asked is told why', async () => {
    const { room, say, supervisor } = await keep(
      threadBench([calm], () => 'throw new Error("half written")'),
    );
    expect(await supervisor.reload('Calm')).toEqual({
      done: false,
      message: 'Calm goes on as it was: cannot be run: it throws "half written"',
    });
    await say('still?');
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, still?']));
    expect(room.left).toEqual([]);
    expect((await supervisor.reload('Nobody')).done).toBe(false);
  });

  test('the old version does not go on for ever with what it was about', async () => {
    const { room, clock, say, supervisor, notes } = await keep(
      threadBench(
        [
          version(
            1,
            'await new Promise((done) => setTimeout(done, 200)); context.reply("late"); await new Promise(() => {})',
          ),
        ],
        () => version(2, 'context.reply(`VERSION: ${args}`)'),
      ),
    );
    await say('/echo one');
    await supervisor.reload('Changing');
    await eventually(() => expect(room.by('Changing')).toEqual(['late']));
    await say('/echo two');
    await eventually(() => expect(room.by('Changing')).toEqual(['late', '2: two']));
    await clock.advance(31_000);
    expect(notes.filter((note) => !note.startsWith('info'))).toEqual([
      'warn: Changing: the version before was cut off after 10 s',
    ]);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' }, lastError: null });
  });

  test('a bot that is parked starts with the new version', async () => {
    const { clock, room, say, supervisor, stateOf, running } = await keep(
      threadBench([onMessage('Calm', 'process.exit()')], () => calm),
    );
    for (let time = 1; time <= 5; time++) {
      await running('Calm');
      await say('go');
      await eventually(() => expect(stateOf('Calm').state.type).toBe(time < 5 ? 'backing off' : 'parked'));
      if (time < 5) await clock.advance(1_000 * 2 ** (time - 1));
    }
    await supervisor.reload('Calm');
    await running('Calm');
    await say('better?');
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, better?']));
  });
});

describe('a thread that nothing can interrupt', () => {
  /** Waits outside of JavaScript, until the test lets it go. */
  async function stuck() {
    const pipe = namedPipe();
    const made = await bench(
      botSource(
        'Stuck',
        `needs: { modules: ['node:fs'] }, on: { message(context, heard) {
           if (heard.text === 'go') require('node:fs').openSync(${JSON.stringify(pipe.path)});
           else context.reply('fine');
         } }`,
      ),
      calm,
    );
    return { ...made, release: () => pipe.release() };
  }

  test('has no second one beside it: its bot comes back when it has ended', async () => {
    const { clock, room, say, failure, stateOf, running, living, release } = await stuck();
    await say('go');
    expect(await failure('Stuck')).toMatch(/^did not answer for 1\.5 s/);
    await clock.advance(5_000);
    expect(stateOf('Stuck')).toMatchObject({ state: { type: 'ending' }, restarts: 0, isLeftOver: true });
    expect(living.size).toBe(2);
    await say('still?');
    await eventually(() => expect(room.by('Calm')).toEqual(['calm, go', 'calm, still?']));
    release();
    await eventually(() => expect(stateOf('Stuck').state.type).toBe('backing off'));
    await clock.advance(1_000);
    await running('Stuck');
    expect(stateOf('Stuck')).toMatchObject({ restarts: 1, isLeftOver: false });
    await say('better?');
    await eventually(() => expect(room.by('Stuck').at(-1)).toBe('fine'));
    expect(living.size).toBe(2);
  });

  test('is waited for by whoever stops the bot and starts it again', async () => {
    const { clock, say, supervisor, stateOf, running, living, release } = await stuck();
    await say('go');
    supervisor.stop('Stuck', 'test');
    await clock.advance(5_000);
    expect(stateOf('Stuck')).toMatchObject({ state: { type: 'stopped' }, isLeftOver: true });
    expect(supervisor.start('Stuck').message).toBe('Stuck starts as soon as its old thread has ended.');
    expect(stateOf('Stuck').state.type).toBe('ending');
    expect(living.size).toBe(2);
    release();
    await running('Stuck');
    expect(living.size).toBe(2);
  });
});

describe('no thread is left', () => {
  test('of a version that nobody wants', async () => {
    const made = await keep(threadBench([calm], () => calm));
    const { supervisor, living, running } = made;
    const threads = (count: number) => eventually(() => expect(living.size).toBe(count));
    expect(living.size).toBe(1);
    expect((await supervisor.reload('Calm')).done).toBe(true);
    // The old one had nothing to finish.
    await threads(1);
    const reload = supervisor.reload('Calm');
    supervisor.stop('Calm', 'test');
    await reload;
    await threads(0);
    for (let time = 0; time < 3; time++) await supervisor.reload('Calm');
    await threads(0);
    expect(supervisor.list()[0]?.state.type).toBe('stopped');
    supervisor.start('Calm');
    await running('Calm');
    expect(living.size).toBe(1);
    await supervisor.close();
    expect(living.size).toBe(0);
  });
});

describe('what a bot from a file has', () => {
  const tries = `
    const found = [];
    const attempt = async (name, run) => {
      try { const value = await run(); if (value !== undefined) found.push(name); } catch {}
    };
    await attempt('fetch', () => globalThis.fetch);
    await attempt('WebSocket', () => globalThis.WebSocket);
    await attempt('BroadcastChannel', () => globalThis.BroadcastChannel);
    await attempt('binding', () => process.binding);
    await attempt('getBuiltinModule', () => process.getBuiltinModule);
    await attempt('dlopen', () => process.dlopen);
    await attempt('handles', () => process._getActiveHandles);
    await attempt('import', () => import('node:' + 'fs'));
    await attempt('Function', () => new Function('return import("node:fs")')());
    await attempt('eval', () => (0, eval)('import("node:fs")'));
    await attempt('require', () => require('node:' + 'fs').readFileSync);
    await attempt('worker', () => require('worker_threads').parentPort);
    await attempt('environment', () => Object.keys(process.env)[0]);
    await attempt('arguments', () => process.argv[1] ?? process.execArgv[0]);
    await attempt('crypto', () => require('node:' + 'crypto').pbkdf2Sync);
    await attempt('zlib', () => require('zlib').gzipSync);
    await attempt('subtle', () => crypto.subtle ?? globalThis.Crypto ?? globalThis.SubtleCrypto);
    await attempt('streams', () => globalThis.CompressionStream ?? require('stream/web').CompressionStream);
    await attempt('input', () => new Promise((done) => process.stdin.on('data', done).on('end', () => done())));`;

  test('nothing of the world but what is harmless', async () => {
    const thief = onMessage(
      'Thief',
      `${tries} context.reply([typeof require('node:path').join, crypto.randomUUID().length,
        crypto.getRandomValues(new Uint8Array(3)).length, ...found].join(' '));`,
    );
    const { room, say } = await bench(thief);
    await say('go');
    await eventually(() => expect(room.by('Thief')).toEqual(['function 36 3']));
  });

  test('the modules that it names, once it runs, and not before', async () => {
    const reader = `const { readdirSync } = require('node:fs'); ${botSource(
      'Reader',
      `needs: { modules: ['node:fs'] }, on: { message: (context) => context.reply(typeof fs.readdirSync) }`,
    )}`.replace('const { readdirSync }', 'const fs');
    const { room, say } = await bench(reader);
    await say('go');
    await eventually(() => expect(room.by('Reader')).toEqual(['function']));
    await expect(threadBench([`require('fs').readdirSync('/'); ${calm}`])).rejects.toThrow(
      /^cannot be run: it throws "node:fs cannot be used here: not while the file is read/,
    );
  });

  test('a file that ends, loops or is no bot is told by what is wrong', async () => {
    await expect(threadBench(['process.exit(1)'])).rejects.toThrow('ended itself with process.exit(1)');
    await expect(threadBench(['module.exports = 5'])).rejects.toThrow('has no bot');
    await expect(threadBench(['throw new Error("odd")'])).rejects.toThrow('cannot be run: it throws "odd"');
  });
});
