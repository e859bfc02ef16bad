import { useCallback, useState } from 'preact/hooks';
import { Bans } from './bans.tsx';
import { Bots } from './bots.tsx';
import type { Answer, Connection, Phase } from './connection.ts';
import { Figures } from './figures.tsx';
import { Guests } from './guests.tsx';
import { HostCard } from './host-card.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { DeedsContext, type Question, useConnection, useNow } from './use-connection.ts';

/** What is shown until the next answer. */
interface Told extends Answer {
  readonly number: number;
}

export function App({ connection }: { readonly connection: Connection }) {
  useConnection(connection);
  const now = useNow(connection);
  const [question, ask] = useState<Question | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const run = useCallback(
    async (line: string) => {
      const answer = await connection.run(line);
      setTold((before) => ({ ...answer, number: (before?.number ?? 0) + 1 }));
      return answer;
    },
    [connection],
  );
  const query = useCallback((line: string) => connection.run(line), [connection]);
  const { phase, state } = connection;
  if (phase.type === 'closed') return <Closed phase={phase} />;
  if (state === null) return <Waiting phase={phase} />;
  const disabled = phase.type !== 'open';
  return (
    <DeedsContext.Provider value={{ run, query, ask, disabled, now }}>
      <Header disabled={disabled} onLeave={() => connection.leave()} />
      <main aria-label="Administration" class={disabled ? 'lost' : ''}>
        <Figures figures={state.figures} />
        <Guests guests={state.guests} onFind={(text) => connection.find(text)} />
        <div class="side">
          <HostCard host={state.host} />
          <Bots bots={state.bots} />
          <Bans bans={state.bans} />
        </div>
      </main>
      <Toast told={told} onClose={() => setTold(null)} />
      {question && <QuestionDialog question={question} onClose={() => ask(null)} />}
    </DeedsContext.Provider>
  );
}

function Header({ disabled, onLeave }: { readonly disabled: boolean; readonly onLeave: () => void }) {
  return (
    <header class="top">
      <img src="/icon.svg" alt="" width="32" height="32" />
      <h1>Administration</h1>
      <p role="status" class={disabled ? 'connection lost' : 'connection'}>
        {disabled ? 'Connection lost, trying again …' : 'Live'}
      </p>
      <a class="button plain small" href="/">
        To the room
      </a>
      <button type="button" class="button plain small" disabled={disabled} onClick={onLeave}>
        Sign out
      </button>
    </header>
  );
}

function Waiting({ phase }: { readonly phase: Phase }) {
  return (
    <main class="alone">
      <p role="status">
        {phase.type === 'lost' ? 'The server does not answer. Trying again …' : 'Opening …'}
      </p>
    </main>
  );
}

function Closed({ phase: { code, reason } }: { readonly phase: Phase & { type: 'closed' } }) {
  return (
    <main class="alone">
      <img src="/icon.svg" alt="" width="64" height="64" />
      <h1>{code === 'ended' ? 'Signed out' : 'This page opens with a link'}</h1>
      {code !== null && <p role="alert">{reason}</p>}
      <p>
        Type <code>link</code> where the server runs, or <code>bin/hobnob admin link</code> in its folder, and
        open what it prints. A link works once, within 10 minutes.
      </p>
      <a class="button" href="/">
        To the room
      </a>
    </main>
  );
}

/** What came of the last command, read out when it comes. */
function Toast({ told, onClose }: { readonly told: Told | null; readonly onClose: () => void }) {
  return (
    <div class="toasts" role="status">
      {told && (
        <p key={told.number} class={told.done ? 'toast' : 'toast failed'}>
          <span>{told.lines.join(' ') || 'Done.'}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={onClose}>
            <span aria-hidden="true">×</span>
          </button>
        </p>
      )}
    </div>
  );
}
