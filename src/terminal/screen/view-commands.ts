/** The slash commands of the full screen, beside those that all views share. */
import { quitting } from '../../client/commands.ts';
import type { Answer, Chat, ChatState, Command, LinkStatus, Search } from '../../client/state.ts';
import { heardOf } from '../../client/found.ts';
import type { Said } from '../../client/rows.ts';
import { findRoom, titleOf } from '../../client/room-names.ts';
import { keysInWords } from './bindings.ts';
import type { Times } from './times.ts';

/** What the commands may ask of the screen. */
export interface Stage {
  quit(): void;
  /** Shows an entry of a search, counted from 1 as it was listed. False for what is not there. */
  goTo(number: number): boolean;
  toggleNicks(): void;
  /** Whether mentions ring. */
  ring(on: boolean): void;
}

export function viewCommands(stage: Stage): readonly Command[] {
  return [
    {
      ...quitting,
      help: 'leaves the chat',
      run() {
        stage.quit();
        return null;
      },
    },
    {
      name: 'keys',
      args: '',
      help: 'tells what the keys do',
      run: () => ({ tone: 'info', text: keysInWords() }),
    },
    {
      name: 'buffer',
      args: 'ROOM',
      help: 'turns to one of your rooms, by its number or name',
      completes: 'rooms',
      run: turn,
    },
    {
      name: 'goto',
      args: 'NUMBER',
      help: 'goes to a message that /search has found',
      run: (rest) =>
        /^\d+$/.test(rest) && stage.goTo(Number(rest))
          ? null
          : wrong('/goto takes a number of the last search.'),
    },
    {
      name: 'more',
      args: '',
      help: 'goes on with the last search',
      run(_rest, chat) {
        if (chat.state.search?.more !== true) return wrong('There is no more to find.');
        chat.searchOn();
        return null;
      },
    },
    {
      name: 'retry',
      args: '',
      help: 'sends what could not be sent',
      run: (_rest, chat) => withFailed(chat, (id) => chat.retry(id)),
    },
    {
      name: 'drop',
      args: '',
      help: 'gives up what could not be sent',
      run: (_rest, chat) => withFailed(chat, (id) => chat.discard(id)),
    },
    {
      name: 'nicks',
      args: '',
      help: 'shows or hides the list of names (F7)',
      run() {
        stage.toggleNicks();
        return null;
      },
    },
    {
      name: 'bell',
      args: 'on | off',
      help: 'whether mentions and private messages ring',
      completes: ['on', 'off'],
      run(rest) {
        if (rest !== 'on' && rest !== 'off') return wrong('/bell takes on or off.');
        stage.ring(rest === 'on');
        return { tone: 'info', text: rest === 'on' ? 'Mentions ring.' : 'Mentions do not ring.' };
      },
    },
  ];
}

function turn(rest: string, chat: Chat): Answer | null {
  const rooms = [...chat.state.rooms.values()];
  const room = /^\d+$/.test(rest) ? rooms[Number(rest) - 1] : findRoom(chat.state, rest);
  if (!room) {
    const list = rooms.map(({ title }, index) => `${index + 1} ${title}`).join(', ');
    return wrong(`/buffer takes one of your rooms: ${list}.`);
  }
  chat.show(room.name);
  return null;
}

/** What was found, numbered for /goto. */
export function searchInWords(search: Search, chat: ChatState, times: Times): string {
  const { text, more, state, reason } = search;
  const { messages, leftOut } = heardOf(search, chat);
  if (state === 'failed') return `The search failed: ${reason ?? ''}`;
  const quest = /["“”„«»]/.test(text) ? text : `"${text}"`;
  const goOn = more ? '/more finds earlier ones.' : '';
  const lines = messages.map(({ entry, number }) => `${number}  ${foundInWords(entry, times)}`);
  const count = lines.length === 0 ? 'Nothing was' : lines.length;
  const goThere = lines.length === 0 ? '' : '/goto NUMBER goes there.';
  const last = [`${count} found for ${quest}.`, leftOut, goThere, goOn].filter(Boolean).join(' ');
  return [...lines, last].join('\n');
}

/** Why it goes no further, and what can be done about it. */
export function stopInWords({
  code,
  reason,
  ask,
}: Extract<LinkStatus, { readonly type: 'stopped' }>): string {
  const retry =
    code === 'banned' ? '/reconnect tries again, if the ban was lifted; ' : '/reconnect tries again, ';
  return `${reason}\n${ask === 'name' ? 'Type another name below.' : `${retry}/quit leaves.`}`;
}

function foundInWords({ time, room, nick, text }: Said, times: Times): string {
  const where = room.startsWith('@') ? 'in private' : titleOf(room);
  return `${times.day(time)} ${times.clock(time)} ${where} ${nick}: ${text.replaceAll('\n', ' ')}`;
}

function withFailed({ state }: Chat, act: (id: string) => void): Answer | null {
  const failed = state.outbox.filter((post) => post.state === 'failed');
  if (failed.length === 0) return wrong('Nothing has failed.');
  for (const { id } of failed) act(id);
  return null;
}

function wrong(text: string): Answer {
  return { tone: 'error', text };
}
