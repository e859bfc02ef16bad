/** `hobnob join` on a terminal: the live wire, the chat that all clients share, and the screen, put together. */
import { openChat } from '../../client/chat.ts';
import { dialWith } from '../../client/socket.ts';
import type { Chat, LinkStatus } from '../../client/state.ts';
import type { Clock } from '../../util/clock.ts';
import type { Screen } from '../../util/prompt.ts';
import { terminalSafe } from '../../util/terminal-safe.ts';
import type { Random } from '../../util/random.ts';
import type { Keep } from './keep.ts';
import { openSocket } from './open-socket.ts';
import { ScreenSession } from './screen-session.ts';
import { localTimes } from './times.ts';
import { viewCommands } from './view-commands.ts';

export interface ScreenJoinOptions {
  readonly dest: string;
  readonly port: number;
  readonly username: string;
  readonly tls: boolean;
  /** Gives up when the server is lost. */
  readonly once: boolean;
}

export interface ScreenJoinIo {
  readonly screen: Screen;
  readonly clock: Clock;
  readonly random: Random;
  readonly colours: boolean;
  /** What is remembered on this machine. */
  readonly keep: Keep;
  /** Aborted to leave as /quit does. */
  readonly signal: AbortSignal;
  /** Called once, when we are in; what it gives back is closed when we are out. */
  readonly onJoined?: (tell: (line: string) => void) => { close(): void | Promise<void> };
  /** Says something below the screen that was, when it is gone. */
  print(line: string): void;
}

/** How long the goodbye may take to go out, ms. */
const goodbyeMs = 200;

/**
 * Resolves with the exit code when the person is out again: 0 after /quit, Ctrl-C or a signal; 1 if there was no server,
 * or (with `once`) it was lost.
 */
export async function runScreen(options: ScreenJoinOptions, io: ScreenJoinIo): Promise<number> {
  const { dest, port, username, tls, once } = options;
  const { clock, random, screen, colours, keep, signal } = io;
  const address = `${tls ? 'wss' : 'ws'}://${dest.includes(':') ? `[${dest}]` : dest}:${port}/live`;
  const chat = openChat({
    dial: dialWith(() => openSocket(address)),
    clock,
    random,
    session: keep.session(placeOf(options, username)),
    preferences: keep.preferences(),
    commands: viewCommands({
      quit: () => session.quit(),
      goTo: (number) => session.goTo(number),
      toggleNicks: () => session.toggleNicks(),
      ring: (on) => session.ring(on),
    }),
  });
  let leave: (end: End) => void = () => {};
  const left = new Promise<End>((resolve) => (leave = resolve));
  const session: ScreenSession = new ScreenSession({
    screen,
    chat,
    clock,
    times: localTimes(),
    colours,
    onQuit: () => leave({ code: 0, words: null }),
  });
  const onAbort = () => leave({ code: 0, words: null });
  signal.addEventListener('abort', onAbort, { once: true });
  const companions: { close(): void | Promise<void> }[] = [];
  const watch = watcher(once, `${dest} and port ${port}`, leave);
  const remember = rememberer(chat, options, keep);
  chat.onChange(() => {
    remember();
    watch(chat.state.status);
    if (chat.state.status.type !== 'online' || companions.length > 0) return;
    companions.push(io.onJoined?.((line) => chat.tell(line)) ?? { close: () => undefined });
  });
  const farewell: string[] = [];
  try {
    session.open();
    chat.start(username);
    const { code, words } = signal.aborted ? { code: 0, words: null } : await left;
    for (const line of words?.split('\n') ?? []) farewell.push(terminalSafe(line));
    return code;
  } finally {
    session.close();
    signal.removeEventListener('abort', onAbort);
    farewell.push(...unsentInWords(chat));
    await sayGoodbye(chat, clock);
    for (const companion of companions) await companion.close();
    for (const line of farewell) io.print(line);
  }
}

function placeOf({ dest, port }: ScreenJoinOptions, name: string): string {
  return `${dest}:${port} ${name}`;
}

/** Keeps what has changed: whose place one has, and what one prefers. */
function rememberer({ state }: Chat, options: ScreenJoinOptions, keep: Keep): () => void {
  let { session, preferences } = state;
  let place = '';
  return () => {
    const here = placeOf(options, state.name);
    const isIn = state.status.type === 'online' && state.session !== null;
    if (isIn && (state.session !== session || here !== place)) {
      ({ session } = state);
      place = here;
      if (session !== null) keep.keepSession(place, session);
    }
    if (state.preferences === preferences) return;
    ({ preferences } = state);
    keep.keepPreferences(preferences);
  };
}

interface End {
  readonly code: number;
  /** What the person should know, if they do not. */
  readonly words: string | null;
}

/** Ends everything where there never was a server, and with `once` where it is gone. */
function watcher(once: boolean, where: string, leave: (end: End) => void): (status: LinkStatus) => void {
  let wasOnline = false;
  return (status) => {
    if (status.type === 'online') wasOnline = true;
    if (status.type !== 'waiting') return;
    if (!wasOnline && status.code === 'unreachable') {
      const unable = `Unable to connect to the chat server on destination ${where}.`;
      leave({ code: 1, words: `${unable}\n(${status.reason})` });
    } else if (once) {
      leave({ code: 1, words: `The connection with the chat server has stopped: ${status.reason}` });
    }
  };
}

/** What waits for a connection is lost now, so that whoever wrote it should know. */
function unsentInWords({ state }: Chat): readonly string[] {
  const unsent = state.outbox.filter((post) => post.state !== 'sending');
  if (unsent.length === 0) return [];
  const what = unsent.length === 1 ? '1 message was' : `${unsent.length} messages were`;
  const texts = unsent.flatMap(({ text }) => text.split('\n')).map((line) => `  ${terminalSafe(line)}`);
  return [`${what} not sent:`, ...texts];
}

/** Leaves in good order, if there is a connection. */
async function sayGoodbye(chat: Chat, clock: Clock): Promise<void> {
  const isOnline = chat.state.status.type === 'online';
  chat.leave();
  if (isOnline) await new Promise<void>((resolve) => clock.after(goodbyeMs, resolve));
  chat.close();
}
