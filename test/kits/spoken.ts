/** How an endpoint of a language model answers: with status and head, then piece by piece. */
export interface Spoken {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A number is a pause, in ms. */
  readonly pieces: readonly (string | Uint8Array | number)[];
  /** `hang`: nothing more comes; `break`: the connection does. Default `close`. */
  readonly end?: 'close' | 'hang' | 'break';
}

/** The events of a streamed answer. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function delta(content: string): string {
  return event({ choices: [{ index: 0, delta: { content } }] });
}

export const stopped = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
export const done = 'data: [DONE]\n\n';

/** An answer as endpoints stream it, one event a piece. */
export function streamed(words: readonly string[], tokens?: number, pause = 0): Spoken {
  const usage = tokens === undefined ? [] : [event({ choices: [], usage: { total_tokens: tokens } })];
  const pieces = words.flatMap((word) => [delta(word), pause]);
  return { headers: { 'content-type': 'text/event-stream' }, pieces: [...pieces, stopped, ...usage, done] };
}

/** An answer in one piece, as those give it who do not stream. */
export function whole(content: string, tokens?: number): Spoken {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  const usage = tokens === undefined ? {} : { usage: { total_tokens: tokens } };
  return {
    headers: { 'content-type': 'application/json' },
    pieces: [JSON.stringify({ choices, ...usage })],
  };
}

export function refused(status: number, message: string, headers: Record<string, string> = {}): Spoken {
  return { status, headers, pieces: [JSON.stringify({ error: { message } })] };
}
