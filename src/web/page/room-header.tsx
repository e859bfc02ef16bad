import { useEffect, useState } from 'preact/hooks';
import type { RoomState } from '../../client/state.ts';
import { Icon, IconButton } from './icons.tsx';
import { useView } from './view.ts';

/** Where one is, and what it is about. */
export function RoomHeader({ room }: { readonly room: RoomState }) {
  const { chat, screen, change } = useView();
  const elsewhere = [...chat.state.rooms.values()].some(
    ({ name, unread }) => name !== room.name && unread > 0,
  );
  const toggle = (aside: 'people' | 'search') => change({ aside: screen.aside === aside ? null : aside });
  return (
    <header class="room-header">
      <IconButton
        icon="menu"
        label={elsewhere ? 'Rooms, with something new' : 'Rooms'}
        class={elsewhere ? 'only-narrow news' : 'only-narrow'}
        expanded={screen.isMenuOpen}
        onClick={() => change({ isMenuOpen: !screen.isMenuOpen })}
      />
      <div class="room-title">
        <h1 dir="auto">{room.title}</h1>
        {room.with === null ? <Topic key={room.name} room={room} /> : <p class="topic">in private</p>}
      </div>
      <IconButton
        icon="search"
        label="Search"
        expanded={screen.aside === 'search'}
        onClick={() => toggle('search')}
      />
      <button
        type="button"
        class="icon-button people-button"
        aria-expanded={screen.aside === 'people'}
        aria-label={`Who is here: ${room.members.size}`}
        title="Who is here"
        onClick={() => toggle('people')}
      >
        <Icon name="people" />
        <span aria-hidden="true">{room.members.size}</span>
      </button>
    </header>
  );
}

/** The topic; a click, and it can be written. */
function Topic({ room }: { readonly room: RoomState }) {
  const { chat } = useView();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => setText(null), [room.topic]);
  if (text === null) {
    return (
      <button type="button" class="topic" title="Change the topic" onClick={() => setText(room.topic)}>
        <span dir="auto">{room.topic === '' ? 'Say what this room is about' : room.topic}</span>
        <Icon name="pencil" />
      </button>
    );
  }
  return (
    <form
      class="topic-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== room.topic) chat.setTopic(room.name, text.trim());
        setText(null);
      }}
    >
      <input
        value={text}
        maxLength={300}
        autoFocus
        dir="auto"
        aria-label="Topic of the room"
        placeholder="What is this room about?"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => setText(null)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setText(null);
        }}
      />
    </form>
  );
}
