import { useState } from 'preact/hooks';
import type { AdminHost } from '../../wire/admin/messages.ts';
import { useDeeds } from './use-connection.ts';
import { span } from '../../util/span.ts';

/** What the Host says next and when, and what to do about it. */
export function HostCard({ host }: { readonly host: AdminHost }) {
  const { now, run, disabled } = useDeeds();
  const { status, next } = host;
  const isPaused = status === 'paused';
  const button = (label: string, line: string) => (
    <button type="button" class="button plain small" disabled={disabled} onClick={() => void run(line)}>
      {label}
    </button>
  );
  return (
    <section class="card" aria-labelledby="host">
      <div class="line">
        <h2 id="host">Host</h2>
        <span class={status === 'on' ? 'state running' : 'state stopped'}>{when(host, now)}</span>
      </div>
      {next !== '' && <blockquote aria-label="Next starter">{next}</blockquote>}
      <div class="actions">
        {button('Skip', 'host skip')}
        {button('Say it now', 'host say')}
        {status !== 'off' && (isPaused ? button('Go on', 'host resume') : button('Pause', 'host pause'))}
      </div>
      <Say />
    </section>
  );
}

function Say() {
  const { run, disabled } = useDeeds();
  const [text, setText] = useState('');
  const isIdle = disabled || text.trim() === '';
  const tell = async (command: 'say' | 'notice') => {
    if (isIdle) return;
    const { done } = await run(`${command} ${text.trim()}`);
    if (done) setText('');
  };
  return (
    <form
      class="say"
      onSubmit={(event) => {
        event.preventDefault();
        void tell('say');
      }}
    >
      <input
        aria-label="Say as Host"
        placeholder="Say as Host …"
        maxLength={4000}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button small" disabled={isIdle}>
        Say
      </button>
      <button type="button" class="button plain small" disabled={isIdle} onClick={() => void tell('notice')}>
        Notice
      </button>
      <p class="hint">
        Whoever mutes the Host does not see what it says. A notice is shown on every page and full-screen
        terminal, and not kept.
      </p>
    </form>
  );
}

function when({ status, dueAt }: AdminHost, now: number): string {
  switch (status) {
    case 'on':
      return dueAt === null || dueAt <= now ? 'any moment' : `in ${span(dueAt - now + 999)}`;
    case 'empty':
      return 'waits for people';
    case 'paused':
      return 'paused';
    case 'stopped':
      return 'not running';
    case 'off':
      return 'only when told';
    default:
      return status;
  }
}
