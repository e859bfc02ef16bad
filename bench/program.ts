import { temporaryFolder } from '../test/kits/folder.ts';
import { RawClient } from '../test/kits/raw-client.ts';
import { startServer } from '../test/kits/server.ts';
import type { Benchmark } from './benchmark.ts';
import { upTo } from './messages.ts';
import { residentKilobytes } from './resident.ts';

type Server = Awaited<ReturnType<typeof startServer>>;

const connections = 1000;
/** Connections made at the same time. */
const atOnce = 50;

/** The program in a process of its own. */
export const programBenchmarks: readonly Benchmark[] = [
  { name: 'from start to listening', unit: 'ms', run: startToListening },
  { name: 'memory at rest with all bots', unit: 'MB', run: memoryAtRest },
  {
    name: `memory for one of ${connections.toLocaleString('en-GB')} idle connections`,
    unit: 'KB',
    run: memoryForConnection,
  },
];

async function startToListening(): Promise<number> {
  const start = performance.now();
  return withServer(async () => performance.now() - start);
}

async function memoryAtRest(): Promise<number> {
  return withServer(
    async (server) => (await residentKilobytes(server.process.pid)) / 1000,
    ['--bots', 'all'],
  );
}

async function memoryForConnection(): Promise<number> {
  return withServer(async (server) => {
    const before = await residentKilobytes(server.process.pid);
    const clients: RawClient[] = [];
    while (clients.length < connections) clients.push(...(await connect(server.port, clients.length)));
    const after = await residentKilobytes(server.process.pid);
    for (const client of clients) client.close();
    return (after - before) / connections;
  });
}

async function withServer(run: (server: Server) => Promise<number>, words: readonly string[] = []) {
  const folder = temporaryFolder();
  const server = await startServer(folder.path, words);
  try {
    return await run(server);
  } finally {
    await server.kill();
    folder.clear();
  }
}

function connect(port: number, first: number): Promise<RawClient[]> {
  return Promise.all(upTo(atOnce).map((index) => RawClient.classic(port, `Idler${first + index}`)));
}
