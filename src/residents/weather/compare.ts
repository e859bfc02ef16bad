/** Several places held against each other. Pure but for the phrase. */
import { fill } from '../../bots/mind/choose.ts';
import type { Condition } from '../../understanding/types.ts';
import { listed } from '../../util/listed.ts';
import { temperatureIn, type Units, windIn } from '../../weather/units.ts';
import { comparedPhrases, noPhrases, samePhrases, yesPhrases } from '../phrases/weather.ts';
import { figureFor, joined } from './figures.ts';
import type { Inquiry } from './inquiry.ts';
import type { Outlook } from './outlook.ts';
import type { View } from './view.ts';

export interface Measure {
  /** Of two, of more. */
  readonly words: readonly [string, string];
  /** The most of it wins. */
  readonly value: (outlook: Outlook) => number | null;
}

const warmth: Measure = { words: ['warmer', 'warmest'], value: ({ warmest }) => warmest };
const wet: Measure = { words: ['wetter', 'wettest'], value: ({ precipitation }) => precipitation };
const dry: Measure = {
  words: ['drier', 'driest'],
  value: ({ precipitation }) => minus(precipitation),
};
const measures: Readonly<Partial<Record<Condition, Measure>>> = {
  warm: warmth,
  temperature: warmth,
  cold: { words: ['colder', 'coldest'], value: ({ coldest }) => minus(coldest) },
  wind: { words: ['windier', 'windiest'], value: ({ wind }) => wind },
  rain: wet,
  snow: wet,
  sun: { words: ['sunnier', 'sunniest'], value: ({ cloud }) => minus(cloud) },
  cloud: { words: ['cloudier', 'cloudiest'], value: ({ cloud }) => cloud },
  humidity: { words: ['more humid', 'most humid'], value: ({ humidity }) => humidity },
};

/** What is compared; null where nothing can be. */
export function measureOf({ condition }: Pick<Inquiry, 'condition'>): Measure | null {
  if (condition && /\bdr[iy]/iu.test(condition.text)) return dry;
  return measures[condition?.condition ?? 'fog'] ?? null;
}

export interface Contestant {
  readonly label: string;
  readonly value: number;
  readonly figure: string;
}

/** Which of the places has more of what was asked for; null where nothing is compared, or a figure is missing. */
export function comparison(
  inquiry: Inquiry,
  views: readonly View[],
  units: Units,
  slots: { readonly name: string },
  choose: (variants: readonly string[]) => string,
): string | null {
  const measure = measureOf(inquiry);
  if (!measure || views.length < 2 || !compares(inquiry)) return null;
  const contestants = views.map((view) => contestantOf(view, inquiry, measure, units));
  const known = contestants.filter((one) => one !== null);
  const [best, second] = known.toSorted((one, other) => other.value - one.value);
  if (known.length < views.length || !best || !second) return null;
  const when = whenOf(views);
  const same = best.figure === second.figure;
  const others = known.filter((one) => one !== best);
  const told = same
    ? fill(choose(samePhrases), {
        when,
        places: listed(known.map(({ label, figure }) => `${figure} in ${label}`)),
      })
    : fill(choose(comparedPhrases), {
        when,
        winner: best.label,
        word: measure.words[views.length > 2 ? 1 : 0],
        figure: best.figure,
        others: listed(others.map(({ label, figure }) => `${figure} in ${label}`)),
      });
  if (inquiry.purpose === 'tell' || !/\bthan\b/iu.test(inquiry.sentence)) return told;
  const right = (!same && known[0] === best) !== inquiry.negated;
  return `${fill(choose(right ? yesPhrases : noPhrases), slots)} ${told}`;
}

/** "Warmer", "the windiest", "more rain than"; "less" would want it the other way round, which is told place by place. */
function compares({ sentence, condition }: Inquiry): boolean {
  if (/\bless\b/iu.test(sentence)) return false;
  return (
    /(?:er|est)$/iu.test(condition?.text ?? '') ||
    /\bthan\b|\bmore\b|\bmost\b|\bcompar|\bdifference\b/iu.test(sentence)
  );
}

export function contestantOf(
  view: View,
  { condition }: Inquiry,
  measure: Measure,
  units: Units,
): Contestant | null {
  const value = measure.value(view.outlook);
  if (view.stretch.type !== 'steps' || value === null || !condition) return null;
  const { coldest, warmest } = view.outlook;
  const isColdness = measure.words[0] === 'colder';
  const edge = isColdness ? coldest : warmest;
  const isWarmth = isColdness || measure === warmth;
  const figure =
    condition.condition === 'wind' && view.outlook.wind !== null
      ? windIn(view.outlook.wind, units)
      : isWarmth && edge !== null
        ? temperatureIn(edge, units)
        : figureFor(condition.condition, view.outlook, units);
  return figure === null ? null : { label: view.label, value, figure };
}

function whenOf(views: readonly View[]): string {
  const words = new Set(
    views.map(({ when, stretch }) => (stretch.type === 'steps' && stretch.now ? 'now' : when)),
  );
  return joined([...words], ' or ') ?? 'now';
}

function minus(value: number | null): number | null {
  return value === null ? null : -value;
}
