/** The bar between the talk and the input, and the title at the top. Pure. */
import { shownOf } from '../../client/shown.ts';
import type { ChatState, RoomState } from '../../client/state.ts';
import { columnsOf, cut, terminalSafe } from '../../util/terminal-safe.ts';
import { looks } from './looks.ts';
import { cutSpans, type Line, padded, type Span, type Style } from './styled.ts';

export interface StatusFacts {
  readonly state: ChatState;
  readonly room: RoomState;
  readonly now: number;
  /** Rows below the screen. */
  readonly below: number;
  readonly scrolled: boolean;
  /** What was wrong with what was entered; null for nothing. */
  readonly wrong: string | null;
}

/** How long "caught up" is told, ms. */
const caughtUpMs = 6000;

export function titleLine(room: RoomState, columns: number): Line {
  const about = room.with === null ? room.topic : 'in private';
  const words = about === '' ? room.title : `${room.title}  ${about}`;
  const text = cut(terminalSafe(` ${words}`), columns);
  return { spans: padded([{ text, style: { ...looks.bar, bold: true } }], columns, looks.bar) };
}

/** The most important first, so that what is cut off on a narrow screen matters least. */
export function statusLine(facts: StatusFacts, columns: number): Line {
  const { state, room, below, scrolled, wrong } = facts;
  const more = scrolled ? [bar(moreInWords(room, below), { bold: true })] : [];
  const parts: (Span | null)[] = [
    ...more,
    wrong === null ? null : bar(` ${wrong.replaceAll('\n', ' ')} `, { bold: true }),
    loadingIn(room),
    connection(facts, columns),
    bar(` ${room.title}`, { bold: true }),
    bar(memberCount(room, columns)),
    ...hotlist(state),
    typingIn(room),
    lagOf(state),
    quiet(state),
  ];
  const spans = parts
    .filter((part) => part !== null)
    .map(({ text, style }) => ({ text: terminalSafe(text), style }));
  return { spans: padded(cutSpans(spans, columns), columns, looks.bar) };
}

function bar(text: string, style: Style = {}): Span {
  return { text, style: { ...looks.bar, ...style } };
}

function connection({ state, now }: StatusFacts, columns: number): Span | null {
  const { status, caughtUp } = state;
  const alarm = { bold: true } as const;
  switch (status.type) {
    case 'idle':
    case 'left':
      return bar(' offline ', alarm);
    case 'connecting':
      return status.attempt === 1
        ? bar(' connecting… ', alarm)
        : bar(` reconnecting… (${status.attempt}) `, alarm);
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((status.until - now) / 1000));
      const why = columns < 60 ? '' : `: ${status.reason};`;
      return bar(` OFFLINE${why} attempt ${status.attempt} in ${seconds} s `, alarm);
    }
    case 'stopped':
      // The talk above tells why, in full.
      return bar(status.ask === 'name' ? ' NOT IN YET ' : ' STOPPED ', alarm);
    case 'online': {
      if (!caughtUp || now - caughtUp.time > caughtUpMs) return null;
      const missed = caughtUp.messages === 0 ? '' : `, ${caughtUp.messages} new`;
      return bar(` connected again${missed} `, alarm);
    }
  }
}

function memberCount({ members }: RoomState, columns: number): string {
  const bots = [...members.values()].filter(({ kind }) => kind === 'bot').length;
  const people = members.size - bots;
  if (columns < 60) return bots === 0 ? ` ${people} ` : ` ${people}+${bots} `;
  const words = `  ${people} ${people === 1 ? 'person' : 'people'}`;
  return bots === 0 ? words : `${words}, ${bots} ${bots === 1 ? 'bot' : 'bots'}`;
}

/** Rooms with something unread: "2:#garden(1,5)", mentions before messages. */
function hotlist({ rooms, current }: ChatState): Span[] {
  return [...rooms.values()].flatMap((room, index) => {
    if (room.unread === 0 || room.name === current) return [];
    const count = room.mentions > 0 ? `${room.mentions},${room.unread}` : `${room.unread}`;
    return [bar(` ${index + 1}:${room.title}(${count})`, room.mentions > 0 ? { bold: true } : {})];
  });
}

/** How much is below the screen: far back in the past nobody knows, but what is new since one looks. */
function moreInWords({ past, unread }: RoomState, below: number): string {
  if (past === null) return ` -MORE(${below})- `;
  return unread === 0 ? ' -PAST- ' : ` -PAST(${unread} new)- `;
}

function loadingIn(room: RoomState): Span | null {
  if (room.jumping !== null) return bar(' going there… ');
  return shownOf(room).loading ? bar(' loading… ') : null;
}

function typingIn({ typing }: RoomState): Span | null {
  const names = [...typing.keys()];
  if (names.length === 0) return null;
  const who = names.length > 2 ? `${names.length} people` : names.join(' and ');
  return bar(`  ${who} ${names.length === 1 ? 'is' : 'are'} typing…`);
}

function lagOf({ lag, status }: ChatState): Span | null {
  return status.type === 'online' && lag !== null ? bar(`  ${lag} ms`) : null;
}

function quiet({ preferences }: ChatState): Span | null {
  const { bots } = preferences;
  return bots === 'on' ? null : bar(`  bots ${bots === 'off' ? 'off' : 'folded'}`);
}

/** Who is here, to stand at the right: people and bots apart, at most so many lines. */
export function nickLines(
  { members }: RoomState,
  columns: number,
  rows: number,
  lookOf: (name: string) => Style,
) {
  const named = (kind: 'person' | 'bot') =>
    [...members.values()]
      .filter((member) => member.kind === kind)
      .map(({ nick }) => nick as string)
      .sort((a, b) => a.localeCompare(b, undefined, { sensitivity: 'base' }));
  const lines: Span[] = [];
  const add = (title: string, names: string[], look: (name: string) => Style) => {
    if (names.length === 0) return;
    lines.push({ text: `${title} ${names.length}`, style: looks.dim });
    for (const name of names) lines.push({ text: terminalSafe(name), style: look(name) });
  };
  add('People', named('person'), lookOf);
  add('Bots', named('bot'), () => looks.bot);
  const shown = lines.slice(0, rows);
  if (lines.length > rows) shown[rows - 1] = { text: `+${lines.length - rows + 1} more`, style: looks.dim };
  return shown.map((span) => ({ ...span, text: cut(span.text, columns) }));
}

export function promptText(name: string, columns: number): string {
  const shown = columns < 30 ? '' : cut(terminalSafe(name), Math.min(16, Math.floor(columns / 4)));
  return columnsOf(shown) === 0 ? '> ' : `${shown}> `;
}
