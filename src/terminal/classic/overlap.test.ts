import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassicLine } from '../../wire/classic/parse.ts';
import { continueFrom, type Seen } from './overlap.ts';

const isMe = (nick: string) => nick === 'me';
const say = (nick: string, text: string): ClassicLine => ({ type: 'message', nick, text });
const host = (text: string): ClassicLine => ({ type: 'host', text });
const joined = (nick: string): ClassicLine => ({ type: 'joined', nick });
const left = (nick: string): ClassicLine => ({ type: 'left', nick });
const seen = (...lines: ClassicLine[]): Seen[] =>
  lines.map((line) => ({ line, pending: false, again: false }));
const sent = (text: string, again = false): Seen => ({ line: say('me', text), pending: true, again });

describe('what is new after a reconnect', () => {
  test('nothing, if nothing happened', () => {
    const lines = [say('ann', 'a'), host('b')];
    expect(continueFrom(seen(...lines), lines, isMe)).toEqual({
      fresh: [],
      lost: [],
      uncertain: [],
      gap: false,
    });
  });

  test('what follows the last line shown, without my own comings and goings', () => {
    const replay = [joined('me'), say('ann', 'a'), left('me'), say('ann', 'b'), joined('ben'), joined('me')];
    expect(continueFrom(seen(say('ann', 'a')), replay, isMe).fresh).toEqual([say('ann', 'b'), joined('ben')]);
  });

  test('with the window moved on', () => {
    const { fresh, gap } = continueFrom(
      seen(say('ann', '1'), say('ann', '2'), say('ann', '3')),
      [say('ann', '3'), say('ann', '4')],
      isMe,
    );
    expect([fresh, gap]).toEqual([[say('ann', '4')], false]);
  });

  test('a gap is told', () => {
    const replay = [say('ann', '8'), say('ann', '9')];
    expect(continueFrom(seen(say('ann', '1')), replay, isMe)).toMatchObject({ fresh: replay, gap: true });
  });

  test('the same said three times, of which two were shown', () => {
    const ok = say('ann', 'ok');
    expect(continueFrom(seen(ok, ok), [ok, ok, ok], isMe).fresh).toEqual([ok]);
  });

  test('a line to me alone does not disturb', () => {
    const { fresh, gap } = continueFrom(
      seen(say('ann', 'a'), host('Your message was too long.'), say('ann', 'b')),
      [say('ann', 'a'), say('ann', 'b'), say('ann', 'c')],
      isMe,
    );
    expect([fresh, gap]).toEqual([[say('ann', 'c')], false]);
  });

  test('a server that now replays more than before', () => {
    const replay = [say('ann', '0'), say('ann', '1'), say('ann', '2')];
    expect(continueFrom(seen(say('ann', '1')), replay, isMe)).toMatchObject({
      fresh: [say('ann', '2')],
      gap: false,
    });
  });
});

describe('my own lines', () => {
  test('in the thread, in another order than here, are neither shown again nor sent again', () => {
    const here = [...seen(say('ann', 'a')), sent('x'), ...seen(say('ann', 'b'))];
    const replay = [say('ann', 'a'), say('ann', 'b'), say('me', 'x'), left('me')];
    expect(continueFrom(here, replay, isMe)).toEqual({ fresh: [], lost: [], uncertain: [], gap: false });
  });

  test('not in the thread are lost', () => {
    const here = [...seen(say('ann', 'a')), sent('ok'), sent('ok'), sent('bye')];
    const replay = [say('ann', 'a'), say('me', 'ok'), left('me')];
    expect(continueFrom(here, replay, isMe).lost).toEqual(['ok', 'bye']);
  });

  test('refused in between are settled', () => {
    const here = [...seen(say('ann', 'a')), sent('x'.repeat(5000)), sent('ok')];
    expect(continueFrom(here, [say('ann', 'a'), say('me', 'ok')], isMe).lost).toEqual([]);
  });

  test('that the replay does not reach are uncertain, and so are those lost twice', () => {
    const here = [...seen(say('ann', 'a')), sent('x'), ...seen(say('ann', 'b'))];
    expect(continueFrom(here, [say('ann', 'b')], isMe)).toMatchObject({ lost: [], uncertain: ['x'] });
    expect(continueFrom([...seen(say('ann', 'a')), sent('x', true)], [say('ann', 'a')], isMe)).toMatchObject({
      lost: [],
      uncertain: ['x'],
    });
  });

  test('said under my name from elsewhere are shown', () => {
    const replay = [say('ann', 'a'), say('me', 'from my telephone')];
    expect(continueFrom(seen(say('ann', 'a')), replay, isMe).fresh).toEqual([say('me', 'from my telephone')]);
  });
});

/** A room with one client that loses its connection now and then, both ways with lines under way. */
class World {
  readonly thread: ClassicLine[] = [];
  readonly mine: string[] = [];
  readonly uncertain: string[] = [];
  shown: ClassicLine[] = [];
  gap = false;
  #seen: Seen[] = [];
  #up: string[] = [];
  #down: ClassicLine[] = [];
  readonly #replay: number;

  constructor(replay: number) {
    this.#replay = replay;
    this.#connect();
  }

  other(line: ClassicLine) {
    this.thread.push(line);
    this.#down.push(line);
  }
  say(text: string) {
    this.mine.push(text);
    this.#send(text, false);
  }
  /** One line goes on, upwards or downwards. */
  move(up: boolean) {
    if (up) {
      const text = this.#up.shift();
      if (text !== undefined) this.thread.push(say('me', text));
      return;
    }
    const line = this.#down.shift();
    if (!line) return;
    this.#seen.push(...seen(line));
    this.shown.push(line);
  }
  cut() {
    this.#up = [];
    this.#down = [];
    this.thread.push(left('me'));
    this.#connect();
  }
  settle() {
    while (this.#up.length > 0) this.move(true);
    while (this.#down.length > 0) this.move(false);
  }
  #connect() {
    this.thread.push(joined('me'));
    const replay = this.thread.slice(-this.#replay);
    const next = continueFrom(this.#seen, replay, isMe);
    this.shown.push(...next.fresh.filter((line) => !('nick' in line && isMe(line.nick))));
    expect(next.fresh.filter((line) => 'nick' in line && isMe(line.nick))).toEqual([]);
    this.gap ||= next.gap;
    this.uncertain.push(...next.uncertain);
    this.#seen = seen(...replay);
    for (const text of next.lost) this.#send(text, true);
  }
  #send(text: string, again: boolean) {
    this.#seen.push(sent(text, again));
    this.#up.push(text);
  }
}

type Act = { type: 'other' | 'mine'; text: string } | { type: 'up' | 'down' | 'cut' };

function act(): fc.Arbitrary<Act> {
  const text = fc.constantFrom('a', 'b');
  return fc.oneof(
    fc.record({ type: fc.constantFrom('other' as const, 'mine' as const), text }),
    fc.record({ type: fc.constantFrom('up' as const, 'down' as const, 'up' as const, 'down' as const) }),
    { arbitrary: fc.constant({ type: 'cut' as const }), weight: 1 },
  );
}

function live(world: World, acts: readonly Act[], unique: boolean): void {
  world.other(say('ann', 'first'));
  world.settle();
  for (const [index, one] of acts.entries()) {
    const text = 'text' in one ? (unique ? `${one.text}${index}` : one.text) : '';
    if (one.type === 'other') world.other(index % 3 === 0 ? host(text) : say('ann', text));
    if (one.type === 'mine') world.say(text);
    if (one.type === 'up' || one.type === 'down') world.move(one.type === 'up');
    if (one.type === 'cut') world.cut();
  }
  world.settle();
}

const theirs = (lines: readonly ClassicLine[]) =>
  lines.filter((line) => !('nick' in line && isMe(line.nick)));
const myTexts = (lines: readonly ClassicLine[]) =>
  lines.flatMap((line) => (line.type === 'message' && isMe(line.nick) ? [line.text] : []));

describe('over any number of lost connections', () => {
  test('with the whole thread replayed nothing of theirs is missed or doubled, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 60 }), (acts) => {
        const world = new World(Infinity);
        live(world, acts, false);
        expect(world.shown).toEqual(theirs(world.thread));
        expect(world.gap).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('each line of mine is in the thread once, in order, unless it was lost twice', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 60 }), (acts) => {
        const world = new World(Infinity);
        live(world, acts, true);
        const arrived = myTexts(world.thread);
        expect(new Set(arrived).size).toBe(arrived.length);
        expect([...arrived, ...world.uncertain].sort()).toEqual([...world.mine].sort());
      }),
      { numRuns: 500 },
    );
  });

  test('with only the end of the thread replayed nothing is doubled, and what may be missing is told', () => {
    fc.assert(
      fc.property(fc.array(act(), { maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (acts, replay) => {
        const world = new World(replay);
        live(world, acts, true);
        const { shown, thread } = world;
        expect(new Set(shown.map((line) => JSON.stringify(line))).size).toBe(shown.length);
        if (!world.gap) expect(shown).toEqual(theirs(thread));
        const arrived = myTexts(thread);
        expect(new Set(arrived).size).toBe(arrived.length);
        for (const text of world.mine) expect([...arrived, ...world.uncertain]).toContain(text);
      }),
      { numRuns: 1000 },
    );
  });
});
