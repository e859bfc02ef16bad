import { useEffect, useRef, useState } from 'preact/hooks';
import { useDeeds } from './use-connection.ts';

/** Lines that are shown. */
const mostLines = 200;

interface BotLogProperties {
  readonly name: string;
  readonly onClose: () => void;
}

/** What a bot wrote, the newest at the end, where one looks first. */
export function BotLog({ name, onClose }: BotLogProperties) {
  const { query, disabled } = useDeeds();
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLPreElement>(null);
  const [lines, setLines] = useState<readonly string[] | null>(null);
  const load = async () => setLines((await query(`bot log ${name} ${mostLines}`)).lines);
  useEffect(() => {
    dialog.current?.showModal();
    void load();
  }, []);
  useEffect(() => {
    text.current?.scrollTo({ top: text.current.scrollHeight });
  }, [lines]);
  return (
    <dialog ref={dialog} class="log" aria-labelledby="log" onClose={onClose}>
      <h2 id="log">Log of {name}</h2>
      <pre ref={text} tabIndex={0} role="log" aria-label="Lines" aria-live="off">
        {lines === null ? 'Loading …' : lines.join('\n')}
      </pre>
      <div class="actions">
        <button type="button" class="button plain" disabled={disabled} onClick={() => void load()}>
          Load again
        </button>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
