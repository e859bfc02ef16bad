import type { Member } from '../room/types.ts';
import type { Said } from './rows.ts';
import type { RoomState, Stretch } from './state.ts';
import { GrowingTimeline } from './timeline.ts';
import type { Look } from './weave.ts';

export interface Excerpt extends Stretch {
  readonly timeline: GrowingTimeline;
}

/** Somebody goes to an entry. */
export interface Jump {
  readonly type: 'jump';
  readonly seq: number;
  readonly arrived: (problem: string | null) => void;
}

/** A room's state as its owner changes it. */
export interface RoomRecord extends RoomState {
  past: Excerpt | null;
  jumping: Jump | null;
  readonly members: Map<string, Member>;
  readonly timeline: GrowingTimeline;
  readonly typing: Map<string, number>;
  drafts: readonly Drafted[];
  /** Whether the server, or we, know how far was read; otherwise all history counts as read. */
  readKnown: boolean;
  /** What the other of a private room was called when this was last told of. */
  called: string | null;
  /** That the other is not here was told since they went. */
  absenceTold: boolean;
  /** Its history goes on where ours ended: nothing in it is from before we knew the room. */
  goesOn: boolean;
  /** Entries up to here change neither topic nor members; null where that is not known: then none of the history does. */
  knownUpTo: number | null;
  /** What comes here is news, not history. */
  loud: boolean;
}

/** What somebody writes, and until when it is believed that they do, ms UTC. */
export type Drafted = Said & { readonly until: number };

export function makeRoom(name: string, look: Look): RoomRecord {
  return {
    name,
    title: `#${name}`,
    with: null,
    topic: '',
    members: new Map(),
    timeline: new GrowingTimeline(look),
    older: true,
    loading: false,
    past: null,
    jumping: null,
    live: false,
    read: 0,
    readKnown: false,
    called: null,
    absenceTold: false,
    goesOn: false,
    knownUpTo: null,
    loud: false,
    unread: 0,
    mentions: 0,
    typing: new Map(),
    drafts: [],
    version: 0,
  };
}
