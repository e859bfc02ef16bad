import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../src/util/random.ts';
import { temporaryFolder } from './kits/folder.ts';
import { RawClient } from './kits/raw-client.ts';
import { Program, startServer } from './kits/server.ts';

const kills = 20;
const talkers = 4;

interface Exported {
  readonly seq: number;
  readonly kind: string;
  readonly author: string;
  readonly text: string;
}

/** What a classic client was shown after the separator, as `author: text`. */
function shownLive(client: RawClient): string[] {
  const live = client.text.split('[Start new messages]------------::EOMsg::')[1] ?? '';
  const frames = live.split('::EOMsg::').slice(0, -1);
  return frames.filter((frame) => /^talker\d: /.test(frame));
}

async function exported(data: string): Promise<Exported[]> {
  const program = new Program(['export', '--data', data]);
  expect(await program.exit()).toBe(0);
  return program.output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exported);
}

describe('kill -9', () => {
  const folder = temporaryFolder();
  const data = folder.path;
  afterAll(() => folder.clear());

  it(`${kills} times under load loses, doubles and reorders nothing that anyone had seen`, async () => {
    const random = seededRandom(2022);
    const seen: string[][] = [];
    for (let round = 0; round < kills; round++) {
      const server = await startServer(data, ['--flood', 'off', '--replay', '50']);
      const witness = await RawClient.classic(server.port, 'witness');
      const clients = await Promise.all(
        Array.from({ length: talkers }, (_, i) => RawClient.classic(server.port, `talker${i}`)),
      );
      let count = 0;
      const talk = setInterval(() => {
        for (const [i, client] of clients.entries()) {
          client.send(`talker${i}: r${round} n${count} ${'x'.repeat(20)}::EOMsg::`);
        }
        count += 1;
      }, 1);
      // The replay shows the rounds before; only a line of this round is live.
      await witness.until(new RegExp(`talker\\d: r${round} `));
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      await server.kill();
      clearInterval(talk);
      await witness.untilEnded();
      seen.push(shownLive(witness));
      for (const client of [witness, ...clients]) client.close();
    }
    const thread = await exported(data);
    const lines = thread
      .filter((entry) => entry.kind === 'message')
      .map(({ author, text }) => `${author}: ${text}`);
    expect(new Set(lines).size).toBe(lines.length);
    const seqs = thread.map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    for (const [round, shown] of seen.entries()) {
      expect(shown.length).toBeGreaterThan(0);
      const stored = lines.filter((line) => line.includes(`: r${round} `));
      // What was shown is what is stored, in that order; only the end may have been cut off on its way.
      expect(shown).toEqual(stored.slice(0, shown.length));
    }
  }, 120_000);
});
