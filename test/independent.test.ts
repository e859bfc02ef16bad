/** A client in another language, written from docs/wire-live.md alone, sees what is in the database. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run, serve, start } from './kits/stage.ts';

const visit = fileURLToPath(new URL('independent/visit.py', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'pass']).status === 0;

interface Line {
  readonly seq: number;
  readonly room: string;
  readonly time: string;
  readonly kind: string;
  readonly author: string;
  readonly text: string;
  readonly action?: true;
}

interface Entry extends Omit<Line, 'author' | 'kind' | 'text'> {
  readonly event: string;
  readonly name: string;
  readonly text?: string;
  readonly reason?: string;
  readonly to?: string;
}

describe.skipIf(!hasPython)('a client written from the document, in Python', () => {
  it('does all that the document tells, over a kill of the server, and misses nothing', async () => {
    const server = await serve(['--flood', 'off']);
    const script = start(['-B', visit, `${server.port}`], { program: 'python3' });
    await script.until(/^restart$/m);
    await server.kill();
    const again = await serve(['--flood', 'off', '--port', `${server.port}`], server.data);
    script.type('go on');
    expect({ code: await script.exit(), errors: script.errors }).toEqual({ code: 0, errors: '' });
    await again.kill();
    const seen = (JSON.parse(script.output.split('\n').at(-2) ?? '') as { Pia: Record<string, Entry[]> }).Pia;
    const { output } = await run(['export', '--data', server.data, '--private']);
    const stored = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(new Set(Object.keys(seen))).toEqual(new Set(stored.map(({ room }) => room)));
    for (const [room, entries] of Object.entries(seen)) {
      expect(entries.map(asLine)).toEqual(stored.filter((line) => line.room === room));
    }
  });
});

function asLine({ seq, time, room, event, name, text, reason, to, action }: Entry): Line {
  return {
    seq,
    time,
    room,
    kind: event,
    author: name,
    text: text ?? reason ?? to ?? '',
    ...(action && { action }),
  };
}
