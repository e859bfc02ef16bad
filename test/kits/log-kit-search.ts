/** A part of the contract in `log-kit.ts`, which runs all of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Search } from '../../src/log/log.ts';
import type { Nick, RoomName, Seq } from '../../src/room/types.ts';
import { lobby } from '../../src/room/types.ts';
import { garden, type Opened, texts } from './log-samples.ts';
import { ann, ben, messageId, said } from './said.ts';

/** What a search finds. */
export function searchContract(name: string, at: Opened): void {
  describe(`${name}: search`, () => {
    const search = async (text: string, rest: Partial<Search> = {}) =>
      texts(await at.store.log.search({ rooms: [lobby], text, limit: 1000, ...rest }));
    const keep = (...messages: string[]) => at.store.log.append(messages.map((text) => said(text)));

    it('gives whole messages, the newest that match, oldest first', async () => {
      const event = said('a match', { id: messageId('one'), answers: 3 as Seq, because: 'why', kind: 'bot' });
      const appended = await at.store.log.append([said('match 0'), event, said('other'), said('match 2')]);
      const found = await at.store.log.search({ rooms: [lobby], text: 'match', limit: 2 });
      expect(found[0]).toEqual({ ...event, seq: appended[1]?.seq });
      expect(texts(found)).toEqual(['a match', 'match 2']);
    });

    it('gives no more than asked for, and goes on before a place', async () => {
      const appended = await keep('m1', 'm2', 'x', 'm3', 'm4', 'm5');
      expect(await search('m', { limit: 2 })).toEqual(['m4', 'm5']);
      expect(await search('m', { limit: 2, before: appended[4]!.seq })).toEqual(['m2', 'm3']);
      expect(await search('m', { limit: 2, before: appended[1]!.seq })).toEqual(['m1']);
      expect(await search('m', { before: appended[0]!.seq })).toEqual([]);
      expect(await search('m', { before: 1e9 as Seq, limit: 1 })).toEqual(['m5']);
      expect(await search('m', { limit: Infinity })).toHaveLength(5);
      for (const limit of [0, -1]) expect(await search('m', { limit })).toEqual([]);
    });

    it('looks in the rooms that were asked for, and in messages only', async () => {
      const about = { room: lobby, time: 1, nick: ann, kind: 'person' } as const;
      await at.store.log.append([
        said('word 1', { room: garden }),
        said('word 2'),
        said('word 3', { room: '@1' as RoomName }),
        said('word 4', { room: garden }),
        { ...about, type: 'left', reason: 'word' },
        { ...about, type: 'kicked', by: ben, reason: 'word' },
        { ...about, type: 'renamed', to: 'word' as Nick },
        { ...about, type: 'topic', text: 'word' },
      ]);
      expect(await search('word')).toEqual(['word 2']);
      expect(await search('word', { rooms: [lobby, garden] })).toEqual(['word 1', 'word 2', 'word 4']);
      expect(await search('word', { rooms: [garden, garden], limit: 1 })).toEqual(['word 4']);
      expect(await search('word', { rooms: ['nowhere' as RoomName] })).toEqual([]);
      expect(await search('word', { rooms: [] })).toEqual([]);
    });

    it('wants all words, wherever they are, also within others', async () => {
      await keep('the quick brown fox', 'a fox', 'brownish foxes', 'brown');
      expect(await search('fox brown')).toEqual(['the quick brown fox', 'brownish foxes']);
      expect(await search('  rown \n\tOX  ox\u00a0')).toEqual(['the quick brown fox', 'brownish foxes']);
      expect(await search('brown wolf')).toEqual([]);
    });

    it('finds words of one and two letters, alone and beside longer ones', async () => {
      await keep('go to Ås', 'ab', 'xaby', 'long enough, a b', 'long, no');
      expect(await search('ab')).toEqual(['ab', 'xaby']);
      expect(await search('ås')).toEqual(['go to Ås']);
      expect(await search('b a long')).toEqual(['long enough, a b']);
      expect(await search('z')).toEqual([]);
    });

    it.each([
      ['BLÅBÆR', 'blåbær på ærø'],
      ['æRØ', 'BLÅBÆR PÅ ÆRØ'],
      ['straße', 'STRASSE, Straße, STRA\u1e9eE'],
      ['ΟΔΟΣ οδος', 'οδός, ΟΔΟΣ και Οδοσ'],
      ['МОСКВА', 'из москвы в Москва́'],
      ['istanbul', 'İstanbul'],
      ['cafe\u0301', 'CAFÉ'],
      ['café', 'cafe\u0301'],
      ['ffi', '\ufb03 as one letter'],
      ['日本語', 'これは日本語です'],
      ['😀', 'x😀y'],
      ['👍🏽 ok', 'OK 👍🏽'],
    ])('in any case and spelling: %s', async (text, message) => {
      await keep('something else', message);
      expect(await search(text)).toEqual([message]);
    });

    it('takes letters without marks for those with them, not the other way round', async () => {
      await keep('for blabaer, Tromso', 'før blåbær, Tromsø');
      for (const text of ['for', 'BLABAER', 'tromso for']) expect(await search(text)).toHaveLength(2);
      for (const text of ['før', 'Tromsø', 'for blåbær']) {
        expect(await search(text)).toEqual(['før blåbær, Tromsø']);
      }
    });

    it.each([
      '"',
      'abc"',
      "'",
      "it's",
      '%',
      '_',
      'a_c',
      '%%%',
      '*',
      'abc*',
      '***',
      '^abc',
      'NEAR',
      'NEAR(abc def, 2)',
      'abc OR def',
      'AND',
      'NOT abc',
      'text:abc',
      'texts',
      '-',
      '-abc',
      'abc-def',
      '--',
      '(',
      ')',
      '{abc}',
      '[',
      '\\\\\\',
      ';',
      '?',
      '+abc + def',
      '<b>',
      '😀😀😀',
      '\u200d',
      '\u{10ffff}\ufffe\uffff\ufdd0',
    ])('has no word that means something else: %s', async (text) => {
      // prettier-ignore
      const decoys = ['abc', 'def', 'abc def', 'xyz', 'abbc', 'texts'].filter((decoy) => !decoy.includes(text));
      await keep(...decoys, `before${text}after`);
      expect(await search(text)).toEqual([`before${text}after`]);
    });

    it('passes over a quote that is not closed', async () => {
      await keep('the needle', 'hay');
      expect(await search('"needle')).toEqual(['the needle']);
      expect(await search('"needle the')).toEqual(['the needle']);
    });

    it.each(['', ' ', '\n\t', '\0', '\u0301', '\ud800', 'abc\udc00', '😀'.slice(0, 1), 'abc\0def'])(
      'finds nothing for what is no text: %j',
      async (text) => {
        await keep('abc', '😀', 'ABC 😀');
        expect(await search(text)).toEqual([]);
      },
    );

    it('finds any message by any part of it', async () => {
      const message = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
      const messages = fc.array(message, { minLength: 1, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(messages, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 8 }), async (all, which, start, length) => {
          const kept = all.map((text) => text.replaceAll('\0', ''));
          await keep(...kept);
          const chosen = kept[which % kept.length] ?? '';
          const graphemes = Array.from(new Intl.Segmenter().segment(chosen), ({ segment }) => segment);
          const from = start % (graphemes.length + 1);
          const part = graphemes.slice(from, from + length).join('');
          if (/\S/.test(part.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''))) expect(await search(part)).toContain(chosen);
        }),
        { numRuns: 100 },
      ); // prettier-ignore
    });
  });
}
