import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from './span.ts';
import { followEnd, lastRows, moreAbove, moreBelow, moved, rowsAround } from './span.ts';

const bound = 200;
const size = ({ from, to }: Span) => to - from;

describe('a run of rows', () => {
  test('begins with the last ones', () => {
    expect(lastRows(1000)).toEqual({ from: 940, to: 1000 });
    expect(lastRows(3)).toEqual({ from: 0, to: 3 });
    expect(lastRows(0)).toEqual({ from: 0, to: 0 });
  });

  test('follows the end, and lets go of what is above in portions', () => {
    let span = lastRows(100);
    const starts = new Set<number>();
    for (let count = 101; count <= 400; count++) {
      span = followEnd(span, count, 60);
      starts.add(span.from);
      expect(span.to).toBe(count);
      expect(size(span)).toBeLessThanOrEqual(80);
      expect(size(span)).toBeGreaterThanOrEqual(60);
    }
    expect(starts.size).toBeLessThan(20);
  });

  test('stays the same rows when others come before them', () => {
    expect(moved({ from: 10, to: 40 }, 10, 60, 500)).toEqual({ from: 60, to: 90 });
    expect(moved({ from: 10, to: 40 }, 10, 4, 30)).toEqual({ from: 4, to: 30 });
    expect(moved({ from: 10, to: 40 }, 10, 0, 0)).toEqual({ from: 0, to: 0 });
  });

  test('reaches each row by scrolling, and never holds many', () => {
    let span = lastRows(5000);
    for (let steps = 0; span.from > 0; steps++) {
      const before = span;
      span = moreAbove(span);
      expect(span.from).toBeLessThan(before.from);
      expect(span.to).toBeGreaterThan(before.from);
      expect(steps).toBeLessThan(200);
    }
    while (span.to < 5000) span = moreBelow(span, 5000);
    expect(size(span)).toBe(bound);
  });

  test('is within the list and within bounds, whatever happens', () => {
    const act = fc.oneof(
      fc.constant((span: Span) => moreAbove(span)),
      fc.constant((span: Span, count: number) => moreBelow(span, count)),
      fc.constant((_: Span, count: number) => lastRows(count)),
      fc.constant((span: Span, count: number) => followEnd(span, count, 60)),
      fc.nat(1000).map((at) => (_: Span, count: number) => rowsAround(Math.min(at, count - 1), count)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.array(act, { maxLength: 30 }), (count, acts) => {
        let span = lastRows(count);
        for (const one of acts) span = one(span, count);
        expect(span.from).toBeGreaterThanOrEqual(0);
        expect(span.to).toBeLessThanOrEqual(count);
        expect(size(span)).toBeGreaterThan(0);
        expect(size(span)).toBeLessThanOrEqual(bound);
      }),
    );
  });
});
