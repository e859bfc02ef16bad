/** Why a message is understood as it is: a line for each finding, with the words that it came from. */
import type { PlaceEvidence, Span, Understanding } from './types.ts';

const evidenceOf: Readonly<Record<PlaceEvidence, string>> = {
  preposition: 'stands after a word that leads to a place',
  beside: 'stands beside a word for the weather',
  subject: 'stands where a question names its place',
  alone: 'stands alone, as the name of a place may',
};

/** In the order of what a bot asks first: subject, kind, place, time. Empty for a message that says nothing. */
export function reasonsFor(found: Understanding): readonly string[] {
  const { weather, activity, opinion, suggestion, followUp, negation, addressee, here, time } = found;
  const said = (span: Span | null, meaning: string) => (span === null ? [] : [`“${span.text}” ${meaning}`]);
  return [
    ...said(weather, 'speaks of the weather'),
    ...found.conditions.map(({ text, condition }) => `“${text}” names ${condition}`),
    ...(activity === null
      ? []
      : said(activity, `is ${activity.family} (${activity.group}: ${activity.canonical})`)),
    ...said(found.focus.text === '' ? null : found.focus, `is the sentence that counts, a ${found.kind}`),
    ...said(opinion, 'asks for an opinion'),
    ...said(suggestion, 'suggests something'),
    ...said(followUp, 'takes up what was asked before'),
    ...said(negation, 'denies'),
    ...found.places.map(({ text, evidence }) => `“${text}” ${evidenceOf[evidence]}`),
    ...said(here, 'means where the asker is'),
    ...(time === null ? [] : said(time, `is from ${time.from} to ${time.to}`)),
    ...said(addressee, 'is called by name'),
  ];
}

/** Words that are said back: so many, and of each so many characters. */
const mostWords = 6;
const longestWords = 40;

/** `weather “sunny”, place “Oslo”, time “tomorrow”`: what was understood and by which words; empty where nothing was. */
export function wordsUnderstood(found: Understanding): string {
  const { weather, condition, activity, opinion, suggestion, followUp, negation, here, places, time } = found;
  const named = (label: string, span: Span | null) =>
    span === null ? [] : [`${label} “${shortly(span.text)}”`];
  const all = [
    ...named('follow-up', followUp),
    ...named('opinion', opinion),
    ...named('suggestion', suggestion),
    ...named('weather', weather),
    ...(weather?.text === condition?.text ? [] : named('condition', condition)),
    ...named(activity?.family ?? '', activity),
    ...named('denied', negation),
    ...places.flatMap((place) => named('place', place)),
    ...named('place', here),
    ...named('time', time),
  ];
  return all.slice(0, mostWords).join(', ');
}

function shortly(text: string): string {
  const letters = Array.from(text);
  return letters.length <= longestWords ? text : `${letters.slice(0, longestWords - 1).join('')}…`;
}
