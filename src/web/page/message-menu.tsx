import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { mutedAs, muting, unmuting } from '../../client/preferences.ts';
import { mutedInWords } from '../../client/quiet-commands.ts';
import type { Said } from '../../client/rows.ts';
import { Icon, IconButton } from './icons.tsx';
import { muteWords } from './mute-button.tsx';
import { useView } from './view.ts';

interface MenuProperties {
  readonly entry: Said;
  readonly own: boolean;
  readonly isWhyOpen: boolean;
  readonly onWhy: () => void;
}

/** What can be done with a message. */
export function MessageMenu({ entry, own, isWhyOpen, onWhy }: MenuProperties) {
  const { change } = useView();
  const [isOpen, setOpen] = useState(false);
  return (
    <div class={isOpen ? 'tools open' : 'tools'}>
      {entry.because !== null && (
        <button
          type="button"
          class="why only-hover"
          tabIndex={-1}
          aria-expanded={isWhyOpen}
          onClick={onWhy}
          title="Why did the bot say that?"
        >
          why?
        </button>
      )}
      <IconButton
        icon="reply"
        label={`Answer ${entry.nick}`}
        class="only-hover"
        isAside
        onClick={() => change({ answering: { room: entry.room, seq: entry.seq } })}
      />
      <IconButton
        icon="more"
        label={`More about the message of ${entry.nick}`}
        class="more"
        isAside
        expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && <Actions entry={entry} own={own} onWhy={onWhy} close={() => setOpen(false)} />}
    </div>
  );
}

interface ActionsProperties {
  readonly entry: Said;
  readonly own: boolean;
  readonly onWhy: () => void;
  readonly close: () => void;
}

function Actions({ entry, own, onWhy, close }: ActionsProperties) {
  const { change, talkTo } = useView();
  const list = useRef<HTMLDivElement>(null);
  const [isAbove, setAbove] = useState(false);
  // Where there is no room below, it opens upwards.
  useLayoutEffect(() => {
    const bottom = list.current?.closest('.scroller')?.getBoundingClientRect().bottom ?? Infinity;
    setAbove((list.current?.getBoundingClientRect().bottom ?? 0) > bottom);
  }, []);
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !list.current?.parentElement?.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    list.current?.querySelector('button')?.focus();
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, []);
  const { nick, kind, text } = entry;
  const act = (run: () => void) => () => {
    close();
    run();
  };
  return (
    <div
      class={isAbove ? 'actions above' : 'actions'}
      role="group"
      aria-label="Message"
      ref={list}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        const sign = list.current?.closest('.tools')?.querySelector<HTMLElement>('.more');
        close();
        sign?.focus();
      }}
    >
      <button type="button" onClick={act(() => change({ answering: { room: entry.room, seq: entry.seq } }))}>
        <Icon name="reply" /> Answer
      </button>
      {entry.because !== null && (
        <button type="button" onClick={act(onWhy)}>
          <Icon name="help" /> Why did the bot say that?
        </button>
      )}
      <button type="button" onClick={act(() => copy(text))}>
        <Icon name="copy" /> Copy text
      </button>
      {!own && kind === 'person' && (
        <button type="button" onClick={act(() => talkTo(nick))}>
          <Icon name="talk" /> Talk to {nick} in private
        </button>
      )}
      {!own && <Mute entry={entry} act={act} />}
    </div>
  );
}

/** Muting a bot or the Host, ignoring a person, and hearing them again. */
function Mute({
  entry: { nick, kind, time },
  act,
}: {
  readonly entry: Said;
  readonly act: (run: () => void) => () => void;
}) {
  const { chat } = useView();
  const { preferences } = chat.state;
  const person = mutedAs(preferences, nick, time);
  const isQuiet = person !== undefined;
  const change = () => {
    chat.prefer(person ? unmuting(preferences, person) : muting(preferences, nick));
    if (!person) chat.tell(mutedInWords(nick));
  };
  return (
    <button type="button" onClick={act(change)}>
      <Icon name={isQuiet ? 'sound' : 'quiet'} /> {muteWords(nick, kind, isQuiet)}
    </button>
  );
}

/** Pages without TLS have no clipboard of their own; there the browser's old way still works. */
function copy(text: string): void {
  if (isSecureContext) {
    void navigator.clipboard.writeText(text);
    return;
  }
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without TLS
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
}
