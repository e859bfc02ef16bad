import { nickKeys } from './names.ts';
import type { Member, Nick } from './types.ts';

/** The rules that whoever runs the room may choose. */
export interface Rules {
  /** Characters in one message. */
  readonly textLimit: number;
  /** Names that only residents of the server may take, besides `Host`. */
  readonly reservedNames: readonly string[];
}

/**
 * Who is in the room. Together with the log this is all the state there is: `evolve` of every entry since the last
 * `opened` gives it again. The hub treats it as a value: a turn works on a fork, and keeps it once the log has the turn.
 */
export interface Room {
  readonly members: Map<Nick, Member>;
  /** Each member's name under its `nickKeys`. */
  readonly claims: Map<string, Nick>;
  readonly reserved: ReadonlySet<string>;
  readonly rules: Rules;
}

export function emptyRoom(rules: Rules): Room {
  const reserved = new Set(['Host', ...rules.reservedNames].flatMap((name) => nickKeys(name)));
  return { members: new Map(), claims: new Map(), reserved, rules };
}

/** A copy that can be changed without changing `room`. */
export function fork(room: Room): Room {
  return { ...room, members: new Map(room.members), claims: new Map(room.claims) };
}

/** The member that `typed` means: its name in any case, or one that looks like it. */
export function findMember(room: Room, typed: string): Member | undefined {
  for (const key of nickKeys(typed.normalize('NFC'))) {
    const nick = room.claims.get(key);
    if (nick !== undefined) return room.members.get(nick);
  }
  return undefined;
}
