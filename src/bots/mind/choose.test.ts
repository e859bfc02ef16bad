import { expect, test } from 'vitest';
import { seededRandom } from '../../util/random.ts';
import { chooser, fill } from './choose.ts';

test('never chooses the same twice running, uses all, and the same seed chooses the same', () => {
  const variants = ['a', 'b', 'c', 'd', 'e'];
  const draw = (seed: number) => {
    const choose = chooser(seededRandom(seed));
    return Array.from({ length: 500 }, () => choose(variants));
  };
  const drawn = draw(3);
  expect(drawn.filter((one, i) => one === drawn[i - 1])).toEqual([]);
  expect(new Set(drawn)).toEqual(new Set(variants));
  expect(draw(3)).toEqual(drawn);
  expect(draw(4)).not.toEqual(drawn);
});

test('remembers each stock of phrases by itself', () => {
  const choose = chooser(() => 0);
  const [one, other] = [
    ['a', 'b'],
    ['a', 'b'],
  ];
  expect([choose(one), choose(other), choose(one)]).toEqual(['a', 'a', 'b']);
});

test('chooses the only one again, and cannot choose from none', () => {
  const choose = chooser(() => 0.99);
  const only = ['a'];
  expect([choose(only), choose(only)]).toEqual(['a', 'a']);
  expect(() => choose([])).toThrow('nothing to choose from');
});

test('fills slots, with a capital where the slot has one, and leaves what it has no value for', () => {
  expect(fill('{Activity}! I love {activity}, {name}. {x}', { activity: 'tennis', name: 'Ann' })).toBe(
    'Tennis! I love tennis, Ann. {x}',
  );
});

test('a value that looks like a slot stays as it is', () => {
  expect(fill('{name}', { name: '{name}$&' })).toBe('{name}$&');
});
