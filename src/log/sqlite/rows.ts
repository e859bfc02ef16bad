import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { Entry, Event, Kind, MessageId, Nick, RoomName, Seq } from '../../room/types.ts';
import { authorKey } from '../log.ts';
import { never } from '../../util/result.ts';

type Head = readonly [seq: Seq, room: RoomName, time: number, nick: Nick, kind: Kind];
type Said = readonly [
  text: string,
  id: MessageId | null,
  answers: Seq | null,
  because: string | null,
  action: 0 | 1,
];
/**
 * `columns` of a row of `entries`, as an array: SQLite hands those over faster than objects. Only `valuesOf` makes
 * rows, so what they hold is trusted.
 */
export type Row =
  | readonly [
      ...Head,
      ...Said,
      type: 'message' | 'joined' | 'left' | 'renamed' | 'topic' | 'opened',
      by: null,
    ]
  | readonly [...Head, ...Said, type: 'kicked', by: Nick];

export const columns = 'seq, room, time, nick, kind, text, id, answers, because, action, type, by';

/** The same of a file of `version` that is read as it is. */
export function columnsIn(version: number): string {
  return version < 3 ? columns.replace('action', '0 AS action') : columns;
}

export const insert =
  'INSERT INTO entries (room, time, type, nick, kind, text, id, author_key, answers, because, action, by) ' +
  'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';

type Values = readonly (string | number | null)[];

/** What `insert` takes for one event, in its order. */
export function valuesOf(event: Event): Values {
  const { room, time, type, nick, kind } = event;
  switch (event.type) {
    case 'message': {
      const key = event.id === null ? null : authorKey(nick);
      const { text, id, answers, because, action } = event;
      return [room, time, type, nick, kind, text, id, key, answers, because, action ? 1 : 0, null];
    }
    case 'joined':
    case 'opened':
      return [room, time, type, nick, kind, '', null, null, null, null, 0, null];
    case 'topic':
      return [room, time, type, nick, kind, event.text, null, null, null, null, 0, null];
    case 'renamed':
      return [room, time, type, nick, kind, event.to, null, null, null, null, 0, null];
    case 'left':
      return [room, time, type, nick, kind, event.reason, null, null, null, null, 0, null];
    case 'kicked':
      return [room, time, type, nick, kind, event.reason, null, null, null, null, 0, event.by];
    default:
      return never(event);
  }
}

/** A query that returns `Row`s: it must select `columns`. */
export function preparePage(db: DatabaseSyncInstance, query: string): StatementSyncInstance {
  const statement = db.prepare(query);
  statement.setReturnArrays(true);
  return statement;
}

export function entryOf(row: Row): Entry {
  const [seq, room, time, nick, kind, text, id, answers, because, action, type, by] = row;
  switch (type) {
    case 'message': {
      const message = { type, seq, room, time, nick, kind, text, id, answers, because };
      return action === 1 ? { ...message, action: true } : message;
    }
    case 'joined':
      return { type: 'joined', seq, room, time, nick, kind };
    case 'left':
      return { type: 'left', seq, room, time, nick, kind, reason: text };
    case 'kicked':
      return { type: 'kicked', seq, room, time, nick, kind, by, reason: text };
    case 'renamed':
      return { type: 'renamed', seq, room, time, nick, kind, to: text as Nick };
    case 'topic':
      return { type: 'topic', seq, room, time, nick, kind, text };
    case 'opened':
      return { type: 'opened', seq, room, time, nick, kind };
    default:
      return never(type);
  }
}
