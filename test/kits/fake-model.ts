import type { Fetch } from '../../src/bots/mind/limited-fetch.ts';
import type { Clock } from '../../src/util/clock.ts';
import type { Spoken } from './spoken.ts';

export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  } & Readonly<Record<string, unknown>>;
}

/**
 * An endpoint without a network, for rehearsals: answers with what `speak` gives for a question, at the pace of `clock`;
 * null: nobody is there.
 */
export function fakeModel(clock: Pick<Clock, 'after'>, speak: (asked: Asked) => Spoken | null) {
  const asked: Asked[] = [];
  /** Answers that were given up before their end. */
  const state = { givenUp: 0 };
  const fetch: Fetch = async (url, { body, headers, signal }) => {
    const question = {
      url,
      headers: headers as Record<string, string>,
      body: JSON.parse(body as string) as Asked['body'],
    };
    asked.push(question);
    const spoken = speak(question);
    if (!spoken) throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    signal?.addEventListener('abort', () => (state.givenUp += 1));
    return new Response(bodyOf(spoken, clock), {
      status: spoken.status ?? 200,
      headers: spoken.headers ?? {},
    });
  };
  return { fetch, asked, state };
}

function bodyOf({ pieces, end = 'close' }: Spoken, clock: Pick<Clock, 'after'>): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        let next = rest.shift();
        while (typeof next === 'number') {
          const pause = next;
          if (pause > 0) await new Promise<void>((resolve) => clock.after(pause, resolve));
          next = rest.shift();
        }
        if (next !== undefined) stream.enqueue(typeof next === 'string' ? Buffer.from(next) : next);
        else if (end === 'close') stream.close();
        else if (end === 'break')
          stream.error(new TypeError('terminated', { cause: new Error('other side closed') }));
        else await new Promise(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
