import { administer } from '../../src/hub/administration.ts';
import { Bans } from '../../src/hub/bans.ts';
import type { HubOptions } from '../../src/hub/hub.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { JoinRequest } from '../../src/hub/seat.ts';
import type { Store } from '../../src/log/log.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { settle, VirtualClock } from '../../src/rehearsal/virtual-clock.ts';
import { ReservedNames } from '../../src/room/reserved-names.ts';
import { lobby } from '../../src/room/types.ts';
import { openSessions } from './sessions.ts';
import { Witness } from './witness.ts';

/** A house without sockets, under a virtual clock; its thread is in memory unless a store is given. */
export async function openHouse(
  changes: Partial<HubOptions> = {},
  store: Store = memoryStore(),
  clock = new VirtualClock(),
) {
  const bans = await Bans.load(store.shelf);
  const notes: string[] = [];
  const options: HubOptions = {
    log: store.log,
    bans,
    sessions: await openSessions(store.shelf, clock),
    grace: 60_000,
    rules: { textLimit: 4000, reserved: new ReservedNames() },
    flood: null,
    speech: null,
    backlogLimit: 1000,
    tailSize: 50,
    clock,
    note: (_level, message) => notes.push(message),
    defer: (run) => setImmediate(() => void run()),
    ...changes,
  };
  const hub = await Hub.open(options);
  const join = (nick: string, request: Partial<JoinRequest> = {}) => {
    const witness = new Witness();
    const asked = { nick, kind: 'person', address: '192.0.2.7:5000', wire: 'test', replay: 200 } as const;
    return { witness, seat: hub.join({ ...asked, ...request }, witness) };
  };
  const admin = administer(hub, bans, clock);
  const stored = () => options.log.read({ room: lobby, limit: 1_000_000 });
  return { store, hub, admin, bans, clock, join, notes, options, stored };
}

/** Everything that was asked is done, and histories of up to three pages are read. */
export async function done(hub: Hub): Promise<void> {
  await hub.ask({ type: 'leave', nick: 'nobody' as never, reason: '' });
  for (let turn = 0; turn < 4; turn++) await settle();
}
