/** What a bot is being asked, as one word: the rows of the table that every bot has an answer for. Pure. */
import { wordsUnderstood } from '../understanding/because.ts';
import type { Understanding } from '../understanding/types.ts';

export type Topic =
  | 'greeting'
  | 'thanks'
  | 'sky'
  | 'temperature'
  | 'weatherAtLarge'
  | 'weatherOpinion'
  | 'weatherRemark'
  | 'sportOpinion'
  | 'sportFavourite'
  | 'sportSuggestion'
  | 'sportQuestion'
  | 'sportRemark'
  | 'artOpinion'
  | 'artFavourite'
  | 'artSuggestion'
  | 'artQuestion'
  | 'artRemark'
  | 'opinion'
  | 'suggestion'
  | 'question'
  | 'statement'
  | 'jumble';

/** Why an answer was given, for the person who asks: what the message was, and the words that say so. */
export function becauseOf(understood: Understanding, topic = topicOf(understood)): string {
  return withWords(reasons[topic], wordsUnderstood(understood));
}

/** `it asked how warm it is (weather “warm”, place “Oslo”)` */
export function withWords(reason: string, words: string): string {
  return words === '' ? reason : `${reason} (${words})`;
}

const reasons: Readonly<Record<Topic, string>> = {
  greeting: 'it was a greeting',
  thanks: 'it said thank you',
  sky: 'it asked about the weather',
  temperature: 'it asked how warm it is',
  weatherAtLarge: 'it asked about the weather without a place',
  weatherOpinion: 'it wanted an opinion on the weather',
  weatherRemark: 'it said something about the weather',
  sportOpinion: 'it wanted an opinion on a sport',
  sportFavourite: 'it asked for the favourite sport',
  sportSuggestion: 'it suggested a sport',
  sportQuestion: 'it asked about a sport',
  sportRemark: 'it spoke of a sport',
  artOpinion: 'it wanted an opinion on an art',
  artFavourite: 'it asked for the favourite art',
  artSuggestion: 'it suggested an art',
  artQuestion: 'it asked about an art',
  artRemark: 'it spoke of an art',
  opinion: 'it wanted an opinion',
  suggestion: 'it was a suggestion',
  question: 'it was a question',
  statement: 'it was a statement',
  jumble: 'it was several sentences and none of them could be made out',
};

export function topicOf(understood: Understanding): Topic {
  const { kind, activity } = understood;
  if (understood.subject === 'weather') return weatherTopic(understood);
  if (activity) return activityTopic(understood, activity.family);
  if (understood.opinion) return 'opinion';
  if (kind === 'greeting' || kind === 'thanks') return kind;
  if (understood.sentences > 1) return 'jumble';
  return kind === 'command' ? 'question' : kind;
}

function weatherTopic(understood: Understanding): Topic {
  const { kind, condition, place, here } = understood;
  if (understood.opinion) return 'weatherOpinion';
  if (!understood.asksWeather && kind === 'statement') return 'weatherRemark';
  const measures = condition?.condition;
  if (measures === 'temperature' || measures === 'warm' || measures === 'cold') return 'temperature';
  return (place ?? here) ? 'sky' : 'weatherAtLarge';
}

function activityTopic(understood: Understanding, family: 'sport' | 'art'): Topic {
  const chooses = /favou?rite|prefer/iu.test(understood.opinion?.text ?? '');
  if (chooses && understood.activity?.group === 'general') return `${family}Favourite`;
  if (understood.opinion) return `${family}Opinion`;
  if (understood.kind === 'suggestion') return `${family}Suggestion`;
  return understood.kind === 'question' || understood.kind === 'command'
    ? `${family}Question`
    : `${family}Remark`;
}
