/** Reads back what a log of daily files holds. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logPrefix } from './log-file.ts';

/** So much of the end of a file is looked at, in bytes. */
const mostBytes = 1024 ** 2;

export interface LogLine {
  /** ms UTC */
  readonly time: number;
  readonly level: string;
  readonly message: string;
}

/** The last `count` lines of a log, the oldest first, over as many days as that takes. Rejects when the disk does. */
export async function lastLogLines(folder: string, name: string, count: number): Promise<readonly LogLine[]> {
  const prefix = logPrefix(name);
  const all = await readdir(folder).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  // Their names stand in the order of their days.
  const files = all.filter((file) => file.startsWith(prefix) && isDay(file.slice(prefix.length))).sort();
  let lines: readonly LogLine[] = [];
  for (const file of files.reverse()) {
    lines = [...(await linesAtEnd(join(folder, file))), ...lines].slice(-count);
    if (lines.length >= count) break;
  }
  return lines;
}

function isDay(rest: string): boolean {
  return /^\d{4}-\d\d-\d\d\.log$/.test(rest);
}

async function linesAtEnd(path: string): Promise<readonly LogLine[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - mostBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString('utf8', 0, bytesRead).split('\n').flatMap(lineIn);
  } finally {
    await file.close();
  }
}

/** Nothing for half a line, as there is at the beginning of a piece or where a disk was full. */
function lineIn(text: string): readonly LogLine[] {
  try {
    const { time, level, msg } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof time !== 'string' || typeof level !== 'string' || typeof msg !== 'string') return [];
    return [{ time: Date.parse(time), level, message: msg }];
  } catch {
    return [];
  }
}
