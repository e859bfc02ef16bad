import type { CompletionView } from './use-completion.ts';

/** What could be meant by the word that is being written. The keys for it are those of the field above which it stands. */
export function CompletionList({ completion }: { readonly completion: CompletionView }) {
  const { choices, at, choose } = completion;
  return (
    <ul
      id="completions"
      role="listbox"
      aria-label="Completions"
      class="completions"
      hidden={choices.length === 0}
    >
      {choices.map(({ label, hint }, index) => (
        <li
          key={label}
          id={`completion-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => {
            // The field keeps the focus.
            event.preventDefault();
            choose(index);
          }}
        >
          <span>{label}</span>
          <span class="hint">{hint}</span>
        </li>
      ))}
    </ul>
  );
}
