/** Knows the weather of every town, and holds what people say about it against the forecast. */
import { placeCandidates } from '../understanding/place-candidates.ts';
import type { PlaceMention } from '../understanding/types.ts';
import { messageOf } from '../util/result.ts';
import { placeLabel } from '../weather/describe.ts';
import type { OpenPlaces } from '../weather/places.ts';
import { type Resolved, resolvePlace } from '../weather/resolve-place.ts';
import type { Forecasts } from '../weather/types.ts';
import { type UnitSystem, unitSystems } from '../weather/units.ts';
import { type Bot, type BotContext, defineBot, type Heard } from './bot.ts';
import { fill } from './choose.ts';
import { troublePhrases, unknownPlacePhrases, weatherSmallTalk } from './phrases/weather.ts';
import { smallTalk } from './small-talk.ts';
import { reasons } from './topic.ts';
import { otherPlace, type Sight, weatherAnswer } from './weather-answer.ts';
import { continued, type Inquiry, inquiryOf } from './weather-inquiry.ts';
import { WeatherThreads } from './weather-threads.ts';

export interface WeatherBotOptions {
  readonly forecasts: Forecasts;
  readonly places: OpenPlaces;
  /** What figures are in where nobody asks for other units. Default metric. */
  readonly units?: UnitSystem;
}

/** More places than these in one message would make a long answer. */
const mostPlaces = 3;
/** Characters of an unknown place's name that are said back. */
const longestEcho = 80;

export function weatherBot({ forecasts, places, units = 'metric' }: WeatherBotOptions): Bot {
  const talk = smallTalk(weatherSmallTalk);
  const threads = new WeatherThreads();

  /** The message as a part of its author's talk; null if it is not about the weather. */
  const inquiryIn = (heard: Heard, now: number) => {
    const thread = threads.of(heard.nick, now);
    const goesOn = thread && continued(thread, heard);
    if (goesOn) return { inquiry: goesOn, because: 'it went on from what was asked before' };
    if (heard.understood.subject !== 'weather') return null;
    const inquiry = inquiryOf(heard);
    return { inquiry, because: reasons[inquiry.topic] };
  };

  const look = async (context: BotContext, heard: Heard, mention: PlaceMention): Promise<Found> => {
    const found = placeFor(places, mention, context);
    if (found === 'unreadable')
      return unseen(trouble(context, heard, mention.name, 'My table of places cannot be read just now.'));
    if (!found) return unknown(context, heard, mention);
    const { place, others, ignored, reading } = found;
    const forecast = await forecasts.forecast(place, context.signal);
    if ('trouble' in forecast) return unseen(trouble(context, heard, placeLabel(place), forecast.message));
    const other = reading.within === null ? otherPlace(place, others) : null;
    return { type: 'seen', forecast, other, ignored, known: true };
  };

  const report = async (
    context: BotContext,
    heard: Heard,
    inquiry: Inquiry,
    now: number,
  ): Promise<string> => {
    const wanted = inquiry.places.flatMap((mention) => apart(places, mention, context));
    const mentions = wanted.slice(0, mostPlaces);
    const sights = await Promise.all(mentions.map((mention) => look(context, heard, mention)));
    const known = mentions.filter((_, i) => sights[i]?.known);
    // Whoever named a place that is not there may name another.
    threads.keep(heard.nick, { inquiry: { ...inquiry, places: known }, asked: known.length === 0 }, now);
    const { choose } = context;
    const question = { inquiry, name: heard.nick, sights, now, units: unitSystems[units], choose };
    const left = wanted.length > mostPlaces ? ' I take three places at a time.' : '';
    return `${weatherAnswer(question)}${left}`;
  };

  return defineBot({
    name: 'Weather_Bot',
    about: 'Tells the weather in any town, and checks what people say about it.',
    concerns: (heard) => inquiryIn(heard, heard.time) !== null,
    on: {
      join: talk.join,
      message: async (context, heard) => {
        const now = context.clock.now();
        const found = inquiryIn(heard, now);
        if (found && found.inquiry.places.length > 0) {
          context.reply(await report(context, heard, found.inquiry, now), found.because);
          return;
        }
        if (found) threads.keep(heard.nick, { inquiry: found.inquiry, asked: true }, now);
        talk.message(context, heard);
      },
    },
  });
}

/** `known`: it is a place of the table. */
type Found = Sight & { readonly known: boolean };

function unseen(text: string): Found {
  return { type: 'unseen', text, known: true };
}

function unknown(context: BotContext, heard: Heard, { name }: PlaceMention): Found {
  const wanted = name.slice(0, longestEcho);
  const text = fill(context.choose(unknownPlacePhrases), { name: heard.nick, wanted });
  return { type: 'unseen', text, known: false };
}

/** "Oslo, Bergen": two places, where the second does not narrow the first but is one itself. */
function apart(places: OpenPlaces, mention: PlaceMention, context: BotContext): readonly PlaceMention[] {
  const { within } = mention;
  if (within === null) return [mention];
  const resolved = placeFor(places, mention, context);
  if (resolved === 'unreadable' || (resolved && resolved.ignored === null)) return [mention];
  const both = [
    { ...mention, within: null },
    { ...mention, name: within, within: null },
  ];
  return both.every((one) => placeFor(places, one, context) !== null) ? both : [mention];
}

/** A table that cannot be read is for whoever runs the server to hear of and no reason to leave. */
function placeFor(
  places: OpenPlaces,
  mention: PlaceMention,
  context: BotContext,
): Resolved | null | 'unreadable' {
  try {
    return resolvePlace(places, placeCandidates(mention), true);
  } catch (thrown) {
    context.log(`no places: ${messageOf(thrown)}`);
    return 'unreadable';
  }
}

function trouble(context: BotContext, heard: Heard, place: string, message: string): string {
  return fill(context.choose(troublePhrases), { name: heard.nick, place, message });
}
