/** What the assistant says that is not its model's, and why. Nothing in it is of the endpoint's own words. Pure. */
import type { Message } from '../../room/types.ts';
import type { UsedUp } from './spending.ts';
import type { Trouble } from './trouble.ts';

/** Something to say, and the reason for it. */
export interface Saying {
  readonly text: string;
  readonly because: string;
}

const modelsWords = 'it was asked; the words are those of the model ';
const brokenOff = { slow: '(My model took too long for the rest.)', other: '(Here my model broke off.)' };

/** The reason of an answer that `model` wrote; that of nothing else begins like it. */
export function writtenBy(model: string): string {
  return `${modelsWords}${model}`;
}

/** The words of a model alone in what the assistant said `because` of something; null if there are none. */
export function modelsWordsIn({ text, because }: Pick<Message, 'text' | 'because'>): string | null {
  if (!because?.startsWith(modelsWords)) return null;
  const ending = Object.values(brokenOff).find((words) => text.endsWith(`\n${words}`));
  return ending === undefined ? text : text.slice(0, -ending.length).trimEnd();
}

/** An answer of which `written` had come. */
export function brokenOffInWords(written: string, model: string, { type }: Trouble): Saying {
  return {
    text: `${written}\n${type === 'slow' ? brokenOff.slow : brokenOff.other}`,
    because: `${writtenBy(model)}, up to where it broke off`,
  };
}

const troubles: Readonly<Record<Trouble['type'], Saying>> = {
  away: {
    text: 'I cannot reach my model just now, so I have no answer. Please try again later.',
    because: 'its model could not be reached',
  },
  key: {
    text: 'The server of my model refuses my key. Whoever runs this room has to look at that.',
    because: 'the server of its model refused its key',
  },
  unknown: {
    text: 'The server of my model does not know the model. Whoever runs this room has to look at that.',
    because: 'the server of its model does not know the model',
  },
  limited: {
    text: 'The server of my model asks me to slow down.',
    because: 'the server of its model had asked it to slow down',
  },
  failed: {
    text: 'The server of my model has trouble of its own, so I have no answer. Please try again later.',
    because: 'the server of its model failed',
  },
  nonsense: {
    text: 'The server of my model sent something that I cannot read, so I have no answer.',
    because: 'the server of its model sent something that is no answer',
  },
  slow: { text: 'My model took too long, so I have no answer.', because: 'its model took too long' },
};

/** Why there is no answer. */
export function troubleInWords({ type, wait }: Pick<Trouble, 'type' | 'wait'>): Saying {
  const { text, because } = troubles[type];
  return { text: type === 'limited' ? `${text} ${againIn(wait)}` : text, because };
}

export function usedUpInWords({ whose, span, until }: UsedUp): Saying {
  const time = `${new Date(until).toISOString().slice(11, 16)} UTC`;
  const when = span === 'hour' ? `after ${time}` : 'tomorrow (UTC)';
  const who = whose === 'person' ? 'you' : 'this room';
  const whom = whose === 'person' ? 'one person' : 'the room';
  return {
    text: `What ${who} may ask of my model this ${span} is used up. Ask me again ${when}.`,
    because: `what ${whom} may ask of its model within one ${span} was used up`,
  };
}

export function busyInWords(waiting: number): Saying {
  return {
    text: `I am busy: ${waiting} others wait for an answer. Please ask me again in a moment.`,
    because: 'too many had asked before',
  };
}

export const emptyInWords: Saying = {
  text: 'My model had nothing to say to that.',
  because: 'its model was asked and wrote nothing',
};

function againIn(wait: number | null): string {
  return wait === null
    ? 'Please try again in a minute.'
    : `Please try again in ${Math.max(1, Math.ceil(wait / 1000))} s.`;
}
