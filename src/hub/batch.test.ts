import { expect, it } from 'vitest';
import { ann, said } from '../../test/kits/said.ts';
import type { Entry, Seq } from '../room/types.ts';
import { Batch } from './batch.ts';

const render = (entry: Entry) => Buffer.from(`${entry.seq};`);

function batchOf(...types: readonly ('said' | 'joined' | 'left')[]): Batch {
  const message = said('x');
  const about = { room: message.room, time: 0, nick: ann, kind: 'person' } as const;
  return new Batch(
    types.map((type, index): Entry => {
      const seq = (index + 1) as Seq;
      if (type === 'said') return { ...message, nick: ann, seq };
      return type === 'joined' ? { ...about, type, seq } : { ...about, type, reason: '', seq };
    }),
  );
}

it('leaves out what somebody did, but not what was done under that name before they came', () => {
  expect(batchOf('said', 'said').bytesWithout(ann, render).toString()).toBe('');
  expect(batchOf('said', 'left', 'joined', 'said').bytesWithout(ann, render).toString()).toBe('1;2;');
  expect(
    batchOf('said')
      .bytesWithout('Ben' as never, render)
      .toString(),
  ).toBe('1;');
});

it('renders each entry once, whoever asks', () => {
  let count = 0;
  const counting = (entry: Entry) => {
    count += 1;
    return render(entry);
  };
  const batch = batchOf('said', 'joined');
  expect(batch.bytes(counting)).toBe(batch.bytes(counting));
  batch.bytesWithout(ann, counting);
  expect(count).toBe(2);
});
