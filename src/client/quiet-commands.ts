/** The commands by which somebody is not heard: bots, all or one, and people. One list of names serves them all. */
import { hostNick } from '../room/types.ts';
import { info, wrong } from './answer.ts';
import { mutedOnce, muting, namesInWords, type Preferences, unmuting } from './preferences.ts';
import type { Answer, Chat, ChatState, Command } from './state.ts';

export const quietCommands: readonly Command[] = [
  {
    name: 'bots',
    args: '[on | fold | off | mute NAME | unmute NAME]',
    help: 'lists the bots; shows, folds or hides what they say, to you alone',
    completes: ['on', 'fold', 'off', 'mute', 'unmute'],
    run: quietBots,
  },
  {
    name: 'quiet',
    args: '',
    help: 'hides all bots, or shows them again',
    run(_rest, chat) {
      return quietBots(chat.state.preferences.bots === 'off' ? 'on' : 'off', chat);
    },
  },
  {
    name: 'ignore',
    aliases: ['mute'],
    args: '[NAME]',
    help: 'does not hear somebody any more, or tells who is not heard',
    completes: 'names',
    run: ignore,
  },
  {
    name: 'unignore',
    aliases: ['unmute'],
    args: 'NAME',
    help: 'hears somebody again',
    completes: 'muted',
    run: unignore,
  },
];

/** The bots of all rooms that we are in, and the Host, who is nobody's member; by the alphabet. */
export function botsAround({ rooms }: ChatState): readonly string[] {
  const members = [...rooms.values()].flatMap((room) => [...room.members.values()]);
  const names = members.filter(({ kind }) => kind === 'bot').map(({ nick }) => nick as string);
  return [...new Set([...names, hostNick])].sort(byName);
}

export function byName(a: string, b: string): number {
  return a.localeCompare(b, undefined, { sensitivity: 'base' });
}

/** What somebody is told who does not hear `name` from now on. */
export function mutedInWords(name: string): string {
  return `You do not hear ${name} any more. /unignore ${name} changes that.`;
}

function quietBots(rest: string, chat: Chat): Answer | null {
  const { preferences } = chat.state;
  const [word = '', name = '', ...more] = rest.split(/\s+/);
  const isOne = more.length === 0 && name !== '';
  if (rest === '') {
    if (chat.state.status.type !== 'online') return info(botsInWords(preferences));
    chat.listBots();
    return null;
  }
  if (name === '' && (word === 'on' || word === 'fold' || word === 'off')) chat.prefer({ bots: word });
  else if (isOne && word === 'mute') {
    const here = botsAround(chat.state);
    const bot = here.find((other) => isSame(other, name));
    if (bot === undefined) return wrong(`There is no bot ${name}. Bots here: ${here.join(', ')}.`);
    chat.prefer(muting(preferences, bot));
  } else if (isOne && word === 'unmute') {
    const person = mutedOnce(preferences, name);
    if (!person) {
      return preferences.bots === 'off'
        ? wrong('All bots are hidden. /bots on shows them.')
        : wrong(`${name} is not muted.`);
    }
    chat.prefer(unmuting(preferences, person));
  } else return wrong('/bots takes on, fold, off, mute NAME or unmute NAME.');
  return info(botsInWords(chat.state.preferences));
}

function ignore(rest: string, chat: Chat): Answer {
  const { name: self, preferences } = chat.state;
  const typed = rest.replace(/^@/, '');
  if (typed === '') return info(unheardInWords(preferences));
  if (/\s/.test(typed)) return wrong('/ignore takes one name.');
  if (isSame(typed, self)) return wrong('You cannot ignore yourself.');
  const name = namesHeard(chat).find((other) => isSame(other, typed));
  if (name === undefined) return wrong(`There is nobody called ${typed}. /names tells who is here.`);
  chat.prefer(muting(preferences, name));
  return info(mutedInWords(name));
}

function unignore(rest: string, chat: Chat): Answer {
  const { preferences } = chat.state;
  const name = rest.replace(/^@/, '');
  if (name === '') return wrong(`/unignore takes a name. ${unheardInWords(preferences)}`);
  const person = mutedOnce(preferences, name);
  if (!person) return wrong(`${name} is not ignored. ${unheardInWords(preferences)}`);
  chat.prefer(unmuting(preferences, person));
  return info(`You hear ${namesInWords(person)} again.`);
}

/** Whoever is here, and whoever has said something that is loaded. */
function namesHeard(chat: Chat): readonly string[] {
  const rooms = [...chat.state.rooms.values()];
  const members = rooms.flatMap((room) => [...room.members.keys()]);
  const others = rooms.flatMap((room) => room.with ?? []);
  const authors = rooms.flatMap(({ timeline }) =>
    timeline.items.flatMap((item) => (item.type === 'message' ? item.nick : [])),
  );
  return [...members, hostNick, ...others, ...new Set(authors)];
}

/** Which bots one hears. */
export function botsInWords(preferences: Preferences): string {
  const { bots, muted } = preferences;
  const all = { on: 'Bots are shown.', fold: 'What bots say is folded.', off: 'Bots are hidden.' }[bots];
  return muted.length === 0 ? all : `${all} ${unheardInWords(preferences)}`;
}

function unheardInWords({ muted }: Preferences): string {
  return muted.length === 0
    ? 'You ignore nobody.'
    : `You do not hear: ${muted.map(namesInWords).join(', ')}.`;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
