/** Who came and went, in few words. */
import { listed } from '../util/listed.ts';
import type { Coming } from './rows.ts';

/** Up to so many people are named; more are counted. */
const namesShown = 4;

/** What one person did who came or went. */
interface Moves {
  /** The names at the beginning and at the end. */
  readonly before: string;
  readonly after: string;
  readonly steps: readonly ('joined' | 'left')[];
}

/** What is said of one or more names, and of a number of people. */
interface Words {
  readonly named: string;
  readonly one: string;
  readonly many: string;
}

/** "Cleo and Dan came in; Eve → Eva left", or "7 came in; 1 left": each person once, by what came of it. */
export function comingsInWords(entries: readonly Coming[]): string {
  const people = movesIn(entries);
  const groups = new Map<Words, Moves[]>();
  for (const moves of people) {
    const words = wordsFor(moves);
    groups.set(words, [...(groups.get(words) ?? []), moves]);
  }
  const isNamed = people.length <= namesShown;
  return Array.from(groups, ([words, group]) => (isNamed ? named(words, group) : counted(words, group))).join(
    '; ',
  );
}

/** Who stays the same under another name; in the order of their first. */
function movesIn(entries: readonly Coming[]): readonly Moves[] {
  const all: Moves[] = [];
  for (const entry of entries) {
    const at = all.findIndex(({ after }) => after === entry.nick);
    const known = all[at] ?? { before: entry.nick, after: entry.nick, steps: [] };
    const now =
      entry.type === 'renamed'
        ? { ...known, after: entry.to }
        : { ...known, steps: [...known.steps, entry.type] };
    if (at < 0) all.push(now);
    else all[at] = now;
  }
  return all;
}

const same = (words: string): Words => ({ named: words, one: words, many: words });
const cameIn = same('came in');
const left = same('left');
const wentAgain = same('came and went');
const cameBack = same('left and came back');
const renamed: Words = { named: '', one: 'has another name', many: 'have other names' };
const renamedBack: Words = {
  named: 'had another name for a while',
  one: 'had another name for a while',
  many: 'had other names for a while',
};

function wordsFor({ before, after, steps }: Moves): Words {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined) return before === after ? renamedBack : renamed;
  if (first === last) return last === 'joined' ? cameIn : left;
  return last === 'joined' ? cameBack : wentAgain;
}

function named(words: Words, group: readonly Moves[]): string {
  if (words === renamed) {
    return listed(group.map(({ before, after }) => `${before} is now called ${after}`));
  }
  const names = group.map(({ before, after }) => (before === after ? after : `${before} → ${after}`));
  return `${listed(names)} ${words.named}`;
}

function counted(words: Words, { length }: readonly Moves[]): string {
  return `${length} ${length === 1 ? words.one : words.many}`;
}
