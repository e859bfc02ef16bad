import type { Clock } from '../../util/clock.ts';
import { messageOf } from '../../util/result.ts';

/** How long a handler may take, ms. */
export const handlerLimitMs = 30_000;

/** Runs something of a bot's own. What it throws, in `words`, or that it takes too long, is told to `fail`. Never rejects. */
export async function limited(
  after: Clock['after'],
  fail: (reason: string) => void,
  work: () => void | Promise<void>,
  words: (thrown: unknown) => string = messageOf,
): Promise<void> {
  const release = after(handlerLimitMs, () => fail(`took longer than ${handlerLimitMs / 1000} s`));
  try {
    await work();
  } catch (thrown) {
    fail(words(thrown));
  } finally {
    release();
  }
}
