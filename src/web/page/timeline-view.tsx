import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { NameOf } from '../../client/markup.ts';
import { findEntry, shownOf } from '../../client/shown.ts';
import type { RoomState } from '../../client/state.ts';
import type { Row } from '../../client/rows.ts';
import type { Entry } from '../../room/types.ts';
import { Icon } from './icons.tsx';
import { MessageView } from './message.tsx';
import { RowView } from './rows.tsx';
import { ScrollHold } from './scroll-hold.ts';
import { Sign } from './sign.tsx';
import { UnsentView } from './unsent.tsx';
import { useView } from './view.ts';
import { walk } from './walk.ts';

/** How long a message that was gone to stands out, ms. */
const targetMs = 2500;
/** Rows that come with a room, or with a page of its past, are not read out: only what comes later than this, in ms. */
const quietMs = 700;
/** A finger that has come down so far means to scroll up. */
const pullPx = 20;

/** What was said in a room. Give it the room's name as `key`. */
export function TimelineView({ room, isLooking }: { readonly room: RoomState; readonly isLooking: boolean }) {
  const view = useView();
  const { chat } = view;
  const stretch = shownOf(room);
  const { timeline } = stretch;
  const isNow = room.past === null;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [hold] = useState(() => new ScrollHold());
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const [isPinned, setPinned] = useState(true);
  const [isLineAbove, setLineAbove] = useState(false);
  // What was cleared away stays away until somebody scrolls for it.
  const isCleared = useRef(false);
  if (timeline.rows.length === 0 && timeline.newest > 0) isCleared.current = true;
  const isSettled = useSettled(room.live ? timeline.reshaped : -1);
  const target = useTarget(room, hold, drawAgain);
  const nameOf = useNames(room, chat.state.name);

  const { from, to } = hold.before(timeline);
  const rows = timeline.rows.slice(from, to);
  const unsent = chat.state.outbox.filter((one) => one.room === room.name || one.room === null);

  const look = () => {
    if (!hold.isDrawn) return;
    setPinned(hold.isPinned);
    // To ask what is on the screen takes a while, and at the end it is seldom of interest.
    const seen = hold.isPinned && timeline.unreadFrom === null ? null : hold.seen();
    setLineAbove(seen !== null && isAbove(timeline.rows, seen.from, timeline.unreadFrom));
    const last = seen && timeline.rows[seen.to];
    if (isLooking && !hold.isPinned && last) chat.seen(room.name, last.seq);
    const wantsMore = hold.isNearStart() && !isCleared.current;
    if (room.live && stretch.older && !stretch.loading && wantsMore) chat.loadOlder(room.name);
    else if (!isNow && !stretch.loading && hold.isNearEnd(timeline.rows.length)) chat.loadLater(room.name);
    if (hold.widen(timeline.rows.length)) drawAgain(0);
  };
  // Where there is nothing to scroll, no scrolling is told of: the wish alone brings what was before.
  const pullAtTop = () => {
    if (room.live && scroller.current?.scrollTop === 0) chat.loadOlder(room.name);
  };
  const touchedAt = useRef<number | null>(null);
  const follow = () => {
    hold.after();
    look();
  };

  useLayoutEffect(() => {
    hold.attach(scroller.current);
    return () => hold.attach(null);
  }, []);
  useLayoutEffect(follow);
  useEffect(() => {
    chat.attend(isLooking, isPinned);
  }, [isLooking, isPinned]);
  useEffect(() => () => chat.toNow(room.name), []);
  useResize(scroller, content, () => hold.after());

  const toEnd = () => {
    chat.toNow(room.name);
    hold.toEnd(room.timeline.rows.length);
    drawAgain(0);
  };
  const toLine = () => {
    const at = timeline.rows.findIndex(({ type }) => type === 'unread');
    if (at < 0) return;
    hold.toRow(at, timeline.rows);
    drawAgain(0);
  };

  return (
    <div class="timeline">
      <div
        class="scroller"
        ref={scroller}
        role="log"
        aria-label={`Messages in ${room.title}`}
        aria-live={(isPinned || hold.isAtAnswer) && isSettled && isLooking ? 'polite' : 'off'}
        aria-relevant="additions"
        aria-busy={stretch.loading || room.jumping !== null}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key === 'PageUp' || event.key === 'Home') pullAtTop();
          if (walk(event, event.currentTarget)) event.preventDefault();
        }}
        onWheel={(event) => event.deltaY < 0 && pullAtTop()}
        onTouchStart={(event) => (touchedAt.current = event.touches[0]?.clientY ?? null)}
        onTouchMove={(event) => {
          const at = event.touches[0]?.clientY ?? 0;
          if (touchedAt.current !== null && at - touchedAt.current > pullPx) pullAtTop();
        }}
        onScroll={() => {
          if (!hold.scrolled(isNow)) return;
          isCleared.current = false;
          look();
        }}
      >
        <div class={isPinned ? 'rows pinned' : 'rows'} ref={content}>
          {from === 0 && <Start room={room} />}
          {rows.map((row) => (
            <RowView
              key={row.key}
              row={row}
              quoted={quotedBy(row, room)}
              nameOf={nameOf}
              self={chat.state.name}
              isTarget={target !== null && row.type === 'message' && row.seq === target}
            />
          ))}
          {isNow && to === timeline.rows.length && (
            <Drafts room={room} nameOf={nameOf} self={chat.state.name} />
          )}
          {isNow &&
            to === timeline.rows.length &&
            unsent.map((one) => (
              <UnsentView key={one.id} unsent={one} nameOf={nameOf} self={chat.state.name} />
            ))}
        </div>
      </div>
      <Sign room={room} />
      {isLineAbove && (
        <button type="button" class="chip to-line" onClick={toLine}>
          <Icon name="up" /> To what is new
        </button>
      )}
      {!(isPinned && isNow) && (
        <button type="button" class="chip to-end" onClick={toEnd}>
          {room.unread > 0 ? `${room.unread} new` : 'Back to now'} <Icon name="down" />
        </button>
      )}
    </div>
  );
}

function Start({ room }: { readonly room: RoomState }) {
  const { chat } = useView();
  if (!room.live) return <p class="start">Loading …</p>;
  const { older, loading } = shownOf(room);
  if (older) {
    return (
      <p class="start">
        <button type="button" class="small button plain" onClick={() => chat.loadOlder(room.name)}>
          {loading ? 'Loading …' : 'Show what was before'}
        </button>
      </p>
    );
  }
  return (
    <div class="start beginning">
      <h2>{room.title}</h2>
      <p>
        {room.with === null
          ? 'This is where it began. Say hello!'
          : `What you say here is between you and ${room.with}.`}
      </p>
    </div>
  );
}

/**
 * What others are writing, each where it will stand when it is said, so that nothing moves then. It is inert: read out, and
 * reached by keys, is only what was said.
 */
function Drafts({ room, nameOf, self }: { room: RoomState; nameOf: NameOf; self: string }) {
  const rows = room.timeline.ahead(room.drafts);
  return rows.map((row) => (
    <div key={`draft ${row.entry.nick} ${row.entry.id}`} class="draft" inert>
      <MessageView
        entry={row.entry}
        first={row.first}
        own={false}
        mentions={false}
        quoted={quotedBy(row, room)}
        nameOf={nameOf}
        self={self}
      />
    </div>
  ));
}

/** Undefined for what answers nothing, or what stands right below its answer. */
function quotedBy(row: Row, room: RoomState): Entry | null | undefined {
  if (row.type !== 'message' || !row.quotes || row.entry.answers === null) return undefined;
  return findEntry(room, row.entry.answers);
}

/** Whether the unread line is above what can be seen. */
function isAbove(rows: readonly Row[], firstSeen: number, unreadFrom: number | null): boolean {
  const seq = rows[firstSeen]?.seq;
  return unreadFrom !== null && seq !== undefined && seq > unreadFrom;
}

/** False for a while after each change of `value`: such a change is no news to be read out. */
function useSettled(value: number): boolean {
  const [settled, setSettled] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value;
}

/** Goes to the message that was asked for; gives its `seq` for as long as it stands out. */
function useTarget(room: RoomState, hold: ScrollHold, drawAgain: (action: number) => void): number | null {
  const { screen } = useView();
  const { target } = screen;
  const [shown, setShown] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (target?.room !== room.name) return;
    const { timeline } = shownOf(room);
    const at = timeline.rowOf(target.seq);
    // What is muted or ignored has no row of its own.
    hold.toRow(at < 0 ? timeline.rowFrom(target.seq) : at, timeline.rows);
    setShown(target.seq);
    drawAgain(0);
    const timer = setTimeout(() => setShown(null), targetMs);
    return () => clearTimeout(timer);
  }, [target, room.name]);
  return shown;
}

/** Own name in any case, and `@` before anybody's who is here. The same function as long as names are the same. */
function useNames(room: RoomState, self: string): NameOf {
  const latest = useRef<NameOf>(() => null);
  latest.current = (word, hasAt) => {
    const wanted = word.toLowerCase();
    if (wanted === self.toLowerCase()) return self;
    if (!hasAt) return null;
    for (const name of room.members.keys()) if (name.toLowerCase() === wanted) return name;
    return null;
  };
  const [nameOf] = useState<NameOf>(() => (word: string, hasAt: boolean) => latest.current(word, hasAt));
  return nameOf;
}

function useResize(
  scroller: { readonly current: Element | null },
  content: { readonly current: Element | null },
  changed: () => void,
): void {
  useEffect(() => {
    const observer = new ResizeObserver(changed);
    if (scroller.current) observer.observe(scroller.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
}
