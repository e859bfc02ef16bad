/** One place held against itself at another time: "will it be warmer tomorrow than today?". Pure but for the phrase. */
import { fill } from '../../bots/mind/choose.ts';
import { understand } from '../../understanding/understand.ts';
import { isoOf } from '../../util/local-time.ts';
import type { Units } from '../../weather/units.ts';
import { noPhrases, timesPhrases, yesPhrases } from '../phrases/weather.ts';
import { contestantOf, measureOf } from './compare.ts';
import type { Inquiry } from './inquiry.ts';
import { type View, viewOf } from './view.ts';

/** Null where no two times are compared, or one of them is over or beyond the forecast. */
export function timesCompared(
  inquiry: Inquiry,
  view: View,
  units: Units,
  now: number,
  slots: Readonly<Record<string, string>>,
  choose: (variants: readonly string[]) => string,
): string | null {
  const texts = timesIn(inquiry, view);
  const measure = measureOf(inquiry);
  if (texts === null || measure === null) return null;
  const [main, other] = texts.map((whenText) =>
    viewOf(view.forecast, view.other, { ...inquiry, whenText }, now),
  );
  if (main === undefined || other === undefined || main.when === other.when) return null;
  const [one, two] = [main, other].map((each) => contestantOf(each, inquiry, measure, units));
  if (!one || !two) return null;
  const told = fill(choose(timesPhrases), {
    ...slots,
    figure: one.figure,
    when: whenOf(main),
    otherFigure: two.figure,
    otherWhen: whenOf(other),
  });
  if (inquiry.purpose !== 'confirm') return told;
  const right = (one.figure !== two.figure && one.value > two.value) !== inquiry.negated;
  return `${fill(choose(right ? yesPhrases : noPhrases), slots)} ${told}`;
}

/** What names the time that is spoken of, and the one it is held against: today, where none is named. */
function timesIn({ condition, sentence }: Inquiry, { range, wall }: View): readonly [string, string] | null {
  const comparative = /er$/iu.test(condition?.text ?? '') || /\bmore\b/iu.test(sentence);
  if (!comparative || /\bless\b/iu.test(sentence) || range === null) return null;
  const [left = '', right] = sentence.split(/\bthan\b/iu);
  const named = (text: string) => understand(text, wall).time !== null;
  if (right !== undefined) return named(right) ? [named(left) ? left : 'today', right] : null;
  const today = isoOf(wall).slice(0, 10);
  return range.from.startsWith(today) ? null : [left, 'today'];
}

function whenOf({ stretch, when }: View): string {
  return stretch.type === 'steps' && stretch.now ? 'now' : when;
}
