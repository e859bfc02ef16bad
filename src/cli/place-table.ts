import { fileURLToPath } from 'node:url';

/** Where the table of places lies: beside the built program. */
export function placeTable(): string {
  return fileURLToPath(new URL('places.db', import.meta.url));
}
