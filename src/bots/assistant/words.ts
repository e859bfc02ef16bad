import { never } from '../../util/result.ts';
import type { Trouble } from './endpoint.ts';
import type { UsedUp } from './spending.ts';

/** Why there is no answer, for people. Nothing in it is of the endpoint's own words. */
export function troubleInWords({ type, wait }: Pick<Trouble, 'type' | 'wait'>): string {
  switch (type) {
    case 'away':
      return 'I cannot reach my model just now, so I have no answer. Please try again later.';
    case 'key':
      return 'The server of my model refuses my key. Whoever runs this room has to look at that.';
    case 'unknown':
      return 'The server of my model does not know the model. Whoever runs this room has to look at that.';
    case 'limited':
      return `The server of my model asks me to slow down. ${againIn(wait)}`;
    case 'failed':
      return 'The server of my model has trouble of its own, so I have no answer. Please try again later.';
    case 'nonsense':
      return 'The server of my model sent something that I cannot read, so I have no answer.';
    case 'slow':
      return 'My model took too long, so I have no answer.';
    default:
      return never(type);
  }
}

/** Completes an answer that ended before its end. */
export function brokenOffInWords({ type }: Trouble): string {
  return type === 'slow' ? '(My model took too long for the rest.)' : '(Here my model broke off.)';
}

export function usedUpInWords({ whose, span, until }: UsedUp): string {
  const time = `${new Date(until).toISOString().slice(11, 16)} UTC`;
  const when = span === 'hour' ? `after ${time}` : 'tomorrow (UTC)';
  return whose === 'person'
    ? `What you may ask of my model this ${span} is used up. Ask me again ${when}.`
    : `What this room may ask of my model this ${span} is used up. Ask me again ${when}.`;
}

export function busyInWords(waiting: number): string {
  return `I am busy: ${waiting} others wait for an answer. Please ask me again in a moment.`;
}

export const emptyInWords = 'My model had nothing to say to that.';

function againIn(wait: number | null): string {
  return wait === null
    ? 'Please try again in a minute.'
    : `Please try again in ${Math.max(1, Math.ceil(wait / 1000))} s.`;
}
