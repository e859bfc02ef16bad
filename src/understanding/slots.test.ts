import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import model from './slot-model.json' with { type: 'json' };
import { cellOf, labelCount, labelsFor, mayFollow, slotNames } from './slot-tagger.ts';
import { slotReader } from './slots.ts';

const slotsOf = slotReader(model);
const said = (text: string) => slotsOf(text).map(({ entity, text: words }) => `${entity}: ${words}`);

describe('slots', () => {
  it.each([
    [
      'will it rain in Oslo, Norway tomorrow',
      ['condition_description: rain', 'city: Oslo', 'country: Norway', 'timeRange: tomorrow'],
    ],
    [
      'will it rain in oslo, norway tomorrow',
      ['condition_description: rain', 'city: oslo', 'country: norway', 'timeRange: tomorrow'],
    ],
    [
      'Is it colder in Paris, Texas now?',
      ['condition_temperature: colder', 'city: Paris', 'state: Texas', 'timeRange: now'],
    ],
    ['how windy is it here', ['condition_description: windy', 'current_location: here']],
    [
      'weather close to Yellowstone National Park at 5 pm',
      ['spatial_relation: close', 'geographic_poi: Yellowstone National Park', 'timeRange: 5 pm'],
    ],
    ['', []],
    ['?!', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('the model', () => {
  it('has a cell for each hash and a step for each two labels', () => {
    expect(Buffer.from(model.cells, 'base64')).toHaveLength(2 ** model.bits);
    expect(model.steps).toHaveLength(labelCount ** 2);
  });

  it('is small enough to be kept with the sources', () => {
    expect(JSON.stringify(model).length).toBeLessThan(500_000);
  });
});

describe('the tagger', () => {
  const weights = {
    bits: 4,
    unit: 1,
    cells: new Int8Array(16),
    steps: Array<number>(labelCount ** 2).fill(0),
  };

  it('goes on with a slot only where it has begun', () => {
    const token = fc.array(fc.integer(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 12 }),
        fc.int8Array({ minLength: 16, maxLength: 16 }),
        (features, cells) => {
          const labels = labelsFor({ ...weights, cells }, features);
          expect(labels).toHaveLength(features.length);
          labels.forEach((label, i) => expect(mayFollow(labels[i - 1] ?? 0, label)).toBe(true));
        },
      ),
    );
  });

  it.each([
    [0, 2, false],
    [1, 2, true],
    [2, 2, true],
    [3, 2, false],
    [4, 1, true],
    [4, 0, true],
  ])('label %i before label %i: %s', (before, label, allowed) => {
    expect(mayFollow(before, label)).toBe(allowed);
  });

  it('keeps the cells of a feature in the table, apart from one another', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 5, max: 20 }), (feature, bits) => {
        const cells = Array.from({ length: labelCount }, (_, label) => cellOf(feature, label, bits));
        expect(new Set(cells).size).toBe(labelCount);
        for (const cell of cells) expect(cell >= 0 && cell < 2 ** bits).toBe(true);
      }),
    );
  });
});

describe('laws', () => {
  const inOrder = (text: string) => {
    let end = 0;
    for (const slot of slotsOf(text)) {
      expect(text.slice(slot.start, slot.end)).toBe(slot.text);
      expect(slotNames).toContain(slot.entity);
      expect(slot.start).toBeGreaterThanOrEqual(end);
      expect(slot.end).toBeGreaterThan(slot.start);
      end = slot.end;
    }
  };

  it('never throws, and every slot is where it says and apart from the others', () => {
    const words = [
      'will',
      'it',
      'rain',
      'in',
      'Oslo',
      ',',
      'Norway',
      'tomorrow',
      '5',
      'pm',
      '😀',
      'National Park',
      '.',
      '?',
      "what's",
      'München',
      'e\u0301',
    ];
    const chatter = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join(' '));
    fc.assert(fc.property(fc.oneof(chatter, fc.string({ unit: 'binary', maxLength: 300 })), inOrder), {
      numRuns: 500,
    });
  });

  it.each(['in Oslo ', 'a', '1 ', '-', "'s ", 'Park ', 'north ', '. ', '😀', 'wild-'])(
    'reads 4,000 characters of %j',
    (unit) => {
      inOrder(unit.repeat(4_000 / unit.length));
    },
  );
});
