import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Choice, Completion } from '../../client/complete.ts';
import { applyChoice, complete } from '../../client/complete.ts';
import { useView } from './view.ts';

/** So many choices stand in view. */
const mostShown = 8;

export interface CompletionView {
  readonly choices: readonly Choice[];
  /** The one that Tab and Enter take. */
  readonly at: number;
  /** True if the key was for the list. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly choose: (index: number) => void;
  /** The text has changed, or the place in it: what fits now? */
  readonly update: (text: string) => void;
  readonly close: () => void;
}

interface Open {
  readonly completion: Completion;
  readonly at: number;
}

/** What could be meant by the word in `field` before the cursor. `write` puts another text into it. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  write: (text: string, cursor: number) => void,
): CompletionView {
  const { chat } = useView();
  const [open, setOpen] = useState<Open | null>(null);
  const choices = open?.completion.choices.slice(0, mostShown) ?? [];
  const at = open?.at ?? 0;

  const look = (text: string, asked: boolean): Completion | null => {
    const { selectionStart, selectionEnd } = field.current ?? { selectionStart: 0, selectionEnd: 0 };
    const completion = selectionStart === selectionEnd ? complete(text, selectionStart, chat, asked) : null;
    setOpen(completion && { completion, at: 0 });
    return completion;
  };
  const take = (completion: Completion, choice: Choice | undefined) => {
    setOpen(null);
    if (!choice || !field.current) return;
    const { text, cursor } = applyChoice(field.current.value, completion, choice);
    write(text, cursor);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return false;
    if (open === null) {
      if (key !== 'Tab' || shiftKey || field.current?.value.trim() === '') return false;
      const asked = look(field.current?.value ?? '', true);
      if (asked?.choices.length === 1) take(asked, asked.choices[0]);
      if (asked) event.preventDefault();
      return asked !== null;
    }
    if (key === 'ArrowDown') setOpen({ ...open, at: (at + 1) % choices.length });
    else if (key === 'ArrowUp') setOpen({ ...open, at: (at + choices.length - 1) % choices.length });
    else if ((key === 'Tab' && !shiftKey) || (key === 'Enter' && !shiftKey && !isWhole(open))) {
      take(open.completion, choices[at]);
    } else if (key === 'Escape') setOpen(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  /** The word stands there already as it would be put in: Enter sends. */
  const isWhole = ({ completion: { from, to } }: Open): boolean =>
    field.current?.value.slice(from, to) === choices[at]?.insert.trimEnd();

  return {
    choices,
    at,
    onKey,
    choose: (index) => open && take(open.completion, choices[index]),
    update: (text) => void look(text, false),
    close: () => setOpen(null),
  };
}
