import { useEffect, useState } from 'preact/hooks';
import { DialogFrame } from './dialog-frame.tsx';
import { useView } from './view.ts';

/** The rooms there are, and a name for one more. */
export function JoinRoom() {
  const { chat, change, show } = useView();
  const [name, setName] = useState('');
  useEffect(() => chat.listRooms(false), []);
  const listed = (chat.state.listed ?? []).filter(({ room }) => !chat.state.rooms.has(room));
  const enter = (room: string) => {
    change({ dialog: null, isMenuOpen: false });
    if (chat.state.rooms.has(room)) show(room);
    else chat.join(room);
  };
  return (
    <DialogFrame title="Enter a room">
      <form
        class="line"
        onSubmit={(event) => {
          event.preventDefault();
          const room = name.trim().replace(/^#/, '').toLowerCase();
          if (room !== '') enter(room);
        }}
      >
        <input
          value={name}
          maxLength={33}
          placeholder="its name, or a new one"
          aria-label="Name of the room"
          autocapitalize="none"
          autoFocus
          spellcheck={false}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" class="button">
          Enter
        </button>
      </form>
      {listed.length > 0 && <h3>Rooms that are there</h3>}
      <ul class="listed">
        {listed.map(({ room, topic, members }) => (
          <li key={room}>
            <button type="button" onClick={() => enter(room)}>
              <b>#{room}</b>
              <span class="hint">{members === 1 ? '1 person' : `${members} people`}</span>
              <span class="topic-line" dir="auto">
                {topic}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}
