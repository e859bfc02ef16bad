/**
 * A process that appends to the data folder given as its last argument until it is killed, and prints each entry as
 * `SEQ TEXT` once the append has resolved: what it printed, somebody has seen.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/log/open.ts';
import { lobby } from '../../src/room/types.ts';
import { messageId, said } from './said.ts';

const store = await openStore(process.argv.at(-1) ?? '', { durability: 'full' });
const [newest] = await store.log.read({ room: lobby, limit: 1 });
let next = newest?.type === 'message' ? Number(newest.text) + 1 : 0;
for (let batch = 0; ; batch++) {
  const size = 1 + (batch % 7);
  const events = Array.from({ length: size }, (_, n) =>
    said(String(next + n), { id: next % 2 === 0 ? messageId(`id${next + n}`) : null }),
  );
  next += size;
  const appended = await store.log.append(events);
  writeSync(1, appended.map(({ seq }, n) => `${seq} ${events[n]?.text ?? ''}\n`).join(''));
}
