import { describe, expect, test } from 'vitest';
import { botBench } from '../../../test/kits/bot-bench.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { defineBot, type Draft } from '../bot.ts';

const drafts: Draft[] = [];
const writer = defineBot({
  name: 'Writer',
  about: 'Writes.',
  on: {
    message: (context) => void drafts.push(context.draft('somebody spoke')),
  },
});

/** A room in which Writer has begun a draft. */
async function begun() {
  drafts.length = 0;
  const bench = await botBench([writer]);
  await bench.ask('hello');
  const { room, clock } = bench;
  return { ...bench, draft: drafts[0]!, room, clock, shown: () => room.sketches.map(({ text }) => text) };
}

describe('a draft', () => {
  test('grows in front of everybody, and is one message when it is done', async () => {
    const { draft, clock, room, shown } = await begun();
    draft.add('It');
    for (const word of [' rains', ' and', ' rains', '.']) {
      draft.add(word);
      await clock.advance(50);
    }
    await clock.advance(1000);
    expect(shown()).toEqual(['It', 'It rains and rains', 'It rains and rains.']);
    draft.set('It snows.');
    draft.done();
    draft.add(' No.');
    draft.done();
    draft.drop();
    await clock.advance(1000);
    expect(room.by('Writer')).toEqual(['It snows.']);
    const [said] = room.heard;
    expect(said).toMatchObject({ because: 'somebody spoke', answers: 3, id: room.sketches[0]?.id });
    expect(room.sketches.every(({ answers }) => answers === 3)).toBe(true);
    // Its place in the log is kept by now.
    await clock.advance(5_000);
    expect(clock.pending).toBe(0);
  });

  test('may have another reason in the end than in the beginning', async () => {
    const { draft, room } = await begun();
    draft.set('I do not know.');
    draft.done('it found nothing');
    expect(room.heard[0]).toMatchObject({ text: 'I do not know.', because: 'it found nothing', answers: 3 });
  });

  test('that is dropped, or has nothing in it, is taken away and not said', async () => {
    const { draft, room, shown } = await begun();
    draft.add('No');
    draft.drop();
    expect(shown()).toEqual(['No', null]);
    const empty = await begun();
    empty.draft.set('  ');
    empty.draft.done();
    expect(empty.shown()).toEqual(['  ', null]);
    expect([...room.heard, ...empty.room.heard]).toEqual([]);
  });

  test('ends with its bot', async () => {
    const { draft, supervisor, clock, room, shown } = await begun();
    draft.add('It');
    draft.add(' rains');
    supervisor.stop('Writer', 'a test');
    draft.add('.');
    draft.done();
    await clock.advance(1000);
    expect([shown(), room.by('Writer')]).toEqual([['It'], []]);
  });

  test('is waited for by whoever waits for bots, and makes the same evening each time', async () => {
    const slow = defineBot({
      name: 'Slow',
      about: 'Takes its time.',
      on: {
        message: (context) => {
          const draft = context.draft();
          draft.add('So');
          context.clock.after(40_000, () => {
            draft.add(` be it, ${'yes. '.repeat(1000)}`);
            draft.done();
          });
        },
      },
    });
    const play = async () => {
      const room = await rehearse({ bots: [slow], seed: 3 });
      room.say('ann', 'well?');
      await room.settle();
      return room.entries.map((entry) => JSON.stringify(entry)).join('\n');
    };
    const [first, second] = [await play(), await play()];
    // What is longer than a message is shortened at the end of a sentence.
    expect(first).toMatch(/"text":"So be it, (yes\. ){790,}…","id":"draft-/);
    expect(second).toBe(first);
  });

  test('that may not be said is taken away', async () => {
    const speech = { depth: 3, messages: 30, characters: 5 };
    const room = await rehearse({ bots: [writer], speech });
    drafts.length = 0;
    room.say('ann', 'well?');
    await room.settle();
    drafts[0]?.set('too much of it');
    drafts[0]?.done();
    await room.settle();
    expect(room.bots()[0]?.state.type).toBe('running');
    expect(room.notes.join()).toContain('not said');
    expect(room.last('Writer')).toBe(undefined);
  });
});
