import type { BotContext } from '../../bots/bot.ts';
import { messageOf } from '../../util/result.ts';
import { shortened } from '../../util/shortened.ts';
import { readError, readPiece } from './completion.ts';
import { EventStream } from './event-stream.ts';
import { Patience } from './patience.ts';
import type { ChatMessage } from './prompt.ts';
import type { AssistantSettings } from './settings.ts';
import { addressOf } from './settings.ts';
import type { Trouble } from './trouble.ts';

export interface Written {
  readonly type: 'written';
  readonly text: string;
  /** Tokens of prompt and answer; null where the endpoint does not tell. */
  readonly tokens: number | null;
  /** Tokens of the answer as far as they can be counted from here, thoughts among them. */
  readonly counted: number;
  /** `whole`; `long`: it was stopped at a limit; else what broke it off. */
  readonly end: 'whole' | 'long' | Trouble;
}

/** Characters of an answer that are taken in, thoughts among them; what a model writes beyond that is not waited for. */
const longestAnswer = 60_000;
/** Characters of what an endpoint says about a failure, in all and in the log. */
const longestComplaint = 65_536;
const longestDetail = 300;

/** Gateways say so when they have waited for too long: the model may have written all the same. */
const waitedTooLong: ReadonlySet<number> = new Set([408, 502, 504, 524]);
/** Nobody was reached. */
const neverArrived =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|not among the hosts/u;

/** What some endpoints do not know and others ask for; they say so, and are asked again without or with it. */
interface Dialect {
  readonly usage: boolean;
  readonly limit: 'max_tokens' | 'max_completion_tokens';
}

type Means = Pick<BotContext, 'fetch' | 'clock'>;

/** One endpoint that writes answers, OpenAI's `POST /v1/chat/completions`, streamed or in one piece. */
export class Endpoint {
  readonly #settings: AssistantSettings;
  readonly #address: string;
  #dialect: Dialect = { usage: true, limit: 'max_tokens' };

  constructor(settings: AssistantSettings) {
    this.#settings = settings;
    this.#address = addressOf(settings.url);
  }

  /** Has an answer of at most `tokens` written; `onText` gets all of it so far as it grows. Never rejects. */
  async ask(
    { fetch, clock }: Means,
    messages: readonly ChatMessage[],
    tokens: number,
    onText: (text: string) => void,
  ): Promise<Written | Trouble> {
    const patience = new Patience(clock, this.#settings.patience);
    try {
      const response = await this.#send(fetch, messages, tokens, patience.signal);
      if (!(response instanceof Response)) return response;
      return await this.#read(response, patience, onText);
    } catch (thrown) {
      if (patience.isOver) return this.#trouble('slow', messageOf(causeOf(thrown)));
      return this.#trouble('away', messageOf(causeOf(thrown)), neverArrived.test(codeOf(thrown)));
    } finally {
      patience.end();
    }
  }

  async #send(
    fetch: BotContext['fetch'],
    messages: readonly ChatMessage[],
    tokens: number,
    signal: AbortSignal,
  ): Promise<Response | Trouble> {
    // Each other dialect is tried once at the most.
    for (let tries = 0; ; tries++) {
      const body = JSON.stringify(this.#question(messages, tokens));
      const headers = this.#headers();
      const response = await fetch(this.#address, { method: 'POST', headers, body, stream: true, signal });
      if (response.ok) return response;
      const complaint = await textOf(response);
      const other = tries < 2 && isAboutForm(response.status) ? this.#otherDialect(complaint) : null;
      if (other === null) return this.#refused(response, complaint);
      this.#dialect = other;
    }
  }

  #question(messages: readonly ChatMessage[], tokens: number) {
    const { usage, limit } = this.#dialect;
    return {
      model: this.#settings.model,
      messages,
      stream: true,
      ...(usage && { stream_options: { include_usage: true } }),
      [limit]: tokens,
    };
  }

  #headers(): Record<string, string> {
    const { key } = this.#settings;
    const accept = 'text/event-stream, application/json';
    const headers = { 'content-type': 'application/json', accept };
    return key === null ? headers : { ...headers, authorization: `Bearer ${key}` };
  }

  #otherDialect(complaint: string): Dialect | null {
    const { usage, limit } = this.#dialect;
    if (usage && complaint.includes('stream_options')) return { usage: false, limit };
    if (limit === 'max_tokens' && complaint.includes('max_completion_tokens'))
      return { usage, limit: 'max_completion_tokens' };
    return null;
  }

  #refused({ status, headers }: Response, complaint: string): Trouble {
    const detail = `${status} ${readError(complaint) ?? ''}`.trim();
    if (status === 401 || status === 403) return this.#trouble('key', detail, true);
    if (status === 404) return this.#trouble('unknown', detail, true);
    if (status === 429)
      return { ...this.#trouble('limited', detail, true), wait: waitIn(headers.get('retry-after')) };
    return this.#trouble('failed', detail, !waitedTooLong.has(status));
  }

  async #read(
    response: Response,
    patience: Patience,
    onText: (text: string) => void,
  ): Promise<Written | Trouble> {
    const reading = new Reading(onText);
    let broke: Trouble | null = null;
    try {
      const decoder = new TextDecoder();
      for await (const chunk of chunksOf(response)) {
        patience.heard();
        reading.push(decoder.decode(chunk, { stream: true }));
        if (reading.isDone) break;
      }
      reading.end();
    } catch (thrown) {
      if (thrown instanceof RangeError) broke = this.#trouble('nonsense', thrown.message);
      else broke = this.#trouble(patience.isOver ? 'slow' : 'failed', messageOf(causeOf(thrown)));
    }
    if (reading.error !== null) broke = this.#trouble('failed', reading.error);
    const { text, tokens, counted } = reading;
    const end = broke ?? reading.ending ?? this.#trouble('failed', 'the answer broke off');
    if (text === '' && !reading.isAnswer && broke === null) {
      return this.#trouble('nonsense', `no answer in: ${reading.beginning}`);
    }
    return text === '' && typeof end !== 'string' ? end : { type: 'written', text, tokens, counted, end };
  }

  #trouble(type: Trouble['type'], words: string, isFree = false): Trouble {
    const { key } = this.#settings;
    // Some endpoints say the key back when they do not know it.
    const said = key === null ? words : words.replaceAll(key, '…');
    const detail = shortened(said.replace(/\s+/gu, ' ').trim(), longestDetail);
    return { type, detail, wait: null, isFree };
  }
}

/** An answer as it comes: events, or one piece of JSON. */
class Reading {
  readonly #onText: (text: string) => void;
  readonly #events = new EventStream();
  /** Null until it is known which; then the JSON so far, or undefined for events. */
  #json: string | null | undefined = null;
  #reason: string | null = null;
  text = '';
  tokens: number | null = null;
  #bytes = 0;
  #pieces = 0;
  error: string | null = null;
  /** Something in it was a piece of an answer. */
  isAnswer = false;
  /** Nothing more is to come, or wanted. */
  isDone = false;
  beginning = '';

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  get ending(): 'whole' | 'long' | null {
    if (this.#reason === 'length' || this.text.length > longestAnswer) return 'long';
    return this.#reason !== null || this.isDone ? 'whole' : null;
  }

  /** A piece of a stream is a token at the least. */
  get counted(): number {
    return Math.max(this.#pieces, Math.ceil(this.#bytes / 3));
  }

  push(chunk: string): void {
    if (this.beginning.length < 100) this.beginning += chunk.slice(0, 100);
    if (this.#json === null && this.beginning.trim() !== '') {
      this.#json = /^\s*[{<]/u.test(this.beginning) ? '' : undefined;
    }
    if (typeof this.#json === 'string') {
      this.#json += chunk;
      if (this.#json.length > 4 * longestAnswer) throw new RangeError('an answer without an end');
    } else {
      const before = this.text.length;
      for (const event of this.#events.push(chunk)) this.#take(event);
      if (this.text.length > before) this.#onText(this.text);
    }
  }

  end(): void {
    if (typeof this.#json === 'string') this.#take(this.#json);
    const rest = this.#events.rest();
    if (rest !== null) this.#take(rest);
    if (typeof this.#json === 'string' && this.isAnswer) this.isDone = true;
  }

  #take(data: string): void {
    if (this.isDone) return;
    if (data.trim() === '[DONE]') {
      this.isDone = true;
      this.isAnswer = true;
      return;
    }
    const piece = readPiece(data);
    if (!piece) return;
    this.isAnswer = true;
    this.tokens = piece.tokens ?? this.tokens;
    this.error = piece.error ?? this.error;
    this.#reason = piece.reason ?? this.#reason;
    this.text += piece.text;
    this.#bytes += piece.size;
    if (piece.size > 0) this.#pieces += 1;
    this.isDone = this.error !== null || this.text.length > longestAnswer;
  }
}

function chunksOf({ body }: Response): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  return body ?? [];
}

function isAboutForm(status: number): boolean {
  return status === 400 || status === 422;
}

/** What a failure is explained with, as far as it is worth reading. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunksOf(response)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestComplaint) break;
  }
  return text;
}

/** `Retry-After` in ms; a date says nothing that can be relied on here. */
function waitIn(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/u.test(header.trim()) ? Number(header) * 1000 : null;
}

/** What tells how far it came. */
function codeOf(thrown: unknown): string {
  const cause = causeOf(thrown);
  const { code } = cause as { readonly code?: unknown };
  return `${typeof code === 'string' ? code : ''} ${messageOf(cause)}`;
}

/** Node's fetch says "fetch failed" and gives the reason as the cause. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
}
