import { useEffect, useRef, useState } from 'preact/hooks';
import { type Question, useDeeds } from './use-connection.ts';

interface QuestionProperties {
  readonly question: Question;
  readonly onClose: () => void;
}

/** Asks whom exactly and why before somebody is removed. The browser's own dialog: it keeps the focus, and Escape closes it. */
export function QuestionDialog({ question, onClose }: QuestionProperties) {
  const { run, disabled } = useDeeds();
  const { title, hint, button, command, targets } = question;
  const dialog = useRef<HTMLDialogElement>(null);
  const reasonField = useRef<HTMLInputElement>(null);
  const [target, setTarget] = useState(targets[0]?.value ?? '');
  const [reason, setReason] = useState('');
  useEffect(() => {
    dialog.current?.showModal();
    // Where it is known whom, what is typed next is why.
    if (targets.length > 0) reasonField.current?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    void run(`${command} ${target.trim()} ${reason.trim()}`);
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <form class="question" onSubmit={submit}>
        <h2>{title}</h2>
        <p class="hint">{hint}</p>
        <Target targets={targets} target={target} onChange={setTarget} />
        <label>
          Reason
          <input
            ref={reasonField}
            maxLength={300}
            placeholder="None stated"
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="button" class="button plain" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="button danger" disabled={disabled || !/^\S+$/.test(target.trim())}>
            {button}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface TargetProperties {
  readonly targets: Question['targets'];
  readonly target: string;
  readonly onChange: (target: string) => void;
}

/** A free choice, one of several, or none where there is only one. */
function Target({ targets, target, onChange }: TargetProperties) {
  if (targets.length === 1) return null;
  if (targets.length === 0) {
    return (
      <label>
        Name or IP address
        <input
          maxLength={100}
          value={target}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </label>
    );
  }
  return (
    <fieldset>
      <legend class="unseen">Whom</legend>
      {targets.map(({ value, label }) => (
        <label key={value} class="choice">
          <input type="radio" name="target" checked={value === target} onChange={() => onChange(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
