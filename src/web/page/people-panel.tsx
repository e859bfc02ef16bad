import type { Member } from '../../room/types.ts';
import { isMuted } from '../../client/preferences.ts';
import type { RoomState } from '../../client/state.ts';
import { IconButton } from './icons.tsx';
import { Avatar, Name } from './name.tsx';
import { Choice } from './choice.tsx';
import { useView } from './view.ts';

/** More people than this are counted and not shown one by one. */
const mostShown = 300;

/** Who is here, people and bots apart. */
export function PeoplePanel({ room }: { readonly room: RoomState }) {
  const { chat, change } = useView();
  const all = [...room.members.values()].sort((a, b) => a.nick.localeCompare(b.nick));
  const people = all.filter(({ kind }) => kind === 'person');
  const bots = all.filter(({ kind }) => kind === 'bot');
  return (
    <aside class="aside" aria-label="People">
      <header>
        <h2>Who is here</h2>
        <IconButton icon="close" label="Close the list of people" onClick={() => change({ aside: null })} />
      </header>
      <div class="panel-scroll">
        <h3>
          People <span class="number">{people.length}</span>
        </h3>
        <ul class="members">
          {people.slice(0, mostShown).map((member) => (
            <Person key={member.nick} member={member} />
          ))}
        </ul>
        {people.length > mostShown && <p class="hint">and {people.length - mostShown} more</p>}
        {bots.length > 0 && (
          <>
            <h3>
              Bots <span class="number">{bots.length}</span>
            </h3>
            <Choice
              label="What bots say is"
              value={chat.state.preferences.bots}
              choices={{ on: 'shown', fold: 'folded', off: 'hidden' }}
              onChoose={(value) => chat.prefer({ bots: value })}
            />
            <ul class="members">
              {bots.map((member) => (
                <Bot key={member.nick} member={member} />
              ))}
            </ul>
          </>
        )}
      </div>
    </aside>
  );
}

function Person({ member: { nick, kind } }: { readonly member: Member }) {
  const { chat, talkTo } = useView();
  const isSelf = nick === chat.state.name;
  return (
    <li class="member">
      <button
        type="button"
        class="who"
        disabled={isSelf}
        title={isSelf ? undefined : `Talk to ${nick} in private`}
        onClick={() => talkTo(nick)}
      >
        <Avatar name={nick} kind={kind} />
        <Name name={nick} kind={kind} />
        {isSelf && <span class="hint">you</span>}
      </button>
    </li>
  );
}

function Bot({ member: { nick, kind } }: { readonly member: Member }) {
  const { chat } = useView();
  const { preferences } = chat.state;
  const isQuiet = isMuted(preferences, nick);
  const others = preferences.muted.filter((name) => name.toLowerCase() !== nick.toLowerCase());
  return (
    <li class={isQuiet ? 'member muted' : 'member'}>
      <span class="who">
        <Avatar name={nick} kind={kind} />
        <Name name={nick} kind={kind} />
      </span>
      {preferences.bots !== 'off' && (
        <IconButton
          icon={isQuiet ? 'quiet' : 'sound'}
          label={isQuiet ? `Hear ${nick} again` : `Mute ${nick}`}
          pressed={isQuiet}
          onClick={() => chat.prefer({ muted: isQuiet ? others : [...others, nick] })}
        />
      )}
    </li>
  );
}
