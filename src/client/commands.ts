/** The slash commands that every view has, as rows. A view adds its own. */
import { parseRoom } from '../room/rooms.ts';
import type { BotCommand } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { nearest } from '../util/nearest.ts';
import { info, wrong } from './answer.ts';
import { isMuted, isNamedMuted } from './preferences.ts';
import { byName, quietCommands } from './quiet-commands.ts';
import { conversationOf, findRoom, titleOf } from './room-names.ts';
import type { Answer, Chat, Command } from './state.ts';
import { whyCommand } from './why-command.ts';
import { underscored } from './underscored.ts';

/** How one leaves, in every view; what that does is the view's own. */
export const quitting = { name: 'quit', aliases: ['exit', 'q'], args: '' } as const;

/** The shared commands; `/help` tells of `more`, too. */
export function commandsWith(more: readonly Command[]): readonly Command[] {
  const all: Command[] = [...shared, ...more];
  const help: Command = {
    name: 'help',
    args: '[COMMAND]',
    help: 'tells what can be typed',
    completes: 'commands',
    run: (rest, chat) => helpOn(chat.commands, rest),
  };
  all.unshift(help);
  return all;
}

/** The commands of `own`, and those of bots that have other names. A bot's is said in the room, where the bot hears it. */
export function withBots(own: readonly Command[], bots: readonly BotCommand[]): readonly Command[] {
  const taken = new Set(own.flatMap(namesOf));
  return [...own, ...bots.filter(({ name }) => !taken.has(name)).map(botCommand)];
}

function botCommand({ name, args, help, bot }: BotCommand): Command {
  return {
    name,
    args,
    help: `${help} (${bot})`,
    run(rest, chat) {
      const { current, rooms } = chat.state;
      // The Host is nobody's member: it hears the lobby.
      const hears = current === lobby || rooms.get(current)?.members.has(bot) === true;
      if (!hears) return wrong(`${bot} is not in this room. /${name} works in the lobby.`);
      chat.say(current, rest === '' ? `/${name}` : `/${name} ${rest}`);
      return unheardAnswer(bot, chat);
    },
  };
}

/** Told once in a room: that the answer will not be seen. Null where it will be, or where this was told. */
function unheardAnswer(bot: string, { state: { preferences, rooms, current } }: Chat): Answer | null {
  if (!isMuted(preferences, { nick: bot, kind: 'bot' })) return null;
  const text = isNamedMuted(preferences, bot)
    ? `${bot} answers, but you have muted it. /unignore ${bot} lets it be heard.`
    : `${bot} answers, but you have hidden all bots. /bots on shows them.`;
  const items = rooms.get(current)?.timeline.items ?? [];
  return items.some((item) => item.type === 'local' && item.text === text) ? null : info(text);
}

/** What a line that begins with `/` asks for: it is run, and its answer given back. Never sent to the room. */
export function runCommand(
  commands: readonly Command[],
  line: string,
  chat: Chat,
  answers?: number,
): Answer | null {
  const [, typed = '', rest = ''] = /^\/(\S*)\s*([^]*)$/.exec(line) ?? [];
  const command = findCommand(commands, typed);
  if (command) return command.run(rest.trim(), chat, answers);
  const known = elsewhere.get(typed.toLowerCase());
  if (known !== undefined) return wrong(known);
  const near = nearest(typed, commands.flatMap(namesOf));
  const meant = near === null ? '' : ` Did you mean /${near}?`;
  return wrong(
    `There is no command /${typed}.${meant} /help lists them; to say a line that begins with /, type //.`,
  );
}

const removal =
  'Nobody but whoever runs the server can remove people. /ignore NAME spares you what somebody says.';

/** What people know from other chats and there is not here: what is said of it. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['kick', removal],
  ['ban', removal],
  ['away', 'Nobody is told who is away. Whatever is said meanwhile is here when you come back.'],
]);

/** The command of this name, in any case. */
export function findCommand(commands: readonly Command[], typed: string): Command | undefined {
  const name = typed.toLowerCase();
  return commands.find((command) => namesOf(command).includes(name));
}

function namesOf({ name, aliases = [] }: Command): string[] {
  return [name, ...aliases];
}

function helpOn(commands: readonly Command[], rest: string): Answer {
  const asked = rest.replace(/^\//, '');
  if (asked !== '') {
    const command = findCommand(commands, asked);
    if (!command) return wrong(`There is no command /${asked}.`);
    const aliases = command.aliases?.length ? ` (also /${command.aliases.join(', /')})` : '';
    return info(`${usageOf(command)}  ${command.help}${aliases}`);
  }
  const lines = commands.map((command) => `${usageOf(command)}\t${command.help}`);
  return info([...lines, '//TEXT\tsays /TEXT'].join('\n'));
}

function usageOf({ name, args }: Command): string {
  return args === '' ? `/${name}` : `/${name} ${args}`;
}

const shared: readonly Command[] = [
  {
    name: 'msg',
    aliases: ['query', 'dm'],
    args: 'NAME [TEXT]',
    help: 'says something to one person alone',
    completes: 'names',
    run: talkTo,
  },
  {
    name: 'me',
    args: 'TEXT',
    help: 'says what you do: /me waves',
    run(rest, chat, answers) {
      if (rest === '') return wrong('/me takes what you do, such as /me waves.');
      chat.act(chat.state.current, rest, answers);
      return null;
    },
  },
  {
    name: 'nick',
    aliases: ['name'],
    args: 'NAME',
    help: 'changes your name, here and in every room',
    run(rest, chat) {
      if (rest === '') return info(`You are ${chat.state.name}. /nick NAME changes that.`);
      if (/\s/.test(rest))
        return wrong(`/nick takes one name without blanks, such as /nick ${underscored(rest)}.`);
      if (rest === chat.state.name) return wrong(`You are called ${rest} already.`);
      if (!isOnline(chat)) return notConnected;
      chat.rename(rest);
      return null;
    },
  },
  {
    name: 'join',
    aliases: ['j'],
    args: 'ROOM',
    help: 'enters a room, and makes it where there is none',
    completes: 'rooms',
    run(rest, chat) {
      const room = /^#?([^\s#]+)$/.exec(rest)?.[1];
      if (!room) return wrong('/join takes the name of one room, such as /join garden.');
      const name = parseRoom(room);
      if (typeof name !== 'string') return wrong(name.message);
      if (!isOnline(chat)) return notConnected;
      chat.join(name);
      return null;
    },
  },
  {
    name: 'part',
    aliases: ['leave'],
    args: '[ROOM]',
    help: 'leaves this room, or another',
    completes: 'rooms',
    run(rest, chat) {
      const room = rest === '' ? chat.state.rooms.get(chat.state.current) : findRoom(chat.state, rest);
      if (!room) return wrong(`You are not in ${rest}.`);
      if (room.name === lobby) return wrong('Everyone here is in the lobby. /quit leaves altogether.');
      chat.part(room.name);
      return null;
    },
  },
  {
    name: 'rooms',
    aliases: ['list'],
    args: '',
    help: 'shows which rooms there are',
    run(_rest, chat) {
      if (!isOnline(chat)) return notConnected;
      chat.listRooms(true);
      return null;
    },
  },
  {
    name: 'topic',
    args: '[TEXT]',
    help: 'shows what this room is about, or says it (/topic - takes it away)',
    run(rest, chat) {
      const { current, rooms } = chat.state;
      const room = rooms.get(current);
      if (rest !== '') {
        if (!isOnline(chat)) return notConnected;
        chat.setTopic(current, rest === '-' ? '' : rest);
        return null;
      }
      return info(room?.topic ? `The topic is: ${room.topic}` : 'There is no topic. /topic TEXT sets one.');
    },
  },
  {
    name: 'names',
    aliases: ['who'],
    args: '',
    help: 'shows who is in this room',
    run: (_rest, chat) => info(namesIn(chat)),
  },
  {
    name: 'search',
    args: 'TEXT',
    help: 'finds messages with all of these words, or "words in quotes"',
    run(rest, chat) {
      if (rest === '') return wrong('/search takes the words to look for: /search tea "new year".');
      if (!isOnline(chat)) return notConnected;
      chat.search(rest);
      return null;
    },
  },
  ...quietCommands,
  whyCommand,
  {
    name: 'comings',
    args: '[show | fold | hide]',
    help: 'what to do with lines of who comes and goes',
    completes: ['show', 'fold', 'hide'],
    run: changeComings,
  },
  {
    name: 'clear',
    args: '',
    help: 'takes everything off the screen; scrolling up brings it back',
    run(_rest, chat) {
      chat.clear(chat.state.current);
      return null;
    },
  },
  {
    name: 'reconnect',
    args: '',
    help: 'connects again now, instead of waiting',
    run(_rest, chat) {
      chat.reconnect();
      return null;
    },
  },
];

const notConnected = wrong('That is not possible while you are not connected.');

function isOnline({ state }: Chat): boolean {
  return state.status.type === 'online';
}

function talkTo(rest: string, chat: Chat): Answer | null {
  const [, name = '', text = ''] = /^@?(\S+)\s*([^]*)$/.exec(rest) ?? [];
  if (name === '') return wrong('/msg takes a name and a text, such as /msg Ann Good morning!');
  const room = conversationOf(chat.state, name);
  if (room) chat.show(room.name);
  if (text !== '') chat.sayTo(name, text);
  else if (!room) return wrong(`Say something to ${name}: /msg ${name} TEXT`);
  return null;
}

function namesIn({ state }: Chat): string {
  const room = state.rooms.get(state.current);
  const members = [...(room?.members.values() ?? [])];
  const people = members.filter(({ kind }) => kind === 'person').map(({ nick }) => nick as string);
  const bots = members.filter(({ kind }) => kind === 'bot').map(({ nick }) => nick as string);
  const line = (word: string, names: string[]) =>
    names.length === 0 ? '' : `${word} (${names.length}): ${names.sort(byName).join(', ')}`;
  return [line('People', people), line('Bots', bots)].filter(Boolean).join('\n') || 'Nobody is here.';
}

function changeComings(rest: string, chat: Chat): Answer {
  if (rest !== '' && rest !== 'show' && rest !== 'fold' && rest !== 'hide') {
    return wrong('/comings takes show, fold or hide.');
  }
  if (rest !== '') chat.prefer({ comings: rest });
  const { comings } = chat.state.preferences;
  const words = { show: 'each shown', fold: 'folded', hide: 'hidden' }[comings];
  return info(`Who comes and goes is ${words}.`);
}

/** The rooms of a list, as lines. */
export function listInWords(rooms: NonNullable<Chat['state']['listed']>): string {
  if (rooms.length === 0) return 'There are no rooms.';
  return rooms.map(({ room, topic, members }) => `${titleOf(room)} (${members})\t${topic}`).join('\n');
}
