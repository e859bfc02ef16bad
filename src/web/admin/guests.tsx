import { useState } from 'preact/hooks';
import type { AdminGuest, AdminState } from '../../wire/admin/messages.ts';
import { type Question, useDeeds } from './use-connection.ts';
import { addressIn, ago, count } from './words.ts';

interface GuestsProperties {
  readonly guests: AdminState['guests'];
  readonly onFind: (text: string) => void;
}

/** Everyone who is here. */
export function Guests({ guests: { shown, matching, total }, onFind }: GuestsProperties) {
  const [text, setText] = useState('');
  const find = (wanted: string) => {
    setText(wanted);
    onFind(wanted);
  };
  return (
    <section class="card guests" aria-labelledby="guests">
      <header>
        <h2 id="guests">
          Here now <span class="bubble">{count(total)}</span>
        </h2>
        <input
          type="search"
          aria-label="Find by name, address or way in"
          placeholder="Find"
          maxLength={100}
          value={text}
          onInput={({ currentTarget }) => find(currentTarget.value)}
        />
      </header>
      <p class="unseen" role="status">
        {text === '' ? '' : `${count(matching)} found`}
      </p>
      <div class="heads" aria-hidden="true">
        <span>Name</span>
        <span>Address</span>
        <span>Rooms</span>
        <span>Last heard</span>
        <span>Joined</span>
      </div>
      <ul class="scroll" aria-labelledby="guests">
        {shown.map((guest) => (
          <Guest key={guest.name} guest={guest} />
        ))}
      </ul>
      {matching === 0 && <p class="empty">{total === 0 ? 'Nobody is here.' : 'Nobody fits.'}</p>}
      {matching > shown.length && (
        <p class="hint">
          The {count(shown.length)} that were active last; {count(matching - shown.length)} more.
        </p>
      )}
    </section>
  );
}

function Guest({ guest }: { readonly guest: AdminGuest }) {
  const { now } = useDeeds();
  const { name, kind, wire, address, rooms, away, joinedAt, lastReceivedAt } = guest;
  return (
    <li class="guest">
      <span class="name">
        <bdi>{name}</bdi> {kind === 'bot' && <span class="badge">bot</span>}{' '}
        {away && <span class="badge">away</span>}
      </span>
      <span class="address">
        {address} {wire !== address && <span class="badge">{wire}</span>}
      </span>
      <span class="rooms">
        <span class="label">in </span>
        {rooms.join(', ')}
      </span>
      <span>
        <span class="label">last heard </span>
        {ago(lastReceivedAt, now)}
      </span>
      <span>
        <span class="label">joined </span>
        {ago(joinedAt, now)}
      </span>
      <GuestActions guest={guest} />
    </li>
  );
}

function GuestActions({ guest: { name, wire, address } }: { readonly guest: AdminGuest }) {
  const { ask, disabled } = useDeeds();
  // The server's own bots are among the bots.
  if (wire === 'resident') return <span />;
  const kick = { ...kickQuestion, title: `Remove ${name}?`, targets: [{ value: name, label: name }] };
  const ban = { ...banQuestion, title: `Ban ${name}?`, targets: banTargets(name, address) };
  return (
    <span class="actions">
      <button type="button" class="button plain small" disabled={disabled} onClick={() => ask(kick)}>
        Remove<span class="unseen"> {name}</span>
      </button>
      <button type="button" class="button plain small" disabled={disabled} onClick={() => ask(ban)}>
        Ban<span class="unseen"> {name}</span>
      </button>
    </span>
  );
}

const kickQuestion = {
  command: 'kick',
  hint: 'They are told the reason, and may come back.',
  button: 'Remove',
} satisfies Partial<Question>;
const banQuestion = {
  command: 'ban',
  hint: 'They are removed with the reason, and not let in again until the ban is lifted.',
  button: 'Ban',
} satisfies Partial<Question>;

function banTargets(name: string, address: string): Question['targets'] {
  const host = addressIn(address);
  const byName = { value: name, label: `The name ${name}, and whatever looks like it` };
  return host === null ? [byName] : [byName, { value: host, label: `Everyone at the address ${host}` }];
}
