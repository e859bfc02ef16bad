import type { AdminBan } from '../../wire/admin/messages.ts';
import { useDeeds } from './use-connection.ts';
import { ago } from './words.ts';

export function Bans({ bans }: { readonly bans: readonly AdminBan[] }) {
  const { now, run, ask, disabled } = useDeeds();
  const question = {
    title: 'Ban a name or an address',
    command: 'ban',
    hint: 'Whoever it hits is removed with the reason, and not let in again until the ban is lifted.',
    button: 'Ban',
    targets: [],
  } as const;
  return (
    <section class="card" aria-labelledby="bans">
      <div class="line">
        <h2 id="bans">Bans</h2>
        <button type="button" class="button plain small" disabled={disabled} onClick={() => ask(question)}>
          Ban …
        </button>
      </div>
      <ul class="bans">
        {bans.map(({ target, type, reason, since }) => (
          <li key={target}>
            <div>
              <strong>
                <bdi>{target}</bdi>
              </strong>{' '}
              <span class="badge">{type}</span>
              <p class="hint">
                {reason} ({ago(since, now)})
              </p>
            </div>
            <button
              type="button"
              class="button plain small"
              disabled={disabled}
              onClick={() => void run(`unban ${target}`)}
            >
              Lift<span class="unseen"> the ban of {target}</span>
            </button>
          </li>
        ))}
      </ul>
      {bans.length === 0 && <p class="empty">Nobody is banned.</p>}
    </section>
  );
}
