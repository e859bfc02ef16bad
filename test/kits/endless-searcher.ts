/**
 * A process that searches the data folder given as its last argument, and prints a dot in every round of its event
 * loop until it is killed: meanwhile the index of the thread grows.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/log/open.ts';
import { lobby } from '../../src/room/types.ts';

const store = await openStore(process.argv.at(-1) ?? '', { durability: 'full' });
await store.log.search({ rooms: [lobby], text: 'not to be found', limit: 1 });
for (;;) {
  await new Promise((resolve) => setImmediate(resolve));
  writeSync(1, '.\n');
}
