/** Several places side by side, each in a few words. Pure. */
import { isoOf } from '../../util/local-time.ts';
import type { Units } from '../../weather/units.ts';
import { verdictOf } from './claim.ts';
import { figuresOf, joined } from './figures.ts';
import type { Inquiry } from './inquiry.ts';
import type { View } from './view.ts';
import { dayOf } from './when.ts';

/** "Oslo, Norway (13:00): ☁️ …; Tokyo, Japan (21:00): no, …." Null without a place. */
export function severalTold(inquiry: Inquiry, views: readonly View[], units: Units): string | null {
  const whens = new Set(views.map(({ when }) => when));
  const [when] = whens;
  const shared = whens.size === 1 && when !== undefined && views.every(({ isNow }) => !isNow);
  const told = views.map((view) => {
    const time = view.isNow ? ` (${isoOf(view.wall).slice(11)})` : shared ? '' : `, ${view.when}`;
    return `${view.label}${time}: ${inFewWords(inquiry, view, units)}`;
  });
  const all = joined(told, '; ');
  return all && `${shared ? `${when.charAt(0).toUpperCase()}${when.slice(1)}: ` : ''}${all}.`;
}

function inFewWords(inquiry: Inquiry, view: View, units: Units): string {
  const { stretch, outlook, isNow, local } = view;
  if (stretch.type === 'past') return 'that is over';
  if (stretch.type === 'beyond') return `the forecast ends on ${dayOf(isoOf(local(stretch.end)))}`;
  const asks = inquiry.purpose === 'confirm' || inquiry.purpose === 'check';
  const verdict = asks ? verdictOf(inquiry, outlook, units) : null;
  const figures = figuresOf({ outlook, inquiry, isNow, units }, true) ?? 'no figures';
  return verdict === null ? figures : `${verdict ? 'yes' : 'no'}, ${figures}`;
}
