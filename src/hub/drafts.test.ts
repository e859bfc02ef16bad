import { describe, expect, test } from 'vitest';
import { done, openHouse } from '../../test/kits/house.ts';
import { ReservedNames } from '../room/reserved-names.ts';
import type { MessageId } from '../room/types.ts';
import type { HubOptions } from './hub.ts';
import type { Unfinished } from './seat.ts';

const id = 'a-1' as MessageId;

async function withWriter(changes: Partial<HubOptions> = {}) {
  const house = await openHouse(changes);
  const [ann, bot] = [house.join('Ann'), house.join('Talker', { kind: 'bot' })];
  await done(house.hub);
  const write = (text: string | null, as = id) => bot.seat.draft?.({ id: as, text });
  return { ...house, ann, bot, write };
}

describe('what a bot is writing', () => {
  test('is shown to the others as it grows, and then said once', async () => {
    const { hub, ann, bot, write, clock, stored } = await withWriter();
    write('It');
    await clock.advance(200);
    write('It rains');
    expect(ann.witness.drafts).toEqual(['It', 'It rains']);
    bot.seat.say({ text: 'It rains.', id });
    await done(hub);
    await clock.advance(60_000);
    expect([ann.witness.drafts, ann.witness.texts]).toEqual([['It', 'It rains'], ['It rains.']]);
    expect(bot.witness.drafts).toEqual([]);
    expect((await stored()).filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('is shown about five times a second, the newest of it', async () => {
    const { ann, write, clock } = await withWriter();
    for (let count = 1; count <= 100; count++) {
      write('x'.repeat(count));
      await clock.advance(10);
    }
    const { drafts } = ann.witness;
    expect(drafts.length).toBeGreaterThanOrEqual(5);
    expect(drafts.length).toBeLessThanOrEqual(6);
    await clock.advance(200);
    expect(drafts.at(-1)).toBe('x'.repeat(100));
  });

  test('is shown the less often the more there are to see it', async () => {
    const { hub, join, ann, write, clock } = await withWriter();
    for (let guest = 0; guest < 498; guest++) join(`g${guest}`);
    await done(hub);
    for (let count = 1; count <= 30; count++) {
      write('x'.repeat(count));
      await clock.advance(100);
    }
    expect(ann.witness.drafts).toHaveLength(4);
  });

  test('is made safe to show, and no longer than a message', async () => {
    const { ann, write } = await withWriter({ rules: { textLimit: 10, reserved: new ReservedNames() } });
    write('a\u001b[2Jb\u202e\r\ncdefghijklm');
    expect(ann.witness.drafts).toEqual(['a[2Jb\nc']);
  });

  test('is taken away when it is given up, stands still for long, or its writer leaves', async () => {
    const { ann, bot, write, clock, hub } = await withWriter();
    write('one');
    write(null);
    expect(ann.witness.drafts).toEqual(['one']);
    await clock.advance(1000);
    write('two');
    await clock.advance(19_999);
    expect(ann.witness.drafts).toEqual(['one', null, 'two']);
    await clock.advance(1);
    expect(ann.witness.drafts).toEqual(['one', null, 'two', null]);
    await clock.advance(200);
    write('three');
    bot.seat.leave('stopped');
    expect(ann.witness.drafts).toEqual(['one', null, 'two', null, 'three', null]);
    write('four');
    await done(hub);
    await clock.advance(60_000);
    expect(ann.witness.drafts).toHaveLength(6);
  });

  test.each(['one', 'each its own'])(
    'is shown no more often for being given up: under %s id',
    async (ids) => {
      const { hub, join, ann, write, clock } = await withWriter();
      for (let guest = 0; guest < 98; guest++) join(`g${guest}`);
      await done(hub);
      for (let count = 0; count < 200; count++) {
        const as = (ids === 'one' ? 'a' : `a-${count}`) as MessageId;
        write(`text ${count}`, as);
        write(null, as);
      }
      expect(ann.witness.drafts).toEqual(['text 0']);
      await clock.advance(199);
      expect(ann.witness.drafts).toEqual(['text 0']);
      await clock.advance(60_000);
      expect(ann.witness.drafts).toEqual(['text 0', null]);
    },
  );

  test('is shown no more often for being taken up again after it was given up', async () => {
    const { ann, write, clock } = await withWriter();
    for (let count = 0; count < 100; count++) {
      write('x');
      write(null);
      write(`y${count}`);
      await clock.advance(10);
    }
    expect(ann.witness.drafts.length).toBeLessThanOrEqual(6);
    await clock.advance(200);
    expect(ann.witness.drafts.at(-1)).toBe('y99');
  });

  test('may be a few messages at a time, and not many', async () => {
    const { ann, write, clock } = await withWriter();
    for (let count = 0; count < 9; count++) write(`draft ${count}`, `a-${count}` as MessageId);
    await clock.advance(1000);
    expect(ann.witness.drafts).toEqual(['draft 0', 'draft 1', 'draft 2', 'draft 3']);
  });

  test('is not shown of people, nor to whoever is behind with reading', async () => {
    const { ann, join, write, clock, hub } = await withWriter();
    const ben = join('Ben');
    await done(hub);
    ann.seat.draft?.({ id, text: 'I am no bot' });
    ben.witness.queued = 501;
    write('slow');
    await clock.advance(1000);
    expect([ann.witness.drafts, ben.witness.drafts]).toEqual([['slow'], []]);
    expect(ben.witness.farewell).toBe(null);
  });

  test('is not shown of a bot that may not say it, and uses nothing of what it may', async () => {
    const speech = { depth: 3, messages: 2, characters: 100 };
    const { ann, bot, write, clock, hub } = await withWriter({ speech });
    for (let count = 0; count < 50; count++) {
      write('x'.repeat(count + 1));
      await clock.advance(250);
    }
    bot.seat.say({ text: 'first', id });
    bot.seat.say({ text: 'second' });
    await done(hub);
    expect(ann.witness.texts).toEqual(['first', 'second']);
    const before = ann.witness.drafts.length;
    write('third', 'a-3' as MessageId);
    await clock.advance(250);
    expect(ann.witness.drafts).toHaveLength(before);
    ann.seat.say({ text: 'go on' });
    await done(hub);
    write('third', 'a-3' as MessageId);
    write('y'.repeat(101), 'a-3' as MessageId);
    await clock.advance(250);
    expect(ann.witness.drafts.slice(before)).toEqual(['third', null]);
  });

  test('is rendered once for all who see it', async () => {
    const { hub, join, ann, bot } = await withWriter();
    const ben = join('Ben');
    await done(hub);
    const seen: Unfinished[] = [];
    for (const { witness } of [ann, ben]) witness.drafted = (unfinished) => void seen.push(unfinished);
    bot.seat.draft?.({ id, text: 'hi' });
    const bytes = seen.map((unfinished) => unfinished.bytes(({ text }) => Buffer.from(text ?? '')));
    const render = () => Buffer.from('once');
    expect(seen[0]?.bytes(render)).toBe(seen[1]?.bytes(render));
    expect(bytes.map(String)).toEqual(['hi', 'hi']);
  });
});
