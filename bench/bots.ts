import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rehearse } from '../src/rehearsal/rehearse.ts';
import { residentBots } from '../src/residents/residents.ts';
import { temporaryFolder } from '../test/kits/folder.ts';
import { RawClient } from '../test/kits/raw-client.ts';
import { settings } from '../test/kits/resident-settings.ts';
import { startServer } from '../test/kits/server.ts';
import { atlas, hourly, sky } from '../test/kits/sky.ts';
import type { Benchmark } from './benchmark.ts';
import { upTo } from './messages.ts';
import { residentKilobytes } from './resident.ts';

/** Messages, and how far apart, ms: of those while a bot spins only the ones before it is ended count. */
const messages = 100;
const apart = 10;
const bots = 10;

const spinning = `
const all = [];
const inAMoment = (run) => setImmediate(() => setImmediate(run));
export default {
  name: 'Spinning_Bot',
  about: 'Spins.',
  commands: {
    spin: { help: 'spins', run(context) { context.reply('now'); inAMoment(() => { for (;;); }); } },
    leak: { help: 'leaks', run(context) { context.reply('now'); inAMoment(() => { for (;;) all.push(all.length); }); } },
    end: { help: 'ends', run() { process.exit(); } },
  },
};`;

/** What a bot does on command that ends it. */
type Deed = 'spin' | 'leak';

/** Bots in threads of their own, in a server; and in a rehearsal. */
export const botBenchmarks: readonly Benchmark[] = [
  { name: '99th percentile of messages, no bot spins', unit: 'ms', run: () => percentile(null) },
  { name: '99th percentile of messages while a bot spins', unit: 'ms', run: () => percentile('spin') },
  { name: 'longest that a message takes while a bot leaks', unit: 'ms', run: () => percentile('leak', 1) },
  { name: 'from a bot’s endless loop to its end', unit: 'ms', run: () => toEnd('spin') },
  { name: 'from a bot’s leak in a loop to its end', unit: 'ms', run: () => toEnd('leak') },
  { name: 'from a bot’s end to its return, 1,000 of it a pause', unit: 'ms', run: endToReturn },
  { name: 'memory for one of 10 small bots', unit: 'MB', run: memoryForBot },
  { name: 'an hour of Host and bots in a rehearsal', unit: 'ms', run: rehearsedHour },
];

/** Of others' messages until the bot is ended for what it does. */
async function percentile(deed: Deed | null, of = 0.99): Promise<number> {
  return withBot(async (port) => {
    const ann = await RawClient.classic(port, 'Ann');
    const ben = await RawClient.classic(port, 'Ben');
    if (deed) {
      ann.send(`Ann: /${deed}::EOMsg::`);
      await ann.until('Spinning_Bot: now::EOMsg::');
    }
    const took: number[] = [];
    for (const index of upTo(messages)) {
      const start = performance.now();
      ann.send(`Ann: number ${index}.::EOMsg::`);
      await ben.until(`number ${index}.::EOMsg::`);
      if (ann.text.includes('Spinning_Bot left')) break;
      took.push(performance.now() - start);
      await pause(apart);
    }
    return took.sort((a, b) => a - b)[Math.ceil(took.length * of) - 1] ?? NaN;
  });
}

async function toEnd(deed: Deed): Promise<number> {
  return withBot(async (port) => {
    const ann = await RawClient.classic(port, 'Ann');
    ann.send(`Ann: /${deed}::EOMsg::`);
    await ann.until('Spinning_Bot: now::EOMsg::');
    const start = performance.now();
    await ann.until('User Spinning_Bot left');
    return performance.now() - start;
  });
}

async function endToReturn(): Promise<number> {
  return withBot(async (port) => {
    const ann = await RawClient.classic(port, 'Ann');
    ann.send('Ann: /end::EOMsg::');
    await ann.until('User Spinning_Bot left');
    const start = performance.now();
    await ann.until(/left[^]*User Spinning_Bot has joined/);
    return performance.now() - start;
  });
}

async function memoryForBot(): Promise<number> {
  const alone = await withFiles(0, ({ pid }) => residentKilobytes(pid));
  const together = await withFiles(bots, ({ pid }) => residentKilobytes(pid));
  return (together - alone) / bots / 1000;
}

async function rehearsedHour(): Promise<number> {
  const { forecasts } = sky(hourly(Date.UTC(2026, 0, 5, 12), 48));
  const cast = await residentBots(settings(), forecasts);
  const start = performance.now();
  const room = await rehearse({ bots: cast, places: atlas });
  room.say('ann', 'Is it sunny in Oslo?');
  await room.pass('1h');
  const took = performance.now() - start;
  await room.close();
  return took;
}

function withBot(run: (port: number) => Promise<number>): Promise<number> {
  return withFiles(1, ({ port }) => run(port));
}

/** A server with so many bots from files, which have come in. */
async function withFiles(
  count: number,
  run: (server: { readonly port: number; readonly pid: number | undefined }) => Promise<number>,
): Promise<number> {
  const folder = temporaryFolder();
  const files = join(folder.path, 'bots');
  mkdirSync(files);
  for (const index of upTo(count)) {
    const name = index === 0 ? 'Spinning_Bot' : `Spinning_Bot${index}`;
    writeFileSync(
      join(files, `${name}.mjs`),
      spinning.replace('Spinning_Bot', name).replaceAll(/(spin|leak|end):/g, `$1${index || ''}:`),
    );
  }
  const wanted = count === 0 ? 'none' : `${files}/`;
  const words = ['--bots', wanted, '--flood', 'off'];
  const server = await startServer(join(folder.path, 'data'), words);
  try {
    if (count > 0) await server.ask('bots', /Spinning_Bot +running/);
    return await run({ port: server.port, pid: server.process.pid });
  } finally {
    await server.kill();
    folder.clear();
  }
}
