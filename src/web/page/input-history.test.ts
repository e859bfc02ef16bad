import { expect, test } from 'vitest';
import { InputHistory } from './input-history.ts';

function historyOf(...lines: string[]): InputHistory {
  const history = new InputHistory();
  for (const line of lines) history.add(line);
  return history;
}

test('goes back to the first line, and forward to what was being written', () => {
  const history = historyOf('one', 'two');
  expect(history.back('thr')).toBe('two');
  expect(history.back('two')).toBe('one');
  expect(history.back('one')).toBeNull();
  expect(history.forward()).toBe('two');
  expect(history.forward()).toBe('thr');
  expect(history.forward()).toBeNull();
});

test('keeps a line once that was entered twice in a row, and begins at the end again', () => {
  const history = historyOf('one', 'two', 'two');
  history.back('');
  history.back('');
  history.add('three');
  expect(history.back('')).toBe('three');
  expect(history.back('')).toBe('two');
  expect(history.back('')).toBe('one');
});

test('keeps a hundred', () => {
  const history = historyOf(...Array.from({ length: 120 }, (_, i) => `line ${i}`));
  let last: string | null = null;
  for (let line = history.back(''); line !== null; line = history.back('')) last = line;
  expect(last).toBe('line 20');
});

test('a step can be taken back', () => {
  const history = historyOf('one', 'two');
  history.back('draft');
  history.undo();
  expect(history.back('draft')).toBe('two');
});
