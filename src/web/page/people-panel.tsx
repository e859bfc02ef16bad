import { hostNick, lobby } from '../../room/types.ts';
import type { Kind, Member } from '../../room/types.ts';
import type { Preferences } from '../../client/preferences.ts';
import { isMuted, isNamedMuted } from '../../client/preferences.ts';
import type { RoomState } from '../../client/state.ts';
import { IconButton } from './icons.tsx';
import { Avatar, Name } from './name.tsx';
import { useRef } from 'preact/hooks';
import { memo } from './memo.ts';
import { MuteButton } from './mute-button.tsx';
import { Choice } from './choice.tsx';
import { useView } from './view.ts';

/** More people than this are counted and not shown one by one. */
const mostShown = 300;

/** Who is here, people and bots apart. */
export function PeoplePanel({ room }: { readonly room: RoomState }) {
  const { chat, change } = useView();
  const { preferences, name } = chat.state;
  return (
    <aside class="aside" aria-label="People">
      <header>
        <h2>Who is here</h2>
        <IconButton icon="close" label="Close the list of people" onClick={() => change({ aside: null })} />
      </header>
      <div class="panel-scroll">
        <Members
          members={useMembers(room)}
          hasHost={room.name === lobby}
          preferences={preferences}
          self={name}
        />
      </div>
    </aside>
  );
}

interface MembersProperties {
  readonly members: readonly Member[];
  /** The Host, who is nobody's member, speaks here. */
  readonly hasHost: boolean;
  readonly preferences: Preferences;
  readonly self: string;
}

/** Not drawn again while the room talks and nobody comes or goes. */
const Members = memo(({ members, hasHost, preferences, self }: MembersProperties) => {
  const people = members.filter(({ kind }) => kind === 'person');
  const bots = members.filter(({ kind }) => kind === 'bot');
  return (
    <>
      <h3>
        People <span class="number">{people.length}</span>
      </h3>
      <ul class="members">
        {people.slice(0, mostShown).map(({ nick }) => (
          <Person key={nick} name={nick} isSelf={nick === self} preferences={preferences} />
        ))}
      </ul>
      {people.length > mostShown && <p class="hint">and {people.length - mostShown} more</p>}
      {(hasHost || bots.length > 0) && (
        <>
          <h3>
            {hasHost ? 'Host and bots' : 'Bots'} <span class="number">{bots.length + (hasHost ? 1 : 0)}</span>
          </h3>
          <BotsChoice chosen={preferences.bots} />
          <ul class="members">
            {hasHost && <Bot name={hostNick} kind="host" preferences={preferences} />}
            {bots.map(({ nick }) => (
              <Bot key={nick} name={nick} kind="bot" preferences={preferences} />
            ))}
          </ul>
        </>
      )}
    </>
  );
});

/** Sorted by name; the same list until somebody comes or goes. */
function useMembers({ members }: RoomState): readonly Member[] {
  const last = useRef<{ readonly as: readonly Member[]; readonly sorted: readonly Member[] } | null>(null);
  const now = [...members.values()];
  const before = last.current?.as;
  const isSame = before?.length === now.length && before.every((member, index) => member === now[index]);
  if (!isSame || !last.current) {
    const { compare } = new Intl.Collator();
    last.current = { as: now, sorted: now.toSorted((a, b) => compare(a.nick, b.nick)) };
  }
  return last.current.sorted;
}

/** What a person wants of what bots say. */
export function BotsChoice({ chosen }: { readonly chosen: Preferences['bots'] }) {
  const { chat } = useView();
  return (
    <Choice
      label="What bots say is"
      value={chosen}
      choices={{ on: 'shown', fold: 'folded', off: 'hidden' }}
      onChoose={(bots) => chat.prefer({ bots })}
    />
  );
}

interface PersonProperties {
  readonly name: string;
  readonly isSelf: boolean;
  readonly preferences: Preferences;
}

function Person({ name, isSelf, preferences }: PersonProperties) {
  const { talkTo } = useView();
  const isIgnored = !isSelf && isNamedMuted(preferences, name);
  return (
    <li class={isIgnored ? 'member muted' : 'member'}>
      <button
        type="button"
        class="who"
        disabled={isSelf}
        title={isSelf ? undefined : `Talk to ${name} in private`}
        onClick={() => talkTo(name)}
      >
        <Avatar name={name} kind="person" />
        <Name name={name} kind="person" />
        {isSelf && <span class="hint">you</span>}
        {isIgnored && <span class="hint">ignored</span>}
      </button>
      {!isSelf && <MuteButton name={name} kind="person" preferences={preferences} />}
    </li>
  );
}

interface BotProperties {
  readonly name: string;
  readonly kind: Kind;
  readonly preferences: Preferences;
}

function Bot({ name, kind, preferences }: BotProperties) {
  const isQuiet = isMuted(preferences, { nick: name, kind });
  return (
    <li class={isQuiet ? 'member muted' : 'member'}>
      <span class="who">
        <Avatar name={name} kind={kind} />
        <Name name={name} kind={kind} />
      </span>
      {preferences.bots !== 'off' && <MuteButton name={name} kind={kind} preferences={preferences} />}
    </li>
  );
}
