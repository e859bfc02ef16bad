import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemesOf } from '../../util/terminal-safe.ts';
import { type Act, acts, type Draft, insert, taken } from './line-editor.ts';

/** A text with | where the cursor stands. */
function at(marked: string): Draft {
  const cursor = marked.indexOf('|');
  return { text: marked.replace('|', ''), cursor };
}

const marked = ({ text, cursor }: Draft) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each<[keyof typeof acts, string, string]>([
  ['left', 'ab|c', 'a|bc'],
  ['left', '|abc', '|abc'],
  ['left', 'a👩‍👩‍👧|', 'a|👩‍👩‍👧'],
  ['right', 'a|e\u0301b', 'ae\u0301|b'],
  ['home', 'one\ntw|o', 'one\n|two'],
  ['end', 'o|ne\ntwo', 'one|\ntwo'],
  ['wordLeft', 'one two, |', 'one |two, '],
  ['wordRight', 'one| two', 'one two|'],
  ['backspace', 'añ|o', 'a|o'],
  ['delete', 'a|ño', 'a|o'],
  ['killWordLeft', 'see foo/bar |x', 'see |x'],
  ['killPartLeft', 'see foo/bar|', 'see foo/|'],
  ['killWordRight', 'one| two three', 'one| three'],
  ['killToStart', '|\none', '|\none'],
  ['home', '|\none', '|\none'],
  ['killToStart', 'one\ntwo thr|ee', 'one\n|ee'],
  ['killToEnd', 'on|e\ntwo', 'on|\ntwo'],
  ['killToEnd', 'one|\ntwo', 'one|two'],
  ['swap', 'teh|', 'the|'],
  ['swap', 'ab|cd', 'acb|d'],
  ['swap', '|ab', '|ab'],
])('%s: %j becomes %j', (act, before, after) => {
  expect(marked(acts[act](at(before)))).toBe(after);
});

describe('whatever is done', () => {
  const characters = fc.constantFrom('a', ' ', '\n', 'é', '日', '👩‍👩‍👧', 'e\u0301', '/', '🇳🇴');
  const act = fc.oneof(
    fc.constantFrom<Act>(...Object.values(acts)),
    characters.map((character) => insert(character)),
  );

  test('the cursor never stands within a character', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (list) => {
        let draft: Draft = { text: '', cursor: 0 };
        for (const each of list) {
          draft = each(draft);
          const whole = graphemesOf(draft.text);
          const starts = whole.map((_, index) => whole.slice(0, index).join('').length);
          expect([...starts, draft.text.length]).toContain(draft.cursor);
        }
      }),
    );
  });

  test('what was killed can be put back', () => {
    const kills = fc.constantFrom<Act>(
      acts.killToEnd,
      acts.killToStart,
      acts.killWordLeft,
      acts.killPartLeft,
      acts.killWordRight,
    );
    fc.assert(
      fc.property(
        fc.array(characters).map((list) => list.join('')),
        fc.nat(),
        kills,
        (text, place, kill) => {
          let before: Draft = { text, cursor: 0 };
          for (let count = 0; count < place % 10; count++) before = acts.right(before);
          const after = kill(before);
          expect(insert(taken(before, after))(after).text).toBe(text);
        },
      ),
    );
  });
});
