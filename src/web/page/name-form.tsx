import { useState } from 'preact/hooks';
import { useView } from './view.ts';

/** Another name. The room says what came of it. */
export function NameForm() {
  const { chat, change } = useView();
  const [name, setName] = useState(chat.state.name);
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = name.trim();
        if (wanted === '') return;
        change({ dialog: null, isMenuOpen: false });
        if (wanted !== chat.state.name) chat.enter(`/nick ${wanted}`);
      }}
    >
      <input
        value={name}
        maxLength={64}
        required
        aria-label="Your name"
        autocomplete="nickname"
        spellcheck={false}
        dir="auto"
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="button">
        Change name
      </button>
    </form>
  );
}
