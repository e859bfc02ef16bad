/** What an OpenAI-compatible endpoint sends, read with care: whatever is not as it should be is not there. Pure. */

type Fields = Readonly<Record<string, unknown>>;

/** One piece of an answer, or the whole of it. */
export interface Piece {
  readonly text: string;
  /** Bytes of all that was written, thoughts and whatever else is not shown among them. */
  readonly size: number;
  /** Why there is no more: `stop`, `length`, …; null while there may be. */
  readonly reason: string | null;
  /** Tokens of prompt and answer, where they are told. */
  readonly tokens: number | null;
  /** It went wrong at the other end, in its words. */
  readonly error: string | null;
}

/** Null for what is no piece of an answer. */
export function readPiece(json: string): Piece | null {
  const fields = fieldsIn(parsed(json));
  if (!fields) return null;
  const error = errorIn(fields);
  const choices = fields['choices'];
  const usage = fieldsIn(fields['usage']);
  if (error === null && !Array.isArray(choices) && !usage) return null;
  const choice = fieldsIn(Array.isArray(choices) ? choices[0] : null);
  // A stream tells what comes next, an answer in one piece what was said.
  const said = fieldsIn(choice?.['delta']) ?? fieldsIn(choice?.['message']);
  const reason = choice?.['finish_reason'];
  return {
    text: textOf(said?.['content']),
    size: sizeOf(said),
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
    tokens: tokensIn(usage),
    error,
  };
}

/** The message in an error, in any of the forms that are in use; null if it holds none. */
export function readError(json: string): string | null {
  const fields = fieldsIn(parsed(json));
  return fields && (errorIn(fields) ?? wordsOf(fields['message']) ?? wordsOf(fields['detail']));
}

function errorIn(fields: Fields): string | null {
  const error = fields['error'];
  if (error === undefined || error === null) return null;
  return wordsOf(error) ?? wordsOf(fieldsIn(error)?.['message']) ?? 'an error without words';
}

/** Text as it is, or in parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => wordsOf(fieldsIn(part)?.['text']) ?? '').join('');
}

/** Thoughts go by many names (`reasoning_content`, `reasoning`, `thinking`, …): whatever there is was written. */
function sizeOf(said: Fields | null): number {
  const written = Object.entries(said ?? {}).filter(([key, value]) => key !== 'role' && (value ?? '') !== '');
  return written.reduce(
    (sum, [, value]) => sum + Buffer.byteLength(wordsOf(value) ?? JSON.stringify(value)),
    0,
  );
}

function tokensIn(usage: Fields | null): number | null {
  if (!usage) return null;
  const sum = countOf(usage['prompt_tokens']) + countOf(usage['completion_tokens']);
  return Math.max(sum, countOf(usage['total_tokens'])) || null;
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.ceil(value) : 0;
}

function wordsOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function fieldsIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not JSON at all is as good as JSON of another kind.
    return null;
  }
}
