import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How long a process is left alone before its memory is read, in ms. */
const rest = 500;

/** What a process holds in memory, once it has come to rest. Throws where the system has no /proc. */
export async function residentKilobytes(pid: number | undefined): Promise<number> {
  await pause(rest);
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1024) / 1000;
}
