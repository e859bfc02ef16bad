import { useState } from 'preact/hooks';
import type { LinkStatus } from '../../client/state.ts';
import { underscored } from '../../client/underscored.ts';

interface EntranceProperties {
  readonly status: LinkStatus;
  /** The name of the last time. */
  readonly name: string;
  readonly onEnter: (name: string) => void;
}

/** The door: a name, and one is in. */
export function Entrance({ status, name: last, onEnter }: EntranceProperties) {
  const [name, setName] = useState(last);
  const isBusy = status.type === 'connecting' || status.type === 'waiting';
  const [hint, setHint] = useState<string | null>(null);
  const refusal = status.type === 'stopped' || status.type === 'waiting' ? status.reason : null;
  const problem = hint ?? refusal;
  const enter = () => {
    const [wanted, possible] = [name.trim(), underscored(name)];
    if (wanted === '') return;
    // What does not begin as a name does is none with underscores either.
    if (possible === wanted || !/^[\p{L}_]/u.test(possible)) {
      setHint(null);
      onEnter(wanted);
      return;
    }
    setName(possible);
    setHint(`A name has no blanks. “Come in” makes you ${possible}, or choose another.`);
  };
  return (
    <main class="entrance">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <img src="/icon.svg" alt="" width="72" height="72" />
        <h1>hobnob</h1>
        <p>Pull up a chair. What shall we call you?</p>
        <label class="unseen" for="name">
          Your name
        </label>
        <input
          id="name"
          name="name"
          value={name}
          placeholder="Your name"
          required
          maxLength={64}
          autoFocus
          autocomplete="nickname"
          autocapitalize="words"
          spellcheck={false}
          dir="auto"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'problem'}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setHint(null);
          }}
        />
        {problem !== null && (
          <p id="problem" class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button" disabled={isBusy}>
          {isBusy ? 'Coming in …' : 'Come in'}
        </button>
        <small>No account, no password: a name is enough.</small>
      </form>
    </main>
  );
}
