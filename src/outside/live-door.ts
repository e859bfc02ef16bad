/**
 * The door of a room that is elsewhere: a Seat over a live connection of its own, so that what lives in a server can
 * live outside of it, and not notice. Knows the door, the live wire and the link that every client has; must not know
 * what a bot is, nor sockets: connections, time and chance are handed in.
 */
import type { JoinRequest, Listener, Seat } from '../hub/seat.ts';
import { LiveSeat, type LiveDoorOptions } from './live-seat.ts';

/**
 * Seats as the hub's, with these differences. A lost connection comes back by itself and is not told: what was missed
 * is delivered then, as live, except what is older than a minute; what was said meanwhile is said then, under ids that
 * are stored once. The server's stopping is such a loss. A refusal that will not pass is told as `kicked`. Only the
 * lobby is heard, from when the server has told its time: how old something is goes by its clock. The wire carries
 * neither the reason of a `leave` nor the kind of the Host, and asks for no backlog.
 */
export function liveDoor(options: LiveDoorOptions): (request: JoinRequest, listener: Listener) => Seat {
  return (request, listener) => new LiveSeat(options, request, listener);
}
