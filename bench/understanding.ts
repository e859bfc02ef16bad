import { understand } from '../src/understanding/understand.ts';
import type { Benchmark } from './benchmark.ts';
import { perSecond } from './benchmark.ts';

const said = [
  'Hello everyone!',
  'Is it sunny in Oslo?',
  'whats the weather in paris, texas tomorrow at noon',
  'It is cloudy in Bergen, and my bike has a flat tyre again.',
  'We could play some football on Saturday, if it does not rain.',
  'what do you think about watching tennis',
  'Weather_Bot: and the day after, in Springfield, Illinois?',
  'thanks a lot!',
];
const now = { year: 2026, month: 11, day: 23, hour: 9, minute: 30 };

/** What every message costs that a bot hears. */
export const understandingBenchmarks: readonly Benchmark[] = [
  {
    name: 'understand',
    unit: 'messages/s',
    run: () =>
      perSecond(() => {
        for (const text of said) understand(text, now);
        return said.length;
      }),
  },
];
