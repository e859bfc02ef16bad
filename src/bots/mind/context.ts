import type { Nick } from '../../room/types.ts';
import { lobby } from '../../room/types.ts';
import { asText } from '../../util/brief.ts';
import type { Clock } from '../../util/clock.ts';
import type { Random } from '../../util/random.ts';
import type { OpenPlaces } from '../../weather/types.ts';
import type { Bot, BotContext, Draft } from '../bot.ts';
import { chooser } from './choose.ts';
import type { Fetch } from './limited-fetch.ts';
import { limitedFetch } from './limited-fetch.ts';
import type { Voice } from './mind.ts';
import { storeOf } from './records.ts';
import { placesOf } from './towns.ts';

type NoteLevel = Parameters<Voice['note']>[0];
const levels: readonly NoteLevel[] = ['info', 'warn', 'error'];

/** What a mind does in its bot's name. */
export interface Stay {
  readonly say: (text: string, because?: string) => void;
  readonly draft: (because?: string) => Draft;
  /** A timer that does not outlive the bot. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly signal: AbortSignal;
}

/** What a bot's context is made of. */
export interface ContextParts {
  readonly bot: Bot;
  readonly voice: Voice;
  readonly fetch: Fetch;
  readonly places: () => OpenPlaces;
  readonly clock: Clock;
  readonly random: Random;
}

/** Everything that a bot may do, for as long as it stays. */
export function contextFor(parts: ContextParts, stay: Stay): BotContext {
  const { bot, voice, clock, random, fetch, places } = parts;
  const { say, draft, after, signal } = stay;
  return {
    nick: bot.name as Nick,
    reply: say,
    say,
    draft,
    room: { name: lobby, members: () => voice.members(), lastHeardAt: () => voice.lastHeardAt() },
    history: (limit, before) => voice.history(limit, before),
    store: storeOf(voice.records),
    fetch: limitedFetch({ hosts: bot.needs?.hosts ?? [], fetch, clock, signal }),
    places: placesOf(bot, places, signal),
    choose: chooser(random),
    clock: { now: () => clock.now(), after },
    random,
    signal,
    log: (message, level = 'info') => voice.note(levelIn(level), asText(message)),
  };
}

/** A bot may be JavaScript, where nobody has looked at what it gives. */
function levelIn(given: NoteLevel): NoteLevel {
  if (levels.includes(given)) return given;
  throw new TypeError(`a log has the levels ${levels.join(', ')}`);
}
