import type { Answer } from './state.ts';

export function info(text: string): Answer {
  return { tone: 'info', text };
}

export function wrong(text: string): Answer {
  return { tone: 'error', text };
}
