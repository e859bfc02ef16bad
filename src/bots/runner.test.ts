import { describe, expect, test } from 'vitest';
import { awhile, botBench } from '../../test/kits/bot-bench.ts';
import { memoryStore } from '../log/memory.ts';
import { settle } from '../rehearsal/virtual-clock.ts';
import { type Bot, defineBot, type Handlers } from './bot.ts';

function echo(on: Handlers = {}, rest: Partial<Bot> = {}): Bot {
  const message: Handlers['message'] = (context, heard) => context.reply(`heard ${heard.text}`, 'I echo');
  const join: Handlers['join'] = (context, newcomer) => context.reply(`hello ${newcomer.nick}`);
  return defineBot({ name: 'Echo', about: 'Repeats.', on: { message, join, ...on }, ...rest });
}

describe('when it answers', () => {
  test('about a second after the message, saying what it answers and why', async () => {
    const { clock, room } = await botBench([echo()]);
    room.say('Ann', 'one');
    const saidAt = clock.now();
    await clock.advance(800);
    expect(room.heard).toEqual([]);
    await clock.advance(400);
    const [answer] = room.heard;
    expect(answer).toMatchObject({ nick: 'Echo', text: 'heard one', because: 'I echo' });
    expect(answer!.answers).toBeGreaterThan(0);
    expect(answer!.at - saidAt).toBeGreaterThan(800);
  });

  test('only the newest of several that came together, a second after the first of them', async () => {
    const { clock, room } = await botBench([echo()]);
    for (const text of ['one', 'two', 'three']) {
      room.say('Ann', text);
      await clock.advance(250);
    }
    await clock.advance(450);
    expect(room.by('Echo')).toEqual(['heard three']);
    await clock.advance(60_000);
    expect(room.by('Echo')).toEqual(['heard three']);
  });

  test('the newest that is for it, where several came together in polite company', async () => {
    const { clock, room } = await botBench([echo({}, { concerns: ({ text }) => text.startsWith('echo') })]);
    room.join('Ben');
    room.say('Ann', 'echo this');
    room.say('Ben', 'lovely day');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual(['heard echo this']);
  });

  test('looks back a bounded number of messages', async () => {
    const { clock, room } = await botBench([echo({}, { concerns: ({ text }) => text.startsWith('echo') })], {
      manners: 'polite',
    });
    room.say('Ann', 'echo this');
    for (let i = 0; i < 1000; i++) room.say('Ann', 'noise');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual([]);
  });

  test('what comes while it is busy waits for the answer under way', async () => {
    const slow = echo({
      message: (context, heard) =>
        new Promise<void>((resolve) => {
          context.clock.after(5_000, () => {
            context.reply(`heard ${heard.text}`);
            resolve();
          });
        }),
    });
    const { clock, room } = await botBench([slow]);
    room.say('Ann', 'one');
    await clock.advance(2_000);
    room.say('Ann', 'two');
    room.say('Ann', 'three');
    await clock.advance(4_500);
    expect(room.by('Echo')).toEqual(['heard one']);
    await clock.advance(7_000);
    expect(room.by('Echo')).toEqual(['heard one', 'heard three']);
  });
});

describe('whom it hears', () => {
  test('never bots, the Host or itself, known by what they are and not by their names', async () => {
    const { clock, room } = await botBench([echo(), echo({}, { name: 'Other' })]);
    room.join('Substitute', 'bot');
    room.say('Substitute', 'hello', 'bot');
    room.say('Host', 'what now?', 'host');
    await clock.advance(60_000);
    expect(room.heard).toEqual([]);
    room.say('Robot', 'I am a person');
    await clock.advance(awhile);
    expect(room.heard.map(({ nick }) => nick).toSorted()).toEqual(['Echo', 'Other']);
  });

  test('only what happens while it is there, not the past', async () => {
    const { clock, room, supervisor } = await botBench([echo()]);
    supervisor.stop('Echo', 'test');
    room.say('Ann', 'missed');
    supervisor.start('Echo');
    await clock.advance(awhile);
    expect(room.heard).toEqual([]);
  });
});

describe('greeting', () => {
  test('greets a person who joins, also one who speaks at once, and not one who is gone again', async () => {
    const { clock, room } = await botBench([echo()]);
    room.join('Bernt');
    room.say('Bernt', 'Echo, are you there?');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual(['heard Echo, are you there?']);
    room.leave('Bernt');
    room.join('Bernt');
    room.leave('Bernt');
    await clock.advance(awhile);
    expect(room.by('Echo')).toHaveLength(1);
  });

  test('in chatty company everyone greets, in polite company only the greeter', async () => {
    const bots = [echo(), echo({}, { name: 'Greeter', greets: true })];
    const first = await botBench(bots, { ann: false });
    first.room.join('Bernt');
    await first.clock.advance(awhile);
    expect(first.room.heard.map(({ text }) => text)).toEqual(['hello Bernt', 'hello Bernt']);
    first.room.join('Cleo');
    await first.clock.advance(awhile);
    expect(first.room.by('Greeter')).toEqual(['hello Bernt', 'hello Cleo']);
    expect(first.room.by('Echo')).toEqual(['hello Bernt']);
  });

  test('greets first and answers then when both came together', async () => {
    const { clock, room } = await botBench([echo()], { ann: false });
    room.join('Bernt');
    room.say('Bernt', 'hi');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual(['hello Bernt', 'heard hi']);
  });
});

describe('stopping', () => {
  test('at once, while it thinks: nothing is said and no timer is left', async () => {
    const { clock, room, supervisor } = await botBench([echo({ every: { '5s': () => {} } })]);
    room.say('Ann', 'one');
    await clock.advance(500);
    supervisor.stop('Echo', 'test');
    expect(clock.pending).toBe(0);
    expect(room.left).toEqual(['Echo']);
    await clock.advance(60_000);
    expect(room.heard).toEqual([]);
  });

  test('in the middle of an answer: its signal is aborted and what it still says is not heard', async () => {
    let finished = false;
    const chatter = echo({
      message: async (context) => {
        context.reply('first');
        await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
        context.reply('second');
        context.say('third');
        finished = true;
      },
    });
    const { clock, room, supervisor } = await botBench([chatter]);
    room.say('Ann', 'go');
    await clock.advance(awhile);
    supervisor.stop('Echo', 'test');
    await settle();
    expect(finished).toBe(true);
    expect(room.by('Echo')).toEqual(['first']);
    expect(supervisor.list()[0]!.lastError).toBeNull();
  });
});

describe('what it missed', () => {
  /** Fails at what says so, and answers everything else. */
  const touchy = () =>
    echo(
      {
        join: (context, newcomer) => context.reply(`hello ${newcomer.nick}`),
        message: (context, heard) => {
          if (heard.text === 'boom') throw new Error('cannot bear it');
          context.reply(`heard ${heard.text}`);
        },
      },
      {
        commands: {
          twice: { help: 'doubles', run: (context, args) => context.reply(`${args}${args}`) },
          fail: { help: 'fails', run: () => Promise.reject(new Error('as it was told')) },
        },
      },
    );

  test('while it was away after a failure is answered when it is back, and what made it fail is not tried again', async () => {
    const { clock, room, supervisor } = await botBench([touchy()]);
    room.say('Ann', '/twice a');
    room.say('Ann', '/fail');
    room.say('Ann', '/twice b');
    room.say('Ann', 'and this');
    await clock.advance(1_200);
    expect(supervisor.list()[0]!.state.type).toBe('backing off');
    room.say('Ann', '/twice c');
    room.join('Cleo');
    room.leave('Cleo');
    await clock.advance(60_000);
    expect(room.by('Echo')).toEqual(['aa', 'bb', 'cc', 'heard and this']);
    expect(supervisor.list()[0]).toMatchObject({ state: { type: 'running' }, restarts: 1 });
  });

  test('a newcomer is greeted then, too, while they are there', async () => {
    const { clock, room } = await botBench([touchy()], { manners: 'chatty' });
    room.say('Ann', 'boom');
    await clock.advance(1_200);
    room.join('Ben');
    await clock.advance(awhile);
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual(['hello Ben']);
  });

  test('is passed over when it is older than a minute, or when the bot was sent away', async () => {
    const { clock, room, supervisor } = await botBench([touchy()]);
    for (let i = 0; i < 5; i++) {
      room.say('Ann', 'boom');
      await clock.advance(1_200 + 1_000 * 2 ** i);
    }
    expect(supervisor.list()[0]!.state.type).toBe('parked');
    room.say('Ann', 'old');
    await clock.advance(60_001);
    supervisor.start('Echo');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual([]);
    room.dismiss('Echo', { code: 'kicked', reason: 'enough' });
    room.say('Ann', 'missed');
    supervisor.start('Echo');
    await clock.advance(awhile);
    expect(room.by('Echo')).toEqual([]);
  });

  test('is known from the shelf and from its own answers when the server ended in between', async () => {
    const { shelf } = memoryStore();
    const first = await botBench([touchy()], { shelf });
    first.room.say('Ann', 'one');
    await first.clock.advance(6_000);
    const kept = await shelf.entries('bot-places');
    first.room.say('Ann', '/twice a');
    first.room.say('Ann', 'two');
    first.room.say('Ann', 'three');
    await first.clock.advance(awhile);
    first.room.say('Ann', '/twice b');
    expect(first.room.by('Echo')).toEqual(['heard one', 'aa', 'heard three']);
    // As after kill -9: what was kept since is lost, the thread is not.
    await first.supervisor.close();
    await shelf.putAll('bot-places', kept);
    const next = await botBench([touchy()], { shelf, room: first.room, clock: first.clock, ann: false });
    await next.clock.advance(awhile);
    expect(next.room.by('Echo')).toEqual(['heard one', 'aa', 'heard three', 'bb']);
  });
});

test('what it was about when the server stopped is done by the next one', async () => {
  const slow = echo({
    message: async (context, heard) => {
      await new Promise<void>((resolve) => context.clock.after(500, resolve));
      context.reply(`heard ${heard.text}`);
    },
  });
  const { shelf } = memoryStore();
  const first = await botBench([slow], { shelf });
  first.room.say('Ann', 'one');
  await first.clock.advance(1_300);
  await first.supervisor.close();
  expect(first.room.by('Echo')).toEqual([]);
  const next = await botBench([slow], { shelf, room: first.room, clock: first.clock, ann: false });
  await next.clock.advance(awhile);
  expect(next.room.by('Echo')).toEqual(['heard one']);
});

describe('every', () => {
  test('runs at its interval, but not twice at once', async () => {
    const calls: number[] = [];
    const ticking = echo({
      every: {
        '10s': (context) =>
          new Promise<void>((resolve) => {
            calls.push(context.clock.now());
            if (calls.length === 2) context.clock.after(25_000, resolve);
            else resolve();
          }),
      },
    });
    const { clock } = await botBench([ticking], { ann: false });
    const start = clock.now();
    await clock.advance(60_000);
    expect(calls.map((time) => (time - start) / 1000)).toEqual([10, 20, 50, 60]);
  });
});

test('history and members are the room’s', async () => {
  const curious = echo({
    message: async (context) => {
      const past = await context.history(2);
      const names = context.room.members().map(({ nick }) => nick);
      context.reply(`${past.map(({ type }) => type).join()} ${names.join()}`);
    },
  });
  const { ask } = await botBench([curious]);
  const [answer] = await ask('who?');
  expect(answer!.text).toBe('message,message Ann,Echo');
});
