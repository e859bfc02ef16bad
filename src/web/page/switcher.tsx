import { useState } from 'preact/hooks';
import { bare } from '../../client/complete.ts';
import type { RoomState } from '../../client/state.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { useView } from './view.ts';

/** To another room or person by some letters of the name. */
export function Switcher() {
  const { chat, change, show, talkTo } = useView();
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const part = bare(wanted.trim().replace(/^[#@]/, ''));
  const rooms = [...chat.state.rooms.values()].sort(byNews);
  const choices = [
    ...rooms.map((room) => ({
      key: room.name,
      label: room.title,
      unread: room.unread,
      run: () => show(room.name),
    })),
    ...peopleIn(rooms, chat.state.name).map((name) => ({
      key: `to ${name}`,
      label: `@${name}`,
      unread: 0,
      run: () => talkTo(name),
    })),
  ]
    .filter(({ label }) => bare(label).includes(part))
    .slice(0, 12);
  const choose = (index: number) => {
    const choice = choices[index];
    change({ dialog: null });
    choice?.run();
  };
  return (
    <DialogFrame title="Go to">
      <input
        value={wanted}
        placeholder="A room or a person"
        aria-label="A room or a person"
        role="combobox"
        aria-expanded="true"
        aria-controls="switcher"
        aria-activedescendant={`switcher-${at}`}
        autoFocus
        onInput={({ currentTarget }) => {
          setWanted(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') choose(at);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="switcher" role="listbox" aria-label="Rooms and people" class="switcher">
        {choices.map(({ key, label, unread }, index) => (
          <li
            key={key}
            id={`switcher-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(index)}
          >
            <span dir="auto">{label}</span>
            {unread > 0 && <span class="bubble">{unread}</span>}
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}

/** Those with something for us first, then those with something new. */
function byNews(a: RoomState, b: RoomState): number {
  return b.mentions - a.mentions || b.unread - a.unread;
}

/** Those with whom there is no private room yet: that is listed itself. */
function peopleIn(rooms: readonly RoomState[], self: string): readonly string[] {
  const members = rooms.flatMap((room) => [...room.members.values()]);
  const met = new Set(rooms.flatMap((room) => (room.with === null ? [] : [room.with])));
  const names = members
    .filter(({ kind, nick }) => kind === 'person' && nick !== self && !met.has(nick))
    .map(({ nick }) => nick);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b));
}
