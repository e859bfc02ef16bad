/** Knows the weather of every town, and holds what people say about it against the forecast. */
import type { Nick } from '../room/types.ts';
import type { Span } from '../understanding/types.ts';
import { placeLabel } from '../weather/describe.ts';
import type { Forecasts, Place, Places } from '../weather/types.ts';
import { messageOf } from '../util/result.ts';
import { type Bot, type BotContext, defineBot, type Heard } from './bot.ts';
import { fill } from './choose.ts';
import { troublePhrases, unknownPlacePhrases, weatherSmallTalk } from './phrases/weather.ts';
import { smallTalk } from './small-talk.ts';
import { reasons, type Topic, topicOf } from './topic.ts';
import { otherPlace, weatherAnswer } from './weather-answer.ts';

export interface WeatherBotOptions {
  readonly forecasts: Forecasts;
  readonly places: Places;
}

/** How long a person who was asked "where?" may take to say so, ms, and how many such people are remembered. */
const patienceMs = 300_000;
const mostPending = 100;
/** Characters of an unknown place's name that are said back. */
const longestEcho = 80;

interface Pending {
  readonly heard: Heard;
  readonly until: number;
}

const weatherTopics: readonly Topic[] = [
  'sky',
  'temperature',
  'weatherAtLarge',
  'weatherOpinion',
  'weatherRemark',
];

export function weatherBot({ forecasts, places }: WeatherBotOptions): Bot {
  const talk = smallTalk(weatherSmallTalk);
  const pending = new Map<Nick, Pending>();

  /** The message to answer with a forecast: one that names a place, or the question before it that lacked one. */
  const inquiryOf = (heard: Heard, now: number): Heard | null => {
    const { place, subject } = heard.understood;
    const asked = pending.get(heard.nick);
    if (subject === 'weather') return place ? heard : null;
    if (!place || !asked || now > asked.until || subject !== 'other') return null;
    return { ...heard, text: asked.heard.text, understood: { ...asked.heard.understood, place } };
  };

  const remember = (heard: Heard, now: number) => {
    pending.delete(heard.nick);
    const oldest = pending.keys().next();
    if (pending.size >= mostPending && !oldest.done) pending.delete(oldest.value);
    pending.set(heard.nick, { heard, until: now + patienceMs });
  };

  const report = async (context: BotContext, heard: Heard, mention: Wanted): Promise<string> => {
    const found = placesFor(places, mention, context);
    if (found === null)
      return trouble(context, heard, mention.name, 'My table of places cannot be read just now.');
    const [place, ...others] = found;
    if (!place)
      return fill(context.choose(unknownPlacePhrases), {
        name: heard.nick,
        wanted: mention.name.slice(0, longestEcho),
      });
    const forecast = await forecasts.forecast(place, context.signal);
    if ('trouble' in forecast) return trouble(context, heard, placeLabel(place), forecast.message);
    const other = mention.within === null ? otherPlace(place, others) : null;
    return weatherAnswer({ heard, forecast, other, now: context.clock.now(), choose: context.choose });
  };

  return defineBot({
    name: 'Weather_Bot',
    about: 'Tells the weather in any town, and checks what people say about it.',
    concerns: (heard) => heard.understood.subject === 'weather' || inquiryOf(heard, heard.time) !== null,
    on: {
      join: talk.join,
      message: async (context, heard) => {
        const now = context.clock.now();
        const topic = topicOf(heard.understood);
        const inquiry = inquiryOf(heard, now);
        const place = inquiry?.understood.place;
        if (!inquiry || !place) {
          if (weatherTopics.includes(topic)) remember(heard, now);
          talk.message(context, heard);
          return;
        }
        pending.delete(heard.nick);
        context.reply(await report(context, inquiry, place), reasons[topicOf(inquiry.understood)]);
      },
    },
  });
}

interface Wanted extends Span {
  readonly name: string;
  readonly within: string | null;
}

/** Null if the table cannot be read, which is for whoever runs the server to hear and no reason to leave. */
function placesFor(places: Places, mention: Wanted, context: BotContext): readonly Place[] | null {
  try {
    return places.find(mention.name, mention.within);
  } catch (thrown) {
    context.log(`no places: ${messageOf(thrown)}`);
    return null;
  }
}

function trouble(context: BotContext, heard: Heard, place: string, message: string): string {
  return fill(context.choose(troublePhrases), { name: heard.nick, place, message });
}
