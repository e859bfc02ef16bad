/** What the word before the cursor could become: a command, a name, a room, an emoji. */
import { findEmoji } from './emoji.ts';
import { botsAround } from './quiet-commands.ts';
import { titleOf } from './room-names.ts';
import type { Chat, ChatState, Command, RoomState } from './state.ts';

export interface Choice {
  readonly kind: 'command' | 'name' | 'room' | 'emoji' | 'word';
  /** What is put in the place of the word, with what belongs behind it. */
  readonly insert: string;
  /** What a list of choices shows. */
  readonly label: string;
  /** What it is, in a few words; empty where the label says all. */
  readonly hint: string;
}

export interface Completion {
  /** The word is `text.slice(from, to)`. */
  readonly from: number;
  readonly to: number;
  /** The best first; at least one. */
  readonly choices: readonly Choice[];
}

/** So many choices are enough. */
const most = 50;
/** How many items back are looked through for who spoke last. */
const recent = 400;

/**
 * Choices for the word that ends at `cursor` (UTF-16 units). `asked`: by the Tab key, so that a bare word may become a
 * name; otherwise only what begins with `/`, `@`, `#` or `:` is completed. Null where there is nothing to offer.
 */
export function complete(text: string, cursor: number, chat: Chat, asked: boolean): Completion | null {
  const before = text.slice(0, cursor);
  const word = /\S*$/.exec(before)?.[0] ?? '';
  const from = cursor - word.length;
  const choices = choicesFor(word, before.slice(0, from), chat, asked).slice(0, most);
  return choices.length === 0 ? null : { from, to: cursor, choices };
}

/** The text with a choice in it, and where the cursor stands then. */
export function applyChoice(text: string, { from, to }: Completion, choice: Choice) {
  const after = text.slice(to);
  const insert = after.startsWith(' ') ? choice.insert.trimEnd() : choice.insert;
  const isSpaced = insert !== choice.insert;
  return { text: text.slice(0, from) + insert + after, cursor: from + insert.length + (isSpaced ? 1 : 0) };
}

function choicesFor(word: string, ahead: string, chat: Chat, asked: boolean): Choice[] {
  const isFirst = ahead.trim() === '';
  if (isFirst && word.startsWith('/') && !word.startsWith('//')) return commandChoices(word, chat.commands);
  const command = commandIn(ahead, chat.commands);
  if (command?.completes && (asked || word !== '')) {
    const choices = argumentChoices(command, ahead, word, chat);
    if (choices.length > 0) return choices;
  }
  if (word.startsWith('@')) return nameChoices(word.slice(1), chat.state, '@', ' ');
  if (word.startsWith('#')) return roomChoices(word, chat.state);
  if (/^:[a-z0-9_+-]{2,}$/i.test(word)) return emojiChoices(word.slice(1));
  if (!asked || word === '') return [];
  return nameChoices(word, chat.state, '', isFirst ? ': ' : ' ').filter(({ label }) => begins(label, word));
}

function commandChoices(word: string, commands: readonly Command[]): Choice[] {
  const typed = word.slice(1).toLowerCase();
  return commands
    .flatMap((command) => {
      const name = [command.name, ...(command.aliases ?? [])].find((each) => each.startsWith(typed));
      return name === undefined ? [] : [{ name, command }];
    })
    .map(({ name, command: { args, help } }) => ({
      kind: 'command',
      insert: `/${name} `,
      label: args === '' ? `/${name}` : `/${name} ${args}`,
      hint: help,
    }));
}

function commandIn(ahead: string, commands: readonly Command[]): Command | undefined {
  const name = /^\/(\S+)\s/.exec(ahead)?.[1]?.toLowerCase();
  return commands.find((command) => command.name === name || command.aliases?.includes(name ?? ''));
}

function argumentChoices(command: Command, ahead: string, word: string, { state, commands }: Chat): Choice[] {
  const isFirst = /^\/\S+\s+$/.test(ahead);
  const { completes } = command;
  if (completes === 'names') return isFirst ? nameChoices(word.replace(/^@/, ''), state, '', ' ') : [];
  if (completes === 'muted')
    return isFirst
      ? wordChoices(
          state.preferences.muted.map(([{ name }]) => name),
          word,
        )
      : [];
  if (completes === 'rooms') return isFirst ? roomChoices(word, state) : [];
  if (completes === 'commands') return commandChoices(`/${word.replace(/^\//, '')}`, commands);
  // The one command whose words take a name: what is muted are bots.
  return wordChoices(isFirst ? (completes ?? []) : botsAround(state), word);
}

function wordChoices(words: readonly string[], word: string): Choice[] {
  return words
    .filter((choice) => begins(choice, word))
    .map((choice) => ({ kind: 'word', insert: `${choice} `, label: choice, hint: '' }));
}

function nameChoices(part: string, state: ChatState, prefix: string, suffix: string): Choice[] {
  const room = state.rooms.get(state.current);
  if (!room) return [];
  const names = namesByRecency(room).filter((name) => name !== state.name);
  const fitting = [
    ...names.filter((name) => begins(name, part)),
    ...names.filter((name) => !begins(name, part) && bare(name).includes(bare(part))),
  ];
  return fitting.map((name) => ({
    kind: 'name',
    insert: prefix + name + suffix,
    label: name,
    hint: room.members.get(name)?.kind === 'bot' ? 'bot' : '',
  }));
}

/** Everyone here: who spoke last comes first, the others by the alphabet. */
function namesByRecency({ timeline, members }: RoomState): string[] {
  const names = new Set<string>();
  const { items } = timeline;
  for (let at = items.length - 1; at >= Math.max(0, items.length - recent); at--) {
    const item = items[at];
    if (item?.type === 'message' && members.has(item.nick)) names.add(item.nick);
  }
  const others = [...members.keys()].sort((a, b) => a.localeCompare(b, undefined, { sensitivity: 'base' }));
  return [...new Set([...names, ...others])];
}

function roomChoices(word: string, { rooms, listed }: ChatState): Choice[] {
  const typed = word.replace(/^#/, '');
  const own = [...rooms.values()].filter((room) => room.with === null);
  const topics = new Map((listed ?? []).map(({ room, topic }) => [room, topic]));
  for (const { name, topic } of own) topics.set(name, topic);
  return [...topics]
    .filter(([name]) => begins(name, typed))
    .map(([name, topic]) => ({
      kind: 'room',
      insert: `${titleOf(name)} `,
      label: titleOf(name),
      hint: topic,
    }));
}

function emojiChoices(part: string): Choice[] {
  return findEmoji(part, 20).map(({ emoji, names }) => ({
    kind: 'emoji',
    insert: `${emoji} `,
    label: `${emoji} ${names[0] ?? ''}`,
    hint: '',
  }));
}

function begins(name: string, part: string): boolean {
  return bare(name).startsWith(bare(part));
}

/** Without case and marks, so that `be` finds Bén where the keyboard has no é. */
export function bare(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
