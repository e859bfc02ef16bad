import type { Socket } from 'node:net';

/** The IP address of the other side, IPv4 in its own form also on an IPv6 socket; null if it has gone already. */
export function hostOf({ remoteAddress }: Socket): string | null {
  return remoteAddress?.replace(/^::ffff:/, '') ?? null;
}

/** `192.0.2.7:51299` or `[2001:db8::7]:51299`. */
export function addressOf(socket: Socket): string {
  const host = hostOf(socket) ?? 'unknown';
  return `${host.includes(':') ? `[${host}]` : host}:${socket.remotePort ?? 0}`;
}
