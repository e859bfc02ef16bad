import { describe, expect, test } from 'vitest';
import { awhile, botBench } from '../../test/kits/bot-bench.ts';
import { FakeRoom } from '../../test/kits/fake-room.ts';
import { memoryStore } from '../log/memory.ts';
import { outsideOf } from '../rehearsal/outside.ts';
import { settle, VirtualClock } from '../rehearsal/virtual-clock.ts';
import type { Clock } from '../util/clock.ts';
import { seededRandom } from '../util/random.ts';
import { type BotStatus, stateInWords } from './bot-state.ts';
import { type Bot, defineBot, type Handlers } from './bot.ts';
import { handlerLimitMs } from './mind/limited.ts';
import { localBots } from './mind/local-mind.ts';
import type { BotSource, Mind } from './mind/mind.ts';
import { Supervisor } from './supervisor.ts';

function bot(name: string, message: Handlers['message'], rest: Handlers = {}): Bot {
  return defineBot({ name, about: `is ${name}`, on: { ...(message && { message }), ...rest } });
}
const calm = () => bot('Calm', (context) => context.reply('calm'));
const touchy = () =>
  bot('Touchy', (context, heard) => {
    if (heard.text.includes('boom')) throw new Error('cannot bear it');
    context.reply('fine');
  });

const calmSource = (clock: Clock) => localBots([calm()], { clock, ...outsideOf({}) })[0]!;
/** One that cannot be woken. */
const asleep = (source: BotSource): BotSource => ({
  ...source,
  wake() {
    throw new Error('no thread to be had');
  },
});
/** One bot of any kind. */
function supervised(clock: Clock, room: FakeRoom, source: BotSource) {
  const notes: string[] = [];
  const supervisor = new Supervisor({
    bots: [source],
    door: room.door,
    manners: 'chatty',
    shelfOf: () => memoryStore().shelf,
    clock,
    random: seededRandom(1),
    note: (_level, message) => void notes.push(message),
    log: () => undefined,
    keptCommands: new Map([['who', 'page and terminal']]),
  });
  return { supervisor, notes };
}

test('one that is added later is there when it is started, without the commands that others have', async () => {
  const clock = new VirtualClock();
  const room = new FakeRoom(clock);
  const commands = { roll: { help: 'rolls', run: () => undefined } };
  const [first, second] = localBots(
    ['One', 'Two'].map((name) => defineBot({ name, about: 'Rolls.', commands })),
    { clock, ...outsideOf({}) },
  );
  const { supervisor, notes } = supervised(clock, room, first!);
  supervisor.add(second!);
  expect(supervisor.list()[1]).toMatchObject({ name: 'Two', commands: {}, state: { type: 'stopped' } });
  expect(notes).toEqual(['/roll is One’s; Two goes without it.']);
  expect(supervisor.start('two')).toMatchObject({ done: true });
  await clock.advance(1_000);
  expect(supervisor.list()[1]).toMatchObject({ state: { type: 'running' } });
  await supervisor.close();
});

describe('a bot that fails', () => {
  test('when it cannot even be woken, now or by a timer', async () => {
    const clock = new VirtualClock();
    const { supervisor, notes } = supervised(clock, new FakeRoom(clock), asleep(calmSource(clock)));
    supervisor.start('Calm');
    await clock.advance(20_000);
    expect(notes[0]).toBe('Calm failed: no thread to be had — back in 1 s.');
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'parked' }, errors: { length: 5 } });
  });

  test('leaves the room and the others alone, shows its error, and is back after a pause', async () => {
    const { clock, room, supervisor, notes } = await botBench([touchy(), calm()]);
    room.say('Ann', 'boom');
    await clock.advance(1_200);
    expect(room.by('Calm')).toEqual(['calm']);
    expect(room.left).toEqual(['Touchy']);
    const [failed] = supervisor.list();
    expect(failed).toMatchObject({ state: { type: 'backing off' }, restarts: 0 });
    expect(failed!.lastError!.message).toBe('cannot bear it');
    expect(failed!.lastError!.time).toBeLessThanOrEqual(clock.now());
    expect(notes).toEqual(['warn: Touchy failed: cannot bear it — back in 1 s.']);
    await clock.advance(1_000);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' }, restarts: 1 });
    room.say('Ann', 'better?');
    await clock.advance(awhile);
    expect(room.by('Touchy')).toEqual(['fine']);
  });

  test.each([
    ['a rejected promise', async () => Promise.reject(new Error('odd'))],
    ['what it throws later', (context) => void context.clock.after(10, () => fail())],
    [
      'what it rejects later',
      (context) =>
        void context.clock.after(10, () => Promise.reject(new Error('odd')) as unknown as undefined),
    ],
    ['something thrown that is no error', () => throwText()],
  ] satisfies [string, NonNullable<Handlers['message']>][])('by %s', async (_, message) => {
    const { ask, supervisor } = await botBench([bot('Odd', message)]);
    await ask('hello');
    expect(supervisor.list()[0]!.lastError?.message).toBe('odd');
  });

  test('when it greets, and when it does what it does now and then', async () => {
    const { clock, supervisor, room } = await botBench([
      bot('Shy', undefined, { join: () => fail() }),
      bot('Late', undefined, { every: { '3s': () => fail() } }),
    ]);
    room.join('Ben');
    await clock.advance(4_000);
    expect(supervisor.list().map(({ lastError }) => lastError?.message)).toEqual(['odd', 'odd']);
  });

  test('by taking longer than the limit: it is aborted', async () => {
    let aborted = false;
    const hanging = bot('Hanging', (context) => {
      context.signal.addEventListener('abort', () => (aborted = true));
      return new Promise(() => {});
    });
    const { clock, room, supervisor } = await botBench([hanging]);
    room.say('Ann', 'hello');
    await clock.advance(handlerLimitMs);
    expect(aborted).toBe(false);
    await clock.advance(1_200);
    expect(aborted).toBe(true);
    expect(supervisor.list()[0]!.lastError?.message).toBe('took longer than 30 s');
  });

  test('is remembered with its last ten errors, the newest first', async () => {
    const { clock, room, supervisor } = await botBench([touchy()]);
    for (let i = 0; i < 12; i++) {
      supervisor.restart('Touchy', 'Ann');
      await clock.advance(0);
      room.say('Ann', 'boom');
      await clock.advance(awhile / 2 + 200);
    }
    const [{ errors, lastError }] = supervisor.list() as [BotStatus];
    expect(errors).toHaveLength(10);
    expect(lastError).toBe(errors[0]);
    expect(errors.map(({ time }) => time)).toEqual(errors.map(({ time }) => time).sort((a, b) => b - a));
  });

  test('by losing its seat, but not by being sent away', async () => {
    const { clock, room, supervisor } = await botBench([calm(), touchy()]);
    room.dismiss('Calm', { code: 'slow', reason: 'not reading' });
    room.dismiss('Touchy', { code: 'kicked', reason: 'too touchy' });
    expect(supervisor.list().map(({ state }) => stateInWords(state, clock.now()))).toEqual([
      'backing off, back in 1 s',
      'stopped by the Host (too touchy)',
    ]);
    await clock.advance(awhile);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' } });
    expect(supervisor.list()[1]).toMatchObject({ state: { type: 'stopped' } });
  });

  test('at the door', async () => {
    const { clock, room, supervisor } = await botBench([calm()]);
    supervisor.stop('Calm', 'test');
    await clock.advance(0);
    const refusal = { type: 'refusal', code: 'name_taken', message: 'The name Calm is taken.' } as const;
    supervisor.start('Calm');
    room.dismiss('Calm', { code: 'refused', reason: 'refused', refusal });
    await clock.advance(0);
    expect(supervisor.list()[0]).toMatchObject({
      state: { type: 'backing off' },
      lastError: { message: 'The name Calm is taken.' },
    });
  });
});

test('a new version that cannot be woken changes nothing: the old one goes on, and is what starts the next time', async () => {
  const clock = new VirtualClock();
  const room = new FakeRoom(clock);
  const source = calmSource(clock);
  let forgotten = 0;
  const next = {
    ...asleep(source),
    forget: async () => {
      forgotten++;
    },
  };
  const { supervisor } = supervised(clock, room, { ...source, renew: () => Promise.resolve(next) });
  supervisor.start('Calm');
  room.join('Ann');
  await clock.advance(0);
  const answered = async () => {
    room.say('Ann', 'hello');
    await clock.advance(awhile);
    return room.by('Calm').length;
  };
  for (const [restarts, wish] of [[0, 'reload'] as const, [1, 'restart'] as const, [1, 'reload'] as const]) {
    const outcome = await supervisor[wish]('Calm', 'test');
    if (wish === 'reload') {
      expect(outcome).toEqual({ done: false, message: 'Calm goes on as it was: no thread to be had' });
    }
    await clock.advance(0);
    const before = room.by('Calm').length;
    expect(await answered()).toBe(before + 1);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' }, restarts, lastError: null });
  }
  expect(forgotten).toBe(2);
});

test('commands that clients keep for themselves are told when a bot is loaded, and again with each version', async () => {
  const clock = new VirtualClock();
  const commands = {
    who: { help: 'tells who', run: () => undefined },
    roll: { help: 'rolls', run: () => undefined },
  };
  const source = localBots([{ ...calm(), commands }], { clock, ...outsideOf({}) })[0]!;
  const room = new FakeRoom(clock);
  const { supervisor, notes } = supervised(clock, room, { ...source, renew: async () => source });
  const told =
    '/who does not reach Calm from page and terminal: a command of that name is there already. Give it another name.';
  expect(notes).toEqual([told]);
  await supervisor.reload('Calm');
  expect(notes).toEqual([told, told, 'Calm was loaded again.']);
});

describe('what is left of a stay', () => {
  /** Its mind is gone when the test says so. */
  function lingering(clock: Clock) {
    const source = calmSource(clock);
    let release: () => void = () => undefined;
    const minds: Mind[] = [];
    const bot: BotSource = {
      ...source,
      wake(voice, random) {
        const mind = source.wake(voice, random);
        minds.push(mind);
        const close = mind.close.bind(mind);
        mind.close = async () => {
          await close();
          await new Promise<void>((resolve) => (release = resolve));
        };
        return mind;
      },
    };
    return { bot, minds, release: () => release() };
  }
  async function bench() {
    const clock = new VirtualClock();
    const room = new FakeRoom(clock);
    const { bot, minds, release } = lingering(clock);
    const { supervisor, notes } = supervised(clock, room, bot);
    supervisor.start('Calm');
    await clock.advance(0);
    const fail = async () => {
      room.dismiss('Calm', { code: 'slow', reason: 'not reading' });
      await clock.advance(0);
    };
    return { clock, supervisor, notes, minds, release, fail, state: () => supervisor.list()[0]!.state.type };
  }

  test('keeps the bot from coming back beside itself; when it is gone, a pause begins', async () => {
    const { clock, supervisor, notes, minds, release, fail, state } = await bench();
    await fail();
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'backing off' }, isLeftOver: true });
    await clock.advance(60_000);
    expect([state(), minds.length]).toEqual(['ending', 1]);
    expect(notes).toEqual([
      'Calm failed: not reading — back in 1 s.',
      'The old thread of Calm is in the middle of something that nothing can interrupt; Calm comes back when that is over.',
    ]);
    release();
    await clock.advance(999);
    expect([state(), minds.length]).toEqual(['backing off', 1]);
    await clock.advance(1);
    expect(supervisor.list()[0]).toMatchObject({
      state: { type: 'running' },
      restarts: 1,
      isLeftOver: false,
    });
    expect(minds).toHaveLength(2);
  });

  test('is waited for by whoever starts or restarts it, and by nobody who stops it', async () => {
    const { clock, supervisor, minds, release, state } = await bench();
    const later = { done: true, message: 'Calm starts as soon as its old thread has ended.' };
    expect(supervisor.restart('Calm', 'ann').message).toBe('Calm was restarted.');
    await clock.advance(2_000);
    expect(supervisor.restart('Calm', 'ann')).toEqual(later);
    expect(supervisor.stop('Calm', 'ann').done).toBe(true);
    expect(supervisor.start('Calm')).toEqual(later);
    await clock.advance(60_000);
    expect([state(), minds.length]).toEqual(['ending', 1]);
    expect(supervisor.stop('Calm', 'ann').done).toBe(true);
    release();
    await clock.advance(60_000);
    expect([state(), minds.length]).toEqual(['stopped', 1]);
    expect(supervisor.start('Calm').message).toBe('Calm was started.');
    await clock.advance(0);
    expect([state(), minds.length]).toEqual(['running', 2]);
  });

  test('is gone when the supervisor says that it has closed', async () => {
    const { supervisor, release, fail } = await bench();
    await fail();
    let isClosed = false;
    const closed = supervisor.close().then(() => (isClosed = true));
    await settle();
    expect(isClosed).toBe(false);
    release();
    await closed;
  });
});

describe('pauses', () => {
  /** Fails so long after each start. */
  const failing = (seconds: number) =>
    bot('Frail', undefined, { every: { [`${seconds}s` as const]: () => fail() } });
  const pauseOf = (notes: readonly string[]) => notes.map((note) => /back in (\d+) s/.exec(note)?.[1]);

  test('grow to a minute for one that fails now and then', async () => {
    const { clock, notes, supervisor } = await botBench([failing(30)]);
    await clock.advance(700_000);
    expect(pauseOf(notes).slice(0, 8)).toEqual(['1', '2', '4', '8', '16', '32', '60', '60']);
    expect(supervisor.list()[0]!.restarts).toBeGreaterThanOrEqual(8);
  });

  test('are short again after a healthy minute', async () => {
    const { clock, notes } = await botBench([failing(61)]);
    await clock.advance(300_000);
    expect(new Set(pauseOf(notes))).toEqual(new Set(['1']));
  });

  test('end after five failures in a minute: parked, with a notice, until somebody starts it', async () => {
    const { clock, notes, supervisor } = await botBench([failing(1)], { ann: false });
    await clock.advance(60_000);
    expect(pauseOf(notes.slice(0, 4))).toEqual(['1', '2', '4', '8']);
    expect(notes.slice(4)).toEqual([
      'error: Frail failed 5 times within a minute and is parked. Last: odd — "bot start Frail" tries again.',
    ]);
    expect(supervisor.list()[0]!.state.type).toBe('parked');
    expect(clock.pending).toBe(0);
    expect(supervisor.start('frail').done).toBe(true);
    await clock.advance(0);
    expect(supervisor.list()[0]!.state.type).toBe('running');
    await clock.advance(1_000);
    expect(pauseOf(notes.slice(5))).toEqual(['1']);
  });
});

describe('by hand', () => {
  test('start, stop and restart by name in any case, with who stopped it', async () => {
    const { clock, room, supervisor } = await botBench([calm()]);
    expect(supervisor.start('CALM')).toEqual({ done: false, message: 'Calm is running already.' });
    expect(supervisor.stop('calm', 'ann')).toEqual({ done: true, message: 'Calm was stopped.' });
    expect(stateInWords(supervisor.list()[0]!.state, clock.now())).toBe('stopped by ann');
    expect(supervisor.stop('calm', 'ann').done).toBe(false);
    expect(supervisor.restart('Calm', 'ann').done).toBe(true);
    await clock.advance(0);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' }, restarts: 1 });
    supervisor.restart('Calm', 'ann');
    await clock.advance(0);
    expect(room.requests).toHaveLength(3);
    expect(room.left).toHaveLength(2);
  });

  test('an unknown name is answered with the known ones', async () => {
    const { supervisor } = await botBench([calm(), touchy()]);
    expect(supervisor.stop('Nobody', 'ann')).toEqual({
      done: false,
      message: 'There is no bot named Nobody. Bots here: Calm, Touchy.',
    });
  });

  test('one that pauses can be stopped, and started at once', async () => {
    const { clock, supervisor, ask } = await botBench([touchy()]);
    await ask('boom');
    await clock.advance(awhile);
    await ask('boom');
    expect(supervisor.list()[0]!.state.type).toBe('backing off');
    supervisor.stop('Touchy', 'ann');
    await clock.advance(60_000);
    expect(supervisor.list()[0]!.state.type).toBe('stopped');
    supervisor.start('Touchy');
    await clock.advance(0);
    expect(supervisor.list()[0]!.state.type).toBe('running');
  });

  test('close stops them all', async () => {
    const { clock, room, supervisor } = await botBench([calm(), touchy()]);
    room.say('Ann', 'hello');
    void supervisor.close();
    expect(clock.pending).toBe(0);
    expect(room.members().map(({ nick }) => nick)).toEqual(['Ann']);
  });

  test('comes in as a resident, and is listed with what it is', async () => {
    const { supervisor, room } = await botBench([calm()], { ann: false });
    expect(room.requests).toEqual([
      { nick: 'Calm', kind: 'bot', address: 'resident', wire: 'resident', replay: 0, resident: true },
    ]);
    expect(supervisor.list()[0]).toMatchObject({ about: 'is Calm', answers: 0 });
  });

  test('answers are counted, over restarts too', async () => {
    const { clock, ask, supervisor } = await botBench([calm()]);
    await ask('one');
    supervisor.restart('Calm', 'ann');
    await clock.advance(0);
    await ask('two');
    expect(supervisor.list()[0]!.answers).toBe(2);
  });
});

function fail(): never {
  throw new Error('odd');
}

function throwText(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- what bots may well do
  throw 'odd';
}

describe('how a bot keeps up', () => {
  test('answers of the last minute are counted', async () => {
    const { clock, ask, supervisor } = await botBench([calm()]);
    for (let i = 0; i < 3; i++) await ask('hello');
    expect(supervisor.list()[0]).toMatchObject({ answers: 3, answersPerMinute: 3, lag: 0 });
    await clock.advance(60_000);
    await ask('hello');
    expect(supervisor.list()[0]).toMatchObject({ answers: 4, answersPerMinute: 1 });
  });

  test('lag is how long the oldest message waits beyond the second of thinking', async () => {
    let answer = () => {};
    const slow = bot('Slow', (context) => {
      return new Promise<void>((resolve) => {
        answer = () => {
          context.reply('at last');
          resolve();
        };
      });
    });
    const { clock, room, supervisor } = await botBench([slow]);
    const lag = () => supervisor.list()[0]!.lag;
    expect(lag()).toBe(0);
    room.say('Ann', 'one');
    await clock.advance(1_150);
    expect(lag()).toBe(0);
    await clock.advance(850);
    expect(lag()).toBe(850);
    room.say('Ann', 'two');
    await clock.advance(4_000);
    expect(lag()).toBe(4_850);
    answer();
    await clock.advance(0);
    expect(lag()).toBe(2_850);
    await clock.advance(1_200);
    answer();
    await clock.advance(0);
    expect(lag()).toBe(0);
    supervisor.stop('Slow', 'Ann');
    expect(lag()).toBeNull();
  });
});
