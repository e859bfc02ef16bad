/** The whole screen, from the chat's state and the view's. Pure: nothing here knows a terminal. */
import { findEntry, shownOf } from '../../client/shown.ts';
import type { ChatState, RoomState } from '../../client/state.ts';
import type { Choice } from '../../client/complete.ts';
import { terminalSafe } from '../../util/terminal-safe.ts';
import { composerView } from './composer.ts';
import type { Draft } from './line-editor.ts';
import { looks, nameLook } from './looks.ts';
import type { Paper } from './paper.ts';
import { startLines } from './row-lines.ts';
import { nickLines, promptText, statusLine, titleLine } from './status.ts';
import { cutSpans, type Line, padded, type Span } from './styled.ts';
import type { Times } from './times.ts';
import { type Position, type Scroll, viewAt } from './viewport.ts';

/** What the person sees besides the chat: where they have scrolled to, what they type. */
export interface ViewState {
  readonly draft: Draft;
  readonly position: Position;
  /** The keys of the folds that show what is in them. */
  readonly open: ReadonlySet<string>;
  /** Whether the list of names is shown; `auto`: where there is room. */
  readonly nicks: 'auto' | 'on' | 'off';
  /** Stands in the place of the input line and waits for a key. */
  readonly question: string | null;
  /** A prompt of its own, such as of a search in what was entered; null for the usual one. */
  readonly prompt: string | null;
  /** What was wrong with what was entered, where the end that tells it is out of sight. */
  readonly wrong: string | null;
  readonly choices: { readonly list: readonly Choice[]; readonly chosen: number } | null;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Frame {
  /** As many as the screen has rows. */
  readonly lines: readonly Line[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** From here on there is room for the names beside the talk. */
const wide = 80;
const nickColumns = 18;

export function composeFrame(
  state: ChatState,
  view: ViewState,
  size: Size,
  times: Times,
  now: number,
): Frame {
  const columns = Math.max(10, size.columns);
  const rows = Math.max(4, size.rows);
  const room = currentRoom(state);
  const input = inputView(state, view, columns, Math.max(1, Math.floor(rows / 4)));
  const scroll = scrollOf(state, view, size, times);
  const { lines, below } = viewAt(scroll, view.position);
  const nicks = nicksShown(view, columns) ? nickLines(room, nickColumns - 2, scroll.height, nameLook) : null;
  const blanks = Array.from({ length: Math.max(0, scroll.height - lines.length) }, (): Line => ({
    spans: [],
  }));
  const talk = [...blanks, ...lines].map((line, index) =>
    nicks ? beside(line, nicks[index], columns) : line,
  );
  const scrolled = view.position !== null;
  const status = view.choices
    ? choiceLine(view.choices, columns)
    : statusLine({ state, room, now, below, scrolled, wrong: view.wrong }, columns);
  const top = rows > 6 ? [titleLine(room, columns)] : [];
  const frame = [...top, ...talk, status, ...input.lines];
  // On a screen that is too small for anything, the input line is what remains.
  const hidden = Math.max(0, frame.length - Math.max(1, size.rows));
  const row = top.length + talk.length + 1 + input.row - hidden;
  const cursor = { row: Math.max(0, row), column: Math.max(0, Math.min(size.columns - 1, input.column)) };
  return { lines: frame.slice(hidden), cursor };
}

/** What scrolling needs to know; the same that the frame is made with. */
export function scrollOf(state: ChatState, view: ViewState, size: Size, times: Times): Scroll {
  const columns = Math.max(10, size.columns);
  const rows = Math.max(4, size.rows);
  const room = currentRoom(state);
  const input = inputView(state, view, columns, Math.max(1, Math.floor(rows / 4)));
  const height = Math.max(1, rows - 1 - input.lines.length - (rows > 6 ? 1 : 0));
  const paper: Paper = {
    columns: nicksShown(view, columns) ? columns - nickColumns : columns,
    times,
    find: (seq) => findEntry(room, seq),
    isOpen: (key) => view.open.has(key),
  };
  const { timeline, older, loading } = shownOf(room);
  const head = startLines({ live: room.live, with: room.with, older, loading }, paper);
  const isNow = room.past === null;
  const unsent = state.outbox.filter((post) => isNow && (post.room === null || post.room === room.name));
  const drafts = isNow ? room.timeline.ahead(room.drafts) : [];
  return { timeline, head, isNow, drafts, unsent, ownName: state.name, paper, height };
}

export function currentRoom({ rooms, current }: ChatState): RoomState {
  const room = rooms.get(current) ?? [...rooms.values()][0];
  // There is always the lobby.
  if (!room) throw new RangeError('no room');
  return room;
}

/** The local line at the end of the room; null where something else is. */
export function lastTold(state: ChatState): string | null {
  const last = currentRoom(state).timeline.items.at(-1);
  return last?.type === 'local' ? last.text : null;
}

function nicksShown({ nicks }: ViewState, columns: number): boolean {
  return nicks === 'on' ? columns >= 3 * nickColumns : nicks === 'auto' && columns >= wide;
}

function inputView({ name }: ChatState, view: ViewState, columns: number, rows: number) {
  if (view.question !== null) {
    const text = terminalSafe(`${view.question} `);
    const spans = cutSpans([{ text, style: { bold: true } }], columns);
    return { lines: [{ spans }], row: 0, column: Math.min(columns - 1, text.length) };
  }
  return composerView(view.prompt ?? promptText(name, columns), view.draft, columns, rows);
}

function beside(line: Line, nick: Span | undefined, columns: number): Line {
  const spans = [{ text: '│ ', style: looks.dim }, ...(nick ? [nick] : [])];
  return { spans: line.spans, aside: { column: columns - nickColumns, spans } };
}

/** What a word can become, the chosen one marked; scrolled so that it can be seen. */
function choiceLine({ list, chosen }: NonNullable<ViewState['choices']>, columns: number): Line {
  const first = Math.max(0, chosen - 2);
  const spans = list.slice(first).map(({ label }, index) => ({
    text: ` ${terminalSafe(label)} `,
    style: first + index === chosen ? { bold: true as const } : looks.bar,
  }));
  return { spans: padded(cutSpans(spans, columns), columns, looks.bar) };
}
