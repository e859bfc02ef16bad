/** Knows the weather of every town, and holds what people say about it against the forecast. */
import { type Bot, type BotContext, defineBot, type Heard } from '../../bots/bot.ts';
import { fill } from '../../bots/mind/choose.ts';
import { wordsUnderstood } from '../../understanding/because.ts';
import { placeCandidates } from '../../understanding/place-candidates.ts';
import type { PlaceMention, Understanding } from '../../understanding/types.ts';
import { understand } from '../../understanding/understand.ts';
import { wallClock } from '../../util/local-time.ts';
import { messageOf } from '../../util/result.ts';
import { placeLabel } from '../../weather/describe.ts';
import type { ForecastSource } from '../../weather/met/types.ts';
import { type Resolved, resolvePlace } from '../../weather/resolve-place.ts';
import { type UnitSystem, unitSystems } from '../../weather/units.ts';
import { eachStay } from '../each-stay.ts';
import { troublePhrases, unknownPlacePhrases, weatherSmallTalk } from '../phrases/weather.ts';
import { smallTalk } from '../small-talk.ts';
import { becauseOf, withWords } from '../topic.ts';
import { otherPlace, type Sight, weatherAnswer } from './answer.ts';
import { continued, type Inquiry, inquiryOf } from './inquiry.ts';
import { WeatherThreads } from './threads.ts';

export interface WeatherBotOptions {
  readonly forecasts: ForecastSource;
  /** What figures are in where nobody asks for other units. Default metric. */
  readonly units?: UnitSystem;
}

/** More places than these in one message would make a long answer. */
const mostPlaces = 3;
/** Characters of an unknown place's name that are said back. */
const longestEcho = 80;

export function weatherBot({ forecasts, units = 'metric' }: WeatherBotOptions): Bot {
  const talk = smallTalk(weatherSmallTalk);
  const forecastsIn = eachStay((context) => forecasts.open(context));
  const threads = new WeatherThreads();

  /** The message as a part of its author's talk; null if it is not about the weather. */
  const inquiryIn = (heard: Heard, now: number) => {
    const thread = threads.of(heard.nick, now);
    const goesOn = thread && continued(thread, heard);
    if (goesOn) return { inquiry: goesOn, because: goingOn(goesOn, heard.understood) };
    if (heard.understood.subject !== 'weather') return null;
    const inquiry = inquiryOf(heard);
    return { inquiry, because: becauseOf(heard.understood, inquiry.topic) };
  };

  const look = async (context: BotContext, heard: Heard, mention: PlaceMention): Promise<Found> => {
    const found = placeFor(context, mention);
    if (found === 'unreadable')
      return unseen(trouble(context, heard, mention.name, 'My table of places cannot be read just now.'));
    if (!found) return unknown(context, heard, mention);
    const { place, others, ignored, reading } = found;
    const around = reading.around ?? null;
    const forecast = await forecastsIn(context).forecast(place);
    if ('trouble' in forecast) return unseen(trouble(context, heard, placeLabel(place), forecast.message));
    const other = reading.within === null ? otherPlace(place, others) : null;
    return { type: 'seen', forecast, other, ignored, around, known: true };
  };

  const report = async (
    context: BotContext,
    heard: Heard,
    inquiry: Inquiry,
    now: number,
  ): Promise<string> => {
    const wanted = inquiry.places.flatMap((mention) => apart(context, mention));
    const mentions = wanted.slice(0, mostPlaces);
    const sights = await Promise.all(mentions.map((mention) => look(context, heard, mention)));
    const known = mentions.filter((_, i) => sights[i]?.known);
    // Whoever named a place that is not there may name another.
    const before = threads.of(heard.nick, now)?.inquiry.places ?? [];
    const offered = before.some(({ name }) => mentions[0]?.name.toLowerCase() === name.toLowerCase());
    threads.keep(heard.nick, { inquiry: { ...inquiry, places: known }, asked: known.length === 0 }, now);
    return weatherAnswer({
      inquiry,
      name: heard.nick,
      sights,
      more: wanted.length > mostPlaces,
      offered,
      now,
      units: unitSystems[units],
      choose: context.choose,
    });
  };

  const answer = async (context: BotContext, heard: Heard, found: { inquiry: Inquiry; because: string }) => {
    context.reply(await report(context, heard, found.inquiry, context.clock.now()), found.because);
  };

  return defineBot({
    name: 'Weather_Bot',
    about: 'Tells the weather in any town, and checks what people say about it.',
    needs: { hosts: forecasts.hosts, places: true },
    concerns: (heard) => inquiryIn(heard, heard.time) !== null,
    on: {
      join: talk.join,
      message: async (context, heard) => {
        const now = context.clock.now();
        const found = (await thereIn(context, heard)) ?? inquiryIn(heard, now);
        if (found && found.inquiry.places.length > 0) {
          await answer(context, heard, found);
          return;
        }
        if (found) threads.keep(heard.nick, { inquiry: found.inquiry, asked: true }, now);
        if (found && heard.understood.subject !== 'weather') {
          const asking = context.choose(weatherSmallTalk.weatherAtLarge);
          context.reply(fill(asking, { name: heard.nick }), found.because);
          return;
        }
        talk.message(context, heard);
      },
    },
    commands: {
      weather: {
        args: 'PLACE',
        help: 'tells the weather there, now or when you say',
        run: async (context, args, heard) => {
          const text = `What is the weather in ${args}?`;
          const understood = understand(text, wallClock('UTC')(context.clock.now()));
          const inquiry = inquiryOf({ ...heard, text, understood });
          const words = wordsUnderstood({ ...understood, weather: null });
          if (inquiry.places.length > 0) {
            await answer(context, heard, { inquiry, because: withWords('the command asked for it', words) });
          } else {
            context.reply(unknownPlace(context, heard, args), withWords('the command named no place', words));
          }
        },
      },
    },
  });
}

/** Messages of the room's past in which the place of "there" is looked for, and how old they may be, ms. */
const pastMessages = 40;
const pastMs = 300_000;

/** "Is it cold there?": about the place that its author named last. Null where none was, or none is asked for. */
async function thereIn(context: BotContext, heard: Heard) {
  const { understood, nick, text, seq, time } = heard;
  if (understood.subject !== 'weather' || understood.place || !/\bthere\b/iu.test(text)) return null;
  const past = await context.history(pastMessages);
  const wall = wallClock('UTC')(time);
  for (const entry of past.toReversed()) {
    const theirs = entry.type === 'message' && entry.nick === nick && entry.seq < seq;
    if (!theirs || entry.time < time - pastMs) continue;
    const whole = `${entry.text}\n${text}`;
    const read = understand(whole, wall);
    if (read.place === null || read.focus.start <= entry.text.length) continue;
    // What was asked is remembered in the person's thread, with all that belongs to it.
    const alone = understand(entry.text, wall);
    if (alone.subject === 'weather' || alone.followUp !== null) return null;
    const inquiry = inquiryOf({ ...heard, text: whole, understood: read });
    return { inquiry, because: goingOn(inquiry, understood) };
  }
  return null;
}

/** Why a message was answered that says only what is new. */
function goingOn({ places }: Inquiry, understood: Understanding): string {
  const own = new Set(understood.places.map(({ name }) => name));
  const kept = places.filter(({ name }) => !own.has(name)).map(({ name }) => `place “${name}” from before`);
  const words = [wordsUnderstood(understood), ...kept].filter((word) => word !== '');
  return withWords('it went on from what was said before', words.join(', '));
}

/** `known`: it is a place of the table. */
type Found = Sight & { readonly known: boolean };

function unseen(text: string): Found {
  return { type: 'unseen', text, known: true };
}

function unknown(context: BotContext, heard: Heard, { name }: PlaceMention): Found {
  return { type: 'unseen', text: unknownPlace(context, heard, name), known: false };
}

function unknownPlace(context: BotContext, heard: Heard, name: string): string {
  const wanted = name.slice(0, longestEcho);
  return fill(context.choose(unknownPlacePhrases), { name: heard.nick, wanted });
}

/** "Oslo, Bergen": two places, where the second does not narrow the first but is one itself. */
function apart(context: BotContext, mention: PlaceMention): readonly PlaceMention[] {
  const { within } = mention;
  if (within === null) return [mention];
  const resolved = placeFor(context, mention);
  if (resolved === 'unreadable' || (resolved && resolved.ignored === null)) return [mention];
  const both = [
    { ...mention, within: null },
    { ...mention, name: within, within: null },
  ];
  return both.every((one) => placeFor(context, one) !== null) ? both : [mention];
}

/** A table that cannot be read is for whoever runs the server to hear of and no reason to leave. */
function placeFor(context: BotContext, mention: PlaceMention): Resolved | null | 'unreadable' {
  try {
    return resolvePlace(context.places, placeCandidates(mention), true);
  } catch (thrown) {
    context.signal.throwIfAborted();
    context.log(`no places: ${messageOf(thrown)}`, 'warn');
    return 'unreadable';
  }
}

function trouble(context: BotContext, heard: Heard, place: string, message: string): string {
  return fill(context.choose(troublePhrases), { name: heard.nick, place, message });
}
