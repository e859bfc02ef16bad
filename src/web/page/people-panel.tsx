import type { Member } from '../../room/types.ts';
import type { Preferences } from '../../client/preferences.ts';
import { isMuted } from '../../client/preferences.ts';
import type { RoomState } from '../../client/state.ts';
import { IconButton } from './icons.tsx';
import { Avatar, Name } from './name.tsx';
import { useRef } from 'preact/hooks';
import { memo } from './memo.ts';
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
        <Members members={useMembers(room)} preferences={preferences} self={name} />
      </div>
    </aside>
  );
}

interface MembersProperties {
  readonly members: readonly Member[];
  readonly preferences: Preferences;
  readonly self: string;
}

/** Not drawn again while the room talks and nobody comes or goes. */
const Members = memo(({ members, preferences, self }: MembersProperties) => {
  const people = members.filter(({ kind }) => kind === 'person');
  const bots = members.filter(({ kind }) => kind === 'bot');
  return (
    <>
      <h3>
        People <span class="number">{people.length}</span>
      </h3>
      <ul class="members">
        {people.slice(0, mostShown).map(({ nick }) => (
          <Person key={nick} name={nick} isSelf={nick === self} />
        ))}
      </ul>
      {people.length > mostShown && <p class="hint">and {people.length - mostShown} more</p>}
      {bots.length > 0 && (
        <>
          <h3>
            Bots <span class="number">{bots.length}</span>
          </h3>
          <BotsChoice chosen={preferences.bots} />
          <ul class="members">
            {bots.map(({ nick }) => (
              <Bot key={nick} name={nick} preferences={preferences} />
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

function Person({ name, isSelf }: { readonly name: string; readonly isSelf: boolean }) {
  const { talkTo } = useView();
  return (
    <li class="member">
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
      </button>
    </li>
  );
}

function Bot({ name, preferences }: { readonly name: string; readonly preferences: Preferences }) {
  const { chat } = useView();
  const isQuiet = isMuted(preferences, name);
  const others = preferences.muted.filter((other) => other.toLowerCase() !== name.toLowerCase());
  return (
    <li class={isQuiet ? 'member muted' : 'member'}>
      <span class="who">
        <Avatar name={name} kind="bot" />
        <Name name={name} kind="bot" />
      </span>
      {preferences.bots !== 'off' && (
        <IconButton
          icon={isQuiet ? 'quiet' : 'sound'}
          label={isQuiet ? `Hear ${name} again` : `Mute ${name}`}
          pressed={isQuiet}
          onClick={() => chat.prefer({ muted: isQuiet ? others : [...others, name] })}
        />
      )}
    </li>
  );
}
