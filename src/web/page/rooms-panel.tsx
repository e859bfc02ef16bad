import { hueOf } from '../../client/colour.ts';
import type { RoomState } from '../../client/state.ts';
import { Icon, IconButton } from './icons.tsx';
import { Avatar } from './name.tsx';
import { useView } from './view.ts';

/** Where one is: rooms, private conversations, and oneself. */
export function RoomsPanel() {
  const { chat, screen, change } = useView();
  const rooms = [...chat.state.rooms.values()];
  const shared = rooms.filter((room) => room.with === null);
  const conversations = rooms.filter((room) => room.with !== null);
  return (
    <nav class={screen.isMenuOpen ? 'rooms-panel open' : 'rooms-panel'} aria-label="Rooms">
      <div class="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>hobnob</span>
        <IconButton
          icon="close"
          label="Close the list of rooms"
          class="only-narrow"
          onClick={() => change({ isMenuOpen: false })}
        />
      </div>
      <div class="panel-scroll">
        <h2>
          Rooms
          <IconButton icon="plus" label="Enter another room" onClick={() => change({ dialog: 'join' })} />
        </h2>
        <ul>
          {shared.map((room) => (
            <RoomItem key={room.name} room={room} isCurrent={room.name === chat.state.current} />
          ))}
        </ul>
        {conversations.length > 0 && (
          <>
            <h2>In private</h2>
            <ul>
              {conversations.map((room) => (
                <RoomItem key={room.name} room={room} isCurrent={room.name === chat.state.current} />
              ))}
            </ul>
          </>
        )}
      </div>
      <div class="self">
        <Avatar name={chat.state.name} kind="person" />
        <span class="name" data-hue={hueOf(chat.state.name)} dir="auto">
          {chat.state.name}
        </span>
        <IconButton icon="help" label="Help and shortcuts" onClick={() => change({ dialog: 'help' })} />
        <IconButton icon="gear" label="Settings" onClick={() => change({ dialog: 'settings' })} />
      </div>
    </nav>
  );
}

function RoomItem({ room, isCurrent }: { readonly room: RoomState; readonly isCurrent: boolean }) {
  const { chat, show } = useView();
  const { name, title, unread, mentions } = room;
  const classes = ['room', isCurrent && 'current', unread > 0 && 'unread'].filter(Boolean).join(' ');
  return (
    <li class={classes}>
      <button
        type="button"
        class="room-name"
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => show(name)}
      >
        {room.with === null ? (
          <span class="hash" aria-hidden="true">
            #
          </span>
        ) : (
          <Icon name="talk" />
        )}
        <span dir="auto">{room.with === null ? title.replace(/^#/, '') : title}</span>
        {unread > 0 && (
          <span class={mentions > 0 ? 'bubble loud' : 'bubble'}>
            {unread > 99 ? '99+' : unread}
            <span class="unseen"> unread{mentions > 0 ? `, ${mentions} for you` : ''}</span>
          </span>
        )}
      </button>
      {name !== 'lobby' && (
        <IconButton icon="close" label={`Leave ${title}`} class="part" onClick={() => chat.part(name)} />
      )}
    </li>
  );
}
