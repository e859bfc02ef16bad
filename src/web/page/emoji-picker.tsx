import { useEffect, useRef, useState } from 'preact/hooks';
import type { Emoji } from '../../client/emoji.ts';
import { emojiGroups, findEmoji } from '../../client/emoji.ts';

interface PickerProperties {
  readonly onPick: (emoji: string) => void;
  readonly close: () => void;
}

export function EmojiPicker({ onPick, close }: PickerProperties) {
  const [wanted, setWanted] = useState('');
  const picker = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !picker.current?.parentElement?.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);
  const groups = wanted === '' ? emojiGroups : [{ title: 'Found', emoji: findEmoji(wanted, 48) }];
  return (
    <div
      class="picker"
      role="dialog"
      aria-label="Emoji"
      ref={picker}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
          document.getElementById('composer')?.focus();
        } else if (event.key === 'Enter' && wanted !== '') {
          event.preventDefault();
          const first = groups[0]?.emoji[0];
          if (first) onPick(first.emoji);
        }
      }}
    >
      <input
        type="search"
        value={wanted}
        placeholder="Find an emoji"
        aria-label="Find an emoji"
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <div class="picker-list">
        {groups.map(({ title, emoji }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <div class="picker-grid">{emoji.map((one) => button(one, onPick))}</div>
          </section>
        ))}
        {wanted !== '' && groups[0]?.emoji.length === 0 && <p>No emoji is called that.</p>}
      </div>
    </div>
  );
}

function button({ emoji, names }: Emoji, onPick: (emoji: string) => void) {
  const label = (names[0] ?? '').replaceAll('_', ' ');
  return (
    <button
      key={emoji}
      type="button"
      aria-label={label}
      title={`:${names[0] ?? ''}:`}
      onClick={() => onPick(emoji)}
    >
      {emoji}
    </button>
  );
}
