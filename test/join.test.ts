/** `hobnob join` in pipes against the real server, whole. */
import { describe, expect, test } from 'vitest';
import { eventually } from './kits/eventually.ts';
import { dataFolder, join, serve, start, tell } from './kits/stage.ts';

function joinRoom(port: number, name: string) {
  const program = start(['join', '-p', `${port}`, '-u', name]);
  const lines = () => program.output.split('\n').slice(0, -1);
  const shows = (line: string) => eventually(() => expect(lines()).toContain(line));
  return { program, lines, shows };
}

describe('hobnob join', () => {
  test('over kills of the server: everything once, in order, on both sides', async () => {
    const data = dataFolder();
    let server = await serve([], data);
    const { port } = server;
    const ann = joinRoom(port, 'Ann');
    await ann.shows('------------[Start new messages]------------');
    const said: string[] = [];
    for (let round = 1; round <= 3; round++) {
      const ben = await join(server, 'Ben');
      await tell(ben, 'Ben', `before ${round}`, await join(server, 'Eve'));
      await ann.shows(`Ben: before ${round}`);
      ann.program.type(`ann ${round}`);
      await ann.shows(`Ann: ann ${round}`);
      await ben.until(`Ann: ann ${round}::EOMsg::`);
      // Whether this one is handed over, lost on the way or stored is up to chance.
      ann.program.type(`race ${round}`);
      await server.kill();
      server = await serve(['-p', `${port}`], data);
      await eventually(() =>
        expect(ann.lines().filter((line) => line === 'You are connected again.')).toHaveLength(round),
      );
      await ann.shows(`Ann: race ${round}`);
      said.push(`Ben: before ${round}`, `Ann: ann ${round}`, `Ann: race ${round}`);
    }
    ann.program.type('/exit');
    expect(await ann.program.exit()).toBe(0);
    expect(ann.lines().filter((line) => /^(Ann|Ben): /.test(line))).toEqual(said);
    const eve = await join(server, 'Eve');
    expect(eve.text.split('::EOMsg::').filter((line) => /^(Ann|Ben): /.test(line))).toEqual(said);
  });
});
