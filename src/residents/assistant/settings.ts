/** What whoever runs the room says about the assistant. Plain data. */
export interface AssistantSettings {
  readonly name: string;
  /** Of the endpoint: `http://127.0.0.1:8080`, with or without `/v1` or `/v1/chat/completions`. */
  readonly url: string;
  readonly model: string;
  /** Null where the endpoint asks for none. Never shown to anyone. */
  readonly key: string | null;
  /** What the model is told besides what it is. */
  readonly instructions: string;
  /** Of one answer, at the most. */
  readonly answerTokens: number;
  /** Of prompts and answers, for everybody together and for each; null for as many as they like. */
  readonly roomTokens: TokenLimit | null;
  readonly personTokens: TokenLimit | null;
  /** Characters of what was said before that the model is shown. */
  readonly pastLimit: number;
  /** For a whole answer, and between two pieces of it. */
  readonly patience: { readonly whole: number; readonly silence: number };
}

export interface TokenLimit {
  readonly hour: number;
  readonly day: number;
}

/** Where questions go. */
export function addressOf(url: string): string {
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/u, '');
  if (!path.endsWith('/chat/completions')) address.pathname = `${path || '/v1'}/chat/completions`;
  return address.href;
}
