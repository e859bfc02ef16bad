import { isMention } from './mentions.ts';
import type { OwnNames } from './own-names.ts';
import { isMuted, mutedAs, type Preferences } from './preferences.ts';
import type { Coming, FoldedRow, Item, Row, Said } from './rows.ts';

/** What the look of rows depends on besides the entries. */
export interface Look {
  readonly preferences: Preferences;
  readonly names: OwnNames;
  /** The day that a time belongs to. */
  dayOf(time: number): number;
}

/** What has to be known of everything above to add the next item. */
export interface Above {
  day: number | null;
  /** The message in the row right above, if it is one. */
  message: Said | null;
  /** The unread line is drawn, or nothing is unread. */
  lineDrawn: boolean;
}

/** Later than this after the message above, the author and time are shown again, ms. */
const groupMs = 5 * 60_000;
/** A folded row takes no more entries than this, so that adding one stays cheap. */
const foldLimit = 200;

/** Whether an entry shows at all. */
function isShown(item: Item, { preferences }: Look): boolean {
  if (item.type === 'message') return item.kind === 'person' || !isMuted(preferences, item);
  return preferences.comings !== 'hide' || !isComing(item);
}

/** Adds an item below `rows`, changing them and `above` in place. `unreadFrom`: where the unread line stands. */
export function weave(rows: Row[], above: Above, item: Item, unreadFrom: number | null, look: Look): void {
  if (!isShown(item, look)) return;
  divide(rows, above, item, unreadFrom, look);
  const { seq } = item;
  if (item.type === 'message') {
    addMessage(rows, above, item, look);
    return;
  }
  above.message = null;
  if (item.type === 'local') rows.push({ type: 'local', key: `l${item.id}`, seq, line: item });
  else if (isComing(item) && look.preferences.comings === 'fold') addComing(rows, item);
  else rows.push({ type: 'event', key: `e${seq}`, seq, entry: item });
}

function divide(rows: Row[], above: Above, item: Item, unreadFrom: number | null, look: Look): void {
  const { seq, time } = item;
  // Our own lines have the time of our own clock, which may go before or behind the server's.
  const day = item.type === 'local' ? above.day : look.dayOf(time);
  if (day !== null && day !== above.day) {
    above.day = day;
    above.message = null;
    rows.push({ type: 'day', key: `d${day}`, seq, time });
  }
  if (above.lineDrawn || unreadFrom === null || seq < unreadFrom) return;
  above.lineDrawn = true;
  above.message = null;
  rows.push({ type: 'unread', key: 'unread', seq });
}

/** What is folded away instead of being shown as a message. */
function foldOf(entry: Said, { preferences, names }: Look): FoldedRow['type'] | null {
  if (entry.kind !== 'person') return preferences.bots === 'fold' ? 'bots' : null;
  return entry.nick !== names.at(entry.seq) && isMuted(preferences, entry) ? 'ignored' : null;
}

function addMessage(rows: Row[], above: Above, entry: Said, look: Look): void {
  const { seq } = entry;
  const name = look.names.at(entry.seq);
  const fold = foldOf(entry, look);
  if (fold !== null) {
    above.message = null;
    const who = mutedAs(look.preferences, entry.nick, entry.time)?.[0].name ?? entry.nick;
    const last = rows.at(-1);
    if (last?.type === fold && last.entries.length < foldLimit) {
      const people = last.people.includes(who) ? last.people : [...last.people, who];
      rows[rows.length - 1] = { ...last, entries: [...last.entries, entry], people };
    } else rows.push({ type: fold, key: `b${seq}`, seq, entries: [entry], people: [who] });
    return;
  }
  const { message } = above;
  const isSpeech = !entry.action && !message?.action;
  const follows =
    isSpeech && message !== null && message.nick === entry.nick && entry.time - message.time < groupMs;
  const quotes = entry.answers !== null && entry.answers !== message?.seq;
  const own = entry.nick === name;
  above.message = entry;
  rows.push({
    type: 'message',
    key: `m${seq}`,
    seq,
    entry,
    first: !follows || quotes,
    quotes,
    own,
    mentions: !own && isMention(entry, name),
  });
}

function addComing(rows: Row[], entry: Coming): void {
  const { seq } = entry;
  const last = rows.at(-1);
  if (last?.type === 'comings' && last.entries.length < foldLimit) {
    rows[rows.length - 1] = { ...last, entries: [...last.entries, entry] };
  } else if (last?.type === 'event' && isComing(last.entry)) {
    const { key, seq: first } = last;
    rows[rows.length - 1] = { type: 'comings', key, seq: first, entries: [last.entry, entry] };
  } else rows.push({ type: 'event', key: `e${seq}`, seq, entry });
}

function isComing(item: Item): item is Coming {
  return item.type === 'joined' || item.type === 'left' || item.type === 'renamed';
}
