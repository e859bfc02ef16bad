import { useState } from 'preact/hooks';
import type { AdminBot } from '../../wire/admin/messages.ts';
import { BotLog } from './bot-log.tsx';
import { useDeeds } from './use-connection.ts';
import { span } from '../../util/span.ts';
import { ago, count } from './words.ts';

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
  const { name, state, errors } = bot;
  const [last] = errors;
  return (
    <li>
      <div>
        <strong>{name}</strong> <span class={`state ${state.replace(' ', '-')}`}>{stateOf(bot, now)}</span>
        <p class="hint">{figuresOf(bot).join(' · ')}</p>
        {last && (
          <p class="error">
            {last.message} <span class="hint">({ago(last.time, now)})</span>
          </p>
        )}
      </div>
      <BotActions bot={bot} />
      <More bot={bot} />
    </li>
  );
}

function figuresOf({ answersPerMinute, lag, restarts, memoryMiB }: AdminBot): readonly string[] {
  const rate = `${count(answersPerMinute)} ${answersPerMinute === 1 ? 'answer' : 'answers'}/min`;
  const begun = `${count(restarts)} ${restarts === 1 ? 'restart' : 'restarts'}`;
  const running = lag === null ? [] : [rate, `lag ${count(lag)} ms`];
  return [...running, begun, ...(memoryMiB === null ? [] : [`${count(memoryMiB)} MB`])];
}

/** What is of interest once in a while. */
function More({ bot }: { readonly bot: AdminBot }) {
  const { now } = useDeeds();
  const { name, about, since, answers, commands, hosts, modules, errors } = bot;
  const facts: readonly (readonly [string, string])[] = [
    ['Since', ago(since, now)],
    ['Answers', count(answers)],
    ['Commands', commands.join(', ')],
    ['May reach', [...hosts, ...modules].join(', ')],
  ];
  return (
    <details>
      <summary>
        More<span class="unseen"> about {name}</span>
      </summary>
      <p>{about}</p>
      <dl>
        {facts
          .filter(([, text]) => text !== '')
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {errors.length > 0 && (
        <>
          <h3>Last errors</h3>
          <ul class="errors">
            {errors.map(({ message, time }) => (
              <li key={time}>
                {message} <span class="hint">({ago(time, now)})</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function BotActions({ bot: { name, state } }: { readonly bot: AdminBot }) {
  const { run, disabled } = useDeeds();
  const [isLogOpen, setIsLogOpen] = useState(false);
  const isIdle = state === 'stopped' || state === 'parked';
  const actions = isIdle ? (['start'] as const) : (['stop', 'restart', 'reload'] as const);
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
      <button type="button" class="button plain small" disabled={disabled} onClick={() => setIsLogOpen(true)}>
        Log<span class="unseen"> of {name}</span>
      </button>
      {isLogOpen && <BotLog name={name} onClose={() => setIsLogOpen(false)} />}
    </div>
  );
}

const labels = { start: 'Start', stop: 'Stop', restart: 'Restart', reload: 'Reload' } as const;

function stateOf({ state, by, until }: AdminBot, now: number): string {
  if (state === 'backing off') return `failed, back in ${span(Math.max(0, (until ?? now) - now) + 999)}`;
  if (state === 'ending') return 'ending, then starts again';
  return by === null ? state : `stopped by ${by}`;
}
