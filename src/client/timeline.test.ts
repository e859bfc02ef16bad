import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../room/types.ts';
import { foldInWords } from './folds.ts';
import { OwnNames } from './own-names.ts';
import { defaultPreferences, type MutedPerson, type Preferences } from './preferences.ts';
import type { Row } from './rows.ts';
import { GrowingTimeline } from './timeline.ts';

const minute = 60_000;

function entry(seq: number, type: Entry['type'], nick: string, more: object = {}): Entry {
  const head = { seq, room: 'lobby', time: seq * minute, nick, kind: /bot$/i.test(nick) ? 'bot' : 'person' };
  const message = { text: `text ${seq}`, id: null, answers: null, because: null };
  return { ...head, type, ...(type === 'message' ? message : { reason: '' }), ...more } as unknown as Entry;
}

function timeline(preferences: Partial<Preferences> = {}) {
  const names = new OwnNames();
  names.change('Ann', 0);
  return new GrowingTimeline({
    preferences: { ...defaultPreferences, ...preferences },
    names,
    dayOf: (time) => Math.floor(time / (100 * minute)),
  });
}

function filled(entries: readonly Entry[], preferences: Partial<Preferences> = {}) {
  const filledOne = timeline(preferences);
  for (const each of entries) filledOne.append(each);
  return filledOne;
}

const muted = (name: string): MutedPerson => [{ name, from: null, until: null }];

/** The key of a folded row is that of its first entry when it was made. */
const withoutKeys = (rows: readonly Row[]) => rows.map((row) => ({ ...row, key: '' }));

const kinds = (rows: readonly Row[]) =>
  rows.map((row) => (row.type === 'comings' ? foldInWords(row) : row.type));

describe('rows', () => {
  test('a day begins with a line, a group with its author', () => {
    const { rows } = filled([
      entry(1, 'message', 'Ben'),
      entry(2, 'message', 'Ben'),
      entry(3, 'message', 'Eve'),
      entry(9, 'message', 'Eve'),
      entry(101, 'message', 'Eve'),
    ]);
    expect(kinds(rows)).toEqual(['day', 'message', 'message', 'message', 'message', 'day', 'message']);
    expect(rows.flatMap((row) => (row.type === 'message' ? [row.first] : []))).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  test('who comes and goes is folded, one alone is not, and not over the unread line', () => {
    const folded = filled([
      entry(1, 'joined', 'Ben'),
      entry(2, 'joined', 'Eve'),
      entry(3, 'left', 'Ben'),
      entry(4, 'message', 'Eve'),
      entry(5, 'left', 'Eve'),
    ]);
    expect(kinds(folded.rows)).toEqual(['day', 'Ben came and went; Eve came in', 'message', 'event']);
    folded.drawLine(6);
    folded.append(entry(6, 'joined', 'Ben'));
    expect(kinds(folded.rows).slice(-3)).toEqual(['event', 'unread', 'event']);
    folded.drawLine(null);
    expect(kinds(folded.rows).slice(-1)).toEqual(['Eve left; Ben came in']);
  });

  test('it can be shown one by one, or not at all', () => {
    const entries = [entry(1, 'joined', 'Ben'), entry(2, 'joined', 'Eve'), entry(3, 'kicked', 'Eve')];
    expect(kinds(filled(entries, { comings: 'show' }).rows)).toEqual(['day', 'event', 'event', 'event']);
    expect(kinds(filled(entries, { comings: 'hide' }).rows)).toEqual(['day', 'event']);
  });

  test('whoever takes another name stays one person among those who come and go', () => {
    const entries = [
      entry(1, 'joined', 'Ben'),
      entry(2, 'renamed', 'Ben', { to: 'Benno' }),
      entry(3, 'joined', 'Eve'),
      entry(4, 'left', 'Benno'),
      entry(5, 'renamed', 'Cat', { to: 'Kit' }),
    ];
    const { rows } = filled(entries);
    expect(kinds(rows)).toEqual(['day', 'Ben → Benno came and went; Eve came in; Cat is now called Kit']);
  });

  test('bots are shown, folded, muted', () => {
    const entries = [
      entry(1, 'message', 'A_Bot'),
      entry(2, 'message', 'B_Bot'),
      entry(3, 'message', 'Ben'),
      entry(4, 'message', 'A_Bot'),
    ];
    const shown = (preferences: Partial<Preferences>) => kinds(filled(entries, preferences).rows).slice(1);
    expect(shown({})).toEqual(['message', 'message', 'message', 'message']);
    expect(shown({ bots: 'fold' })).toEqual(['bots', 'message', 'bots']);
    expect(shown({ bots: 'off' })).toEqual(['message']);
    expect(shown({ muted: [muted('a_BOT')] })).toEqual(['message', 'message']);
  });

  test('an answer says what it answers, unless that stands right above', () => {
    const { rows } = filled([
      entry(1, 'message', 'Ben'),
      entry(2, 'message', 'A_Bot', { answers: 1 }),
      entry(3, 'message', 'B_Bot', { answers: 1 }),
    ]);
    expect(rows.flatMap((row) => (row.type === 'message' ? [row.quotes] : []))).toEqual([false, false, true]);
  });

  test('mentions are marked, one’s own words are not', () => {
    const { rows } = filled([
      entry(1, 'message', 'Ben', { text: 'hi ann' }),
      entry(2, 'message', 'Ann', { text: 'I, Ann' }),
    ]);
    const marks = rows.flatMap((row) => (row.type === 'message' ? [[row.mentions, row.own]] : []));
    expect(marks).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('our own lines stand where they were, also when history comes', () => {
    const some = timeline();
    some.append(entry(5, 'message', 'Ben'));
    some.tell({ id: 1, time: 0, tone: 'error', text: 'No.' });
    some.append(entry(6, 'message', 'Ben'));
    some.prepend([entry(3, 'message', 'Eve')]);
    expect(kinds(some.rows)).toEqual(['day', 'message', 'message', 'local', 'message']);
    expect(some.find(5)?.seq).toBe(5);
    expect(some.rowOf(5)).toBe(2);
    expect(some.rowOf(4)).toBe(-1);
  });
});

describe('growing', () => {
  const happenings = fc.array(
    fc.record({
      type: fc.constantFrom('message', 'message', 'joined', 'left', 'topic'),
      nick: fc.constantFrom('Ann', 'Ben', 'A_Bot', 'B_Bot'),
      gap: fc.constantFrom(1, 1, 1, 7, 120),
      answers: fc.option(fc.integer({ min: 1, max: 60 })),
    }),
    { maxLength: 60 },
  );
  const preferences = fc.record({
    bots: fc.constantFrom<Preferences['bots']>('on', 'fold', 'off'),
    comings: fc.constantFrom<Preferences['comings']>('show', 'fold', 'hide'),
    muted: fc.constantFrom<readonly MutedPerson[]>([], [muted('A_Bot')], [muted('ben'), muted('Eve')]),
  });

  function entriesOf(list: { type: string; nick: string; gap: number; answers: number | null }[]): Entry[] {
    let seq = 0;
    return list.map(({ type, nick, gap, answers }) =>
      entry((seq += gap), type as Entry['type'], nick, { answers }),
    );
  }

  test('in whatever pieces history comes, the rows are those of the whole', () => {
    fc.assert(
      fc.property(
        happenings,
        preferences,
        fc.array(fc.nat(60), { maxLength: 4 }),
        fc.option(fc.nat(200)),
        (list, preferred, cuts, line) => {
          const entries = entriesOf(list);
          const whole = timeline(preferred);
          whole.drawLine(line);
          for (const each of entries) whole.append(each);
          const places = [...new Set([...cuts, entries.length])]
            .filter((at) => at <= entries.length)
            .sort((a, b) => b - a);
          const pieces = timeline(preferred);
          pieces.drawLine(line);
          const [end = 0] = places.slice(1);
          for (const each of entries.slice(end)) pieces.append(each);
          for (const [index, from] of places.slice(1).entries()) {
            pieces.prepend(entries.slice(places[index + 2] ?? 0, from));
          }
          expect(withoutKeys(pieces.rows)).toEqual(withoutKeys(whole.rows));
          for (const each of entries) expect(pieces.find(each.seq)).toBe(each);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('nothing is taken twice, and keys are different', () => {
    fc.assert(
      fc.property(happenings, preferences, (list, preferred) => {
        const entries = entriesOf(list);
        const some = timeline(preferred);
        for (const each of [...entries, ...entries]) some.append(each);
        some.prepend(entries);
        expect(some.items).toEqual(entries);
        expect(new Set(some.rows.map(({ key }) => key)).size).toBe(some.rows.length);
        const seqs = some.rows.map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      }),
    );
  });

  test('a line that is drawn and taken away leaves the rows as they were', () => {
    fc.assert(
      fc.property(happenings, fc.nat(200), (list, at) => {
        const entries = entriesOf(list);
        const some = filled(entries);
        const before = [...some.rows];
        some.drawLine(at);
        some.drawLine(null);
        expect(some.rows).toEqual(before);
      }),
    );
  });
});
