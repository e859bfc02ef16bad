/** Where keys lead to: to which room, to which mention. Pure. */
import type { Row } from '../../client/rows.ts';
import type { ChatState } from '../../client/state.ts';

/** The room before or after the current one, in a circle. */
export function roomBeside({ rooms, current }: ChatState, step: 1 | -1): string {
  const names = [...rooms.keys()];
  return names[(names.indexOf(current) + step + names.length) % names.length] ?? current;
}

/** Another room with something unread, rather one where somebody speaks to us. */
export function unreadRoom({ rooms, current }: ChatState): string {
  const unread = [...rooms.values()].filter((room) => room.unread > 0 && room.name !== current);
  return (unread.find((room) => room.mentions > 0) ?? unread[0])?.name ?? current;
}

/** The index of the nearest mention before or after the entry `from`; -1 for none. */
export function mentionBeside(rows: readonly Row[], from: number, step: 1 | -1): number {
  const isMention = (row: Row) => row.type === 'message' && row.mentions;
  return step < 0
    ? rows.findLastIndex((row) => isMention(row) && row.seq < from)
    : rows.findIndex((row) => isMention(row) && row.seq > from);
}
