/** From forecasts and an inquiry to what Weather_Bot says. Pure but for the phrases, which the caller chooses. */
import { fill } from '../../bots/mind/choose.ts';
import { isoOf } from '../../util/local-time.ts';
import { creditLine, localStamp, placeLabel } from '../../weather/describe.ts';
import { horizonMs } from '../../weather/steps.ts';
import type { Forecast, Place } from '../../weather/types.ts';
import type { Units } from '../../weather/units.ts';
import {
  agreedPhrases,
  beyondPhrases,
  correctedPhrases,
  dislikedPhrases,
  firstPhrases,
  lastPhrases,
  laterPhrases,
  likedPhrases,
  neverPhrases,
  noPhrases,
  nowPhrases,
  pastPhrases,
  yesPhrases,
} from '../phrases/weather.ts';
import { checkOf, verdictOf } from './claim.ts';
import { comparison } from './compare.ts';
import { type Extreme, extremeOf } from './extreme.ts';
import { emojiOf, figureFor, figuresOf, joined, skyFigure, temperatureFigure } from './figures.ts';
import type { Inquiry } from './inquiry.ts';
import { missingNote } from './missing.ts';
import { holds, isLiked, outlookOf, warmthOf } from './outlook.ts';
import { severalTold } from './several.ts';
import { ahead, type Table, tableOf } from './table.ts';
import { timesCompared } from './times.ts';
import { type View, viewOf } from './view.ts';
import { dayOf, momentWords } from './when.ts';

/** What came of one place: a forecast, or why there is none, in a sentence. */
export type Sight =
  | {
      readonly type: 'seen';
      readonly forecast: Forecast;
      /** Another place of that name that may have been meant. */
      readonly other: Place | null;
      /** Where it was said to be and is not. */
      readonly ignored: string | null;
      /** What was named and lies in the place, without coordinates of its own. */
      readonly around: string | null;
    }
  | { readonly type: 'unseen'; readonly text: string };

export interface WeatherQuestion {
  readonly inquiry: Inquiry;
  /** Who asks. */
  readonly name: string;
  readonly sights: readonly Sight[];
  /** More places were named than are told of. */
  readonly more: boolean;
  /** The namesake was offered before. */
  readonly offered: boolean;
  /** ms UTC. */
  readonly now: number;
  /** Where no others were asked for. */
  readonly units: Units;
  readonly choose: (variants: readonly string[]) => string;
}

/** A share of the chosen place's people from which a namesake is worth mentioning, and a number that always is. */
const namesakeShare = 1 / 200;
const largeTown = 100_000;
/** Characters from which the namesake has to go. */
const longestAnswer = 400;

export function weatherAnswer(question: WeatherQuestion): string {
  const { inquiry, sights, now, name, choose } = question;
  const units = { ...question.units, ...inquiry.units };
  const views = sights.map((sight) =>
    sight.type === 'seen' ? viewOf(sight.forecast, sight.other, inquiry, now) : null,
  );
  const seen = views.filter((view) => view !== null);
  const [only] = seen;
  const alone = seen.length === 1 && only ? placeAnswer({ ...question, units }, only) : null;
  const compared = seen.length === sights.length ? comparison(inquiry, seen, units, { name }, choose) : null;
  const reasons = sights.map((sight) => (sight.type === 'unseen' ? sight.text : null));
  const told = compared ?? alone ?? severalTold(inquiry, seen, units);
  const limit = question.more ? `I take ${sights.length} places at a time, the first ones.` : null;
  const missing = seen.length > 0 ? missingNote(inquiry.sentence) : null;
  const answer = joined([limit, missing, told, ...sights.map(remarkOn), ...reasons], ' ') ?? '';
  return credited(answer, seen, question);
}

/** What had to be overlooked to find the place. */
function remarkOn(sight: Sight): string | null {
  if (sight.type === 'unseen') return null;
  const { name } = sight.forecast.place;
  if (sight.around !== null) return `(I know no coordinates of ${sight.around}; this is for ${name}.)`;
  return sight.ignored === null ? null : `(I know no ${name} in ${sight.ignored}.)`;
}

/** The namesake that somebody may well have meant: not a hamlet beside a capital. */
export function otherPlace(chosen: Place, others: readonly Place[]): Place | null {
  const least = Math.min(chosen.population * namesakeShare, largeTown);
  return (
    others.find(
      (place) =>
        place.population >= least && placeLabel(place) !== placeLabel(chosen) && isNamesake(place, chosen),
    ) ?? null
  );
}

/** "Newcastle" and "Newcastle upon Tyne", but not a state's capital and the city called like the state. */
function isNamesake(one: Place, other: Place): boolean {
  return one.name.startsWith(other.name) || other.name.startsWith(one.name);
}

function placeAnswer(question: WeatherQuestion, view: View): string {
  const { inquiry, choose, now, units } = question;
  const { stretch, local, label } = view;
  const slots = { name: question.name, place: label, when: view.when, time: isoOf(view.wall).slice(11) };
  if (stretch.type === 'past') return fill(choose(pastPhrases), slots);
  if (stretch.type === 'beyond')
    return fill(choose(beyondPhrases), { ...slots, end: dayOf(isoOf(local(stretch.end))) });
  const asked: Asked = { ...question, view, slots, table: null };
  if (inquiry.purpose === 'first' || inquiry.purpose === 'last') return momentAnswer(asked);
  const compared = timesCompared(inquiry, view, units, now, slots, choose);
  if (compared !== null) return compared;
  const extreme = inquiry.purpose === 'tell' ? extremeOf(inquiry, view, now, units) : null;
  if (extreme !== null) return mostTold(asked, extreme);
  const table = tableOf(view, inquiry, now, units);
  const said = answerOf({ ...asked, table });
  const until = stretch.until === null ? null : `The forecast ends on ${dayOf(isoOf(local(stretch.until)))}.`;
  return joined([said, until], ' ') ?? said;
}

interface Asked extends WeatherQuestion {
  readonly view: View;
  readonly slots: Readonly<Record<string, string>>;
  /** Hour by hour or day by day, instead of one figure for all. */
  readonly table: Table | null;
}

function answerOf(asked: Asked): string {
  const { inquiry, view, units, choose, slots, table } = asked;
  const { outlook } = view;
  const figures = table?.text ?? figuresOf({ outlook, inquiry, isNow: view.isNow, units });
  switch (inquiry.purpose) {
    case 'check':
      return checked(asked) ?? told(asked, figures);
    case 'rate': {
      const warmth = warmthOf(outlook);
      const sky = joined([skyFigure(outlook), temperatureFigure(outlook, units)], ', ');
      const liked = isLiked(outlook);
      const rated = told(asked, withEmoji(asked, joined([sky, warmth && `which is ${warmth}`], ', ')));
      if (liked === null) return rated;
      return `${rated} ${fill(choose(liked ? likedPhrases : dislikedPhrases), slots)}`;
    }
    case 'confirm': {
      const verdict = verdictOf(inquiry, outlook, units);
      if (verdict === null) return told(asked, figures);
      return `${fill(choose(verdict ? yesPhrases : noPhrases), slots)} ${told(asked, figures)}`;
    }
    case 'tell':
    case 'first':
    case 'last':
      return told(asked, figures);
  }
}

function checked(asked: Asked): string | null {
  const { inquiry, view, units, choose, slots } = asked;
  const verdict = checkOf(inquiry, view.outlook, units);
  if (!verdict || !inquiry.condition) return null;
  const condition = verdict.byTemperature ? 'temperature' : inquiry.condition.condition;
  const figure = withEmoji(asked, figureFor(condition, view.outlook, units));
  return figure && fill(choose(verdict.right ? agreedPhrases : correctedPhrases), { ...slots, figure });
}

/** When what was asked for begins, or ends. */
function momentAnswer(asked: Asked): string {
  const { inquiry, view, now, choose, slots, units } = asked;
  const { stretch, forecast, local, wall } = view;
  const { condition, purpose } = inquiry;
  const steps = (stretch.type === 'steps' && !view.isNow ? stretch.steps : ahead(forecast.steps, now)).filter(
    ({ time }) => time <= now + horizonMs,
  );
  const found = steps.find(
    (step) => condition && holds(condition, outlookOf([step])) === (purpose === 'first'),
  );
  if (!condition || !found) {
    const last = steps.at(-1)?.time ?? now;
    return fill(choose(neverPhrases), { ...slots, end: dayOf(isoOf(local(last))) });
  }
  const outlook = outlookOf([found]);
  if (found.time <= now) return told(asked, figuresOf({ outlook, inquiry, isNow: true, units }));
  const figure =
    joined([emojiOf(outlook), figureFor(condition.condition, outlook, units)], ' ') ?? 'no figure';
  const moment = momentWords(isoOf(local(found.time)), wall);
  return fill(choose(purpose === 'first' ? firstPhrases : lastPhrases), { ...slots, moment, figure });
}

function mostTold(asked: Asked, { text, ahead: wholly }: Extreme): string {
  if (!wholly) return told(asked, text);
  const slots = { ...asked.slots, when: 'in the days ahead' };
  return told({ ...asked, slots, view: { ...asked.view, isNow: false } }, text);
}

function told({ inquiry, view, choose, slots, table }: Asked, figures: string | null): string {
  return fill(choose(view.isNow && !inquiry.hourly ? nowPhrases : laterPhrases), {
    ...slots,
    ...(table?.by && { when: table.by }),
    figures: figures ?? 'no figures at all',
  });
}

function withEmoji({ view }: Asked, figures: string | null): string | null {
  return figures && joined([emojiOf(view.outlook), figures], ' ');
}

/** Adds the namesake, the age of an old answer, and whose data it is, which its licence asks for. */
function credited(answer: string, views: readonly View[], { now, offered }: WeatherQuestion): string {
  const told = views.filter(({ stretch }) => stretch.type !== 'past');
  const [first] = told;
  if (!first) return answer;
  const other = views.length === 1 && !offered ? first.other : null;
  const namesake = other && `(Say “${other.name}, ${other.admin ?? other.country}” if you meant that one.)`;
  const stale = told.find(({ forecast }) => forecast.staleSince !== null)?.forecast;
  const stamp = stale?.staleSince == null ? null : localStamp(stale.staleSince, stale.place.timeZone);
  const old = stamp && `MET Norway cannot be reached just now; this is what it said at ${stamp}.`;
  const credit = creditLine(
    told.map(({ forecast }) => forecast),
    now,
  );
  const rest = [old, credit];
  const whole = joined([answer, namesake, ...rest], ' ') ?? answer;
  return whole.length <= longestAnswer ? whole : (joined([answer, ...rest], ' ') ?? answer);
}
