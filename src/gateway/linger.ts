import type { Duplex } from 'node:stream';

/** How long a closed connection may take to read its last message, in ms. */
const lingering = 2000;

/** Ends a connection that has been told goodbye, should the other side not hang up. */
export function lingerOver(connection: Duplex): void {
  const impatience = setTimeout(() => connection.destroy(), lingering);
  connection.once('close', () => clearTimeout(impatience));
}
