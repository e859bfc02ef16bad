import type { AdminBot } from '../../wire/admin/messages.ts';
import { useDeeds } from './use-connection.ts';
import { ago, count, span } from './words.ts';

export function Bots({ bots }: { readonly bots: readonly AdminBot[] }) {
  return (
    <section class="card" aria-labelledby="bots">
      <h2 id="bots">Bots</h2>
      <ul class="bots">
        {bots.map((bot) => (
          <Bot key={bot.name} bot={bot} />
        ))}
      </ul>
      {bots.length === 0 && <p class="empty">This server has no bots.</p>}
    </section>
  );
}

function Bot({ bot }: { readonly bot: AdminBot }) {
  const { now } = useDeeds();
  const { name, about, state, restarts, answers, lastError } = bot;
  return (
    <li>
      <div>
        <strong title={about}>{name}</strong>{' '}
        <span class={`state ${state.replace(' ', '-')}`}>{stateOf(bot, now)}</span>
        <p class="hint">
          {count(answers)} {answers === 1 ? 'answer' : 'answers'}, {count(restarts)}{' '}
          {restarts === 1 ? 'restart' : 'restarts'}
        </p>
        {lastError && (
          <p class="error">
            {lastError.message} <span class="hint">({ago(lastError.time, now)})</span>
          </p>
        )}
      </div>
      <BotActions bot={bot} />
    </li>
  );
}

function BotActions({ bot: { name, state } }: { readonly bot: AdminBot }) {
  const { run, disabled } = useDeeds();
  const isIdle = state === 'stopped' || state === 'parked';
  const actions = isIdle ? (['start'] as const) : (['stop', 'restart'] as const);
  return (
    <div class="actions">
      {actions.map((action) => (
        <button
          key={action}
          type="button"
          class="button plain small"
          disabled={disabled}
          onClick={() => void run(`bot ${action} ${name}`)}
        >
          {labels[action]}
          <span class="unseen"> {name}</span>
        </button>
      ))}
    </div>
  );
}

const labels = { start: 'Start', stop: 'Stop', restart: 'Restart' } as const;

function stateOf({ state, by, until }: AdminBot, now: number): string {
  if (state === 'backing off') return `failed, back in ${span(Math.max(0, (until ?? now) - now) + 999)}`;
  return by === null ? state : `stopped by ${by}`;
}
