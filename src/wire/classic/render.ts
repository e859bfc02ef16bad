import { type Entry, type Message, lineOf } from '../../room/types.ts';
import { never } from '../../util/result.ts';
import { frame } from './frames.ts';

/** What a classic client is shown between the thread's past and what happens now. */
export const separator = frame('------------[Start new messages]------------');

/** One entry as a frame; null for what this wire does not show. */
export function renderEntry(entry: Entry): Buffer | null {
  switch (entry.type) {
    case 'message':
      return entry.kind === 'host'
        ? renderNotice(spoken(entry))
        : frame(`${entry.nick}: ${oneLine(spoken(entry))}`);
    case 'joined':
      return frame(`User ${entry.nick} has joined the chat!`);
    case 'left':
    case 'kicked':
      return frame(`Host: User ${entry.nick} left the chat.`);
    case 'renamed':
      return frame(`Host: User ${entry.nick} is now called ${entry.to}.`);
    case 'topic':
      return renderNotice(
        entry.text === ''
          ? `${entry.nick} took the topic away.`
          : `${entry.nick} set the topic: ${entry.text}`,
      );
    case 'opened':
      return null;
    default:
      return never(entry);
  }
}

/** The author stays in front of what is only done, too: nobody can seem to be another, or an event. */
function spoken(message: Message): string {
  return message.action ? lineOf(message) : message.text;
}

/** A line of the Host, to the room or to one person. The newline before it is the original's. */
export function renderNotice(text: string): Buffer {
  return frame(`\nHost: ${oneLine(text)}`);
}

/** The last message before the server closes the connection. `reason` completes "Kicked by the host for …". */
export function renderRemoval(reason: string): Buffer {
  return frame(`Kicked by the host for ${oneLine(reason)}`);
}

/** The client's first message. */
export function renderConnect(name: string): Buffer {
  return frame(`${name}: ${name}`);
}

/** One thing said by a client. */
export function renderSay(name: string, text: string): Buffer {
  return frame(`${name}: ${oneLine(text)}`);
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
