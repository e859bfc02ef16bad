import type { Key } from 'node:readline';

/** Something asked in the place of the input line: `y` is a yes, as is one more key; every other key is a no. */
export interface Question {
  readonly text: string;
  readonly yes: () => void;
  readonly agrees: (key: Key) => boolean;
}

export function sendQuestion(lines: number, yes: () => void): Question {
  const agrees = ({ name }: Key) => name === 'return' || name === 'enter';
  return { text: `Send ${lines} lines? Enter sends, Esc edits`, yes, agrees };
}

export function leaveQuestion(yes: () => void): Question {
  return { text: 'Leave the chat? [y/N]', yes, agrees: ({ ctrl, name }) => ctrl === true && name === 'c' };
}
