/** The sentences of `hobnob join`. Pure. */
import { never } from '../../util/result.ts';
import type { ClassicLine } from '../../wire/classic/parse.ts';
import type { ConnectionEvent, Ended } from './connection.ts';

const oldMessages = '------------[Start old messages]------------';
const newMessages = '------------[Start new messages]------------';

const stopped = 'The connection with the chat server has stopped.';

/** What a line of the room looks like; nothing for what is no line of the room. */
function lineInWords(line: ClassicLine): string[] {
  switch (line.type) {
    case 'message':
      return [`${line.nick}: ${line.text}`];
    case 'host':
      return [`Host: ${line.text}`];
    case 'joined':
      return [`User ${line.nick} has joined the chat!`];
    case 'left':
      return [`Host: User ${line.nick} left the chat.`];
    case 'renamed':
      return [`Host: User ${line.nick} is now called ${line.to}.`];
    case 'other':
      return [line.text];
    case 'live':
    case 'removed':
      return [];
    default:
      return never(line);
  }
}

export interface Whereabouts {
  readonly username: string;
  readonly dest: string;
  readonly port: number;
}

export function eventInWords(event: ConnectionEvent, { username, dest, port }: Whereabouts): string[] {
  switch (event.type) {
    case 'joined':
      return [
        `You have joined the chat with username ${username}!`,
        'Loading old messages from the thread.',
        oldMessages,
      ];
    case 'past':
    case 'line':
      return lineInWords(event.line);
    case 'live':
      return [newMessages];
    case 'said':
      return event.again ? [] : [`${username}: ${event.text}`];
    case 'lost':
      return lostInWords(event.reason, event.retryMs, event.first);
    case 'rejoined':
      return [
        'You are connected again.',
        ...(event.gap ? ['Earlier messages were missed: the server does not replay that far back.'] : []),
        ...event.uncertain.map((text) => `It is not known whether this has arrived: ${text}`),
      ];
    case 'ended':
      return endInWords(event, dest, port);
    default:
      return never(event);
  }
}

function lostInWords(reason: string, retryMs: number, first: boolean): string[] {
  const again = `Trying again in ${(retryMs / 1000).toFixed(retryMs < 10_000 ? 1 : 0)} s.`;
  return first ? [stopped, `${again} What you type is kept.`] : [`Still not connected (${reason}). ${again}`];
}

function endInWords({ why, reason }: Ended, dest: string, port: number): string[] {
  switch (why) {
    case 'left':
      return [];
    case 'unreachable':
      return [`Unable to connect to the chat server on destination ${dest} and port ${port}.`, `(${reason})`];
    case 'refused':
      return [`The chat server did not let you in. The following reason was given: ${reason}`];
    case 'removed':
      return [
        `You have been removed from the chat by the host. The following reason was given: ${reason}`,
        stopped,
      ];
    case 'lost':
      return [stopped];
    default:
      return never(why);
  }
}
