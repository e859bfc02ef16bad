import { isIP } from 'node:net';
import { cleanText } from '../room/text.ts';
import type { Event, Nick, Refusal } from '../room/types.ts';
import { isPrivate } from '../room/rooms.ts';
import { hostNick, refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Admin, Ban, Connection } from './admin.ts';
import { banned, type Bans } from './bans.ts';
import type { Hub } from './hub.ts';
import type { Occupant } from './occupant.ts';
import type { Farewell } from './seat.ts';

/** The administrator's side of a hub. */
export function administer(hub: Hub, bans: Bans, clock: Clock): Admin {
  const startedAt = clock.now();

  async function remove(nick: string, reason: string, farewell: Farewell): Promise<Nick | Refusal> {
    const command = { type: 'kick', nick, by: hostNick, reason } as const;
    const outcome = await hub.ask(command, farewell);
    return 'code' in outcome ? outcome : (outcome[0]?.nick ?? refuse('not_here', `${nick} is not here.`));
  }

  async function ban(target: string, reason: string): Promise<Ban | Refusal> {
    if (isIP(target) === 0 && hub.isReserved(target)) {
      return refuse(
        'name_reserved',
        `${target} belongs to this server and cannot be banned; "bot stop" silences a bot.`,
      );
    }
    const added = await bans.add(target, reason, clock.now());
    if ('code' in added) return added;
    // Somebody may be coming in who was let in before. Nobody can have this name, and the answer comes a turn later.
    await hub.ask({ type: 'leave', nick: hostNick, reason: '' });
    const hit = hub
      .occupants()
      .filter(({ request, nick }) => !request.resident && isHit(nick, request.address));
    const refusal = banned(reason);
    const farewell: Farewell = { code: 'kicked', reason: refusal.message, refusal };
    await Promise.all(hit.map(({ nick }) => remove(nick, reason, farewell)));
    return added;
  }

  const isHit = (nick: Nick, address: string) => bans.hitting(nick, address) !== undefined;

  return {
    connections: () => hub.occupants().map(connectionOf),
    kick: (nick, reason) => remove(nick, reason, { code: 'kicked', reason }),
    ban,
    unban: (target) => bans.remove(target),
    bans: () => Promise.resolve(bans.list()),
    async say(text) {
      const outcome: readonly Event[] | Refusal = await hub.ask({
        type: 'say',
        nick: hostNick,
        kind: 'host',
        text,
      });
      return 'code' in outcome ? outcome : null;
    },
    announce: (text) => hub.announce(cleanText(text)),
    history: (limit) => hub.history(limit),
    speech: () => hub.breaker.list(),
    figures() {
      const bots = hub.members().filter((member) => member.kind === 'bot').length;
      return { ...hub.counted, startedAt, bots, people: hub.members().length - bots };
    },
  };
}

function connectionOf(occupant: Occupant): Connection {
  const { nick, kind, request, joinedAt, lastReceivedAt, listener, stays, state } = occupant;
  const { address, wire } = request;
  return {
    nick,
    kind,
    address,
    wire,
    rooms: [...stays.keys()].filter((room) => !isPrivate(room)),
    away: state === 'away',
    joinedAt,
    lastReceivedAt,
    queued: listener.backlog(),
  };
}
