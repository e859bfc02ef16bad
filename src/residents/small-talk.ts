/** Bots that live on a stock of phrases: from a topic to one of the phrases for it. */
import type { BotContext, Heard } from '../bots/bot.ts';
import { fill } from '../bots/mind/choose.ts';
import type { Member } from '../room/types.ts';
import type { ActivityMention } from '../understanding/types.ts';
import { activityName } from './activity-name.ts';
import { becauseOf, type Topic, topicOf } from './topic.ts';

export type Variants = readonly [string, string, string, string, string, ...string[]];

/** Topics that a bot may leave to a more general one. */
const general = {
  weatherRemark: 'statement',
  sportRemark: 'statement',
  artRemark: 'statement',
  sportQuestion: 'question',
  artQuestion: 'question',
  sportFavourite: 'sportOpinion',
  artFavourite: 'artOpinion',
} as const satisfies Partial<Record<Topic, Topic>>;
type Special = keyof typeof general;

/** A bot's answers: at least five to each topic, `{name}` for who is spoken to, `{activity}` for what they named. */
export type Repertoire = Readonly<Record<Exclude<Topic, Special>, Variants>> &
  Readonly<Partial<Record<Special, Variants>>> & {
    /** Greets who joins. */
    readonly newcomer: Variants;
    /** To the suggestion of one activity, by its dictionary form. */
    readonly suggested?: Readonly<Record<string, Variants>>;
  };

/** Handlers that are done when they return. */
export interface SmallTalk {
  readonly message: (context: BotContext, heard: Heard) => void;
  readonly join: (context: BotContext, newcomer: Member) => void;
}

/** Answers everything and greets everyone from `repertoire`. */
export function smallTalk(repertoire: Repertoire): SmallTalk {
  return {
    message: (context, heard) => {
      const topic = topicOf(heard.understood);
      answer(context, heard, variantsFor(repertoire, topic, heard.understood.activity));
    },
    join: (context, newcomer) => {
      context.reply(
        fill(context.choose(repertoire.newcomer), { name: newcomer.nick }),
        `${newcomer.nick} joined`,
      );
    },
  };
}

/** Answers `heard` with one of `variants`. */
function answer(context: BotContext, heard: Heard, variants: Variants): void {
  const { activity } = heard.understood;
  const slots = { name: heard.nick, ...(activity && { activity: activityName(activity) }) };
  context.reply(fill(context.choose(variants), slots), becauseOf(heard.understood));
}

function variantsFor(repertoire: Repertoire, topic: Topic, activity: ActivityMention | null): Variants {
  const suggests = topic === 'sportSuggestion' || topic === 'artSuggestion';
  const special = suggests && activity ? repertoire.suggested?.[activity.canonical] : undefined;
  if (special) return special;
  return isSpecial(topic) ? (repertoire[topic] ?? repertoire[general[topic]]) : repertoire[topic];
}

function isSpecial(topic: Topic): topic is Special {
  return topic in general;
}
