import { ClassicParser } from '../src/wire/classic/parse.ts';
import { renderConnect, renderSay } from '../src/wire/classic/render.ts';
import type { Benchmark } from './benchmark.ts';
import { perSecond } from './benchmark.ts';
import { textOf, upTo } from './messages.ts';

const frameLimit = 16 * 1024;
/** What a socket gives at most at a time, and what one Ethernet packet carries; bytes. */
const chunkSizes = { whole: 64 * 1024, 'in pieces of 1,448': 1448 };

/** The classic wire's parser, on frames of about 100 characters. */
export const wireBenchmarks: readonly Benchmark[] = Object.entries(chunkSizes).flatMap(([how, size]) => [
  { name: `parse classic, ${how}`, unit: 'frames/s', run: () => parsing(size, (frames) => frames) },
  { name: `parse classic, ${how}`, unit: 'MB/s', run: () => parsing(size, (_, bytes) => bytes / 1e6) },
]);

/** `done` turns what was parsed into what is counted. */
async function parsing(size: number, done: (frames: number, bytes: number) => number): Promise<number> {
  const frames = upTo(5000).map((index) => renderSay('Ann', textOf(index)));
  const stream = Buffer.concat(frames);
  const parser = new ClassicParser(frameLimit);
  parser.push(renderConnect('Ann'));
  parser.next();
  return perSecond(() => {
    let parsed = 0;
    for (let start = 0; start < stream.length; start += size) {
      parser.push(stream.subarray(start, start + size));
      while (parser.next()) parsed++;
    }
    if (parsed !== frames.length) throw new Error(`${parsed} of ${frames.length} frames were parsed`);
    return done(parsed, stream.length);
  });
}
