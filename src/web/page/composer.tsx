import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { withEmoji } from '../../client/emoji.ts';
import { findEntry } from '../../client/shown.ts';
import type { LinkStatus, RoomState } from '../../client/state.ts';
import { CompletionList } from './completion-list.tsx';
import { EmojiPicker } from './emoji-picker.tsx';
import { Icon, IconButton } from './icons.tsx';
import { InputHistory } from './input-history.ts';
import { Typing } from './typing.tsx';
import { useAutoHeight } from './use-auto-height.ts';
import { useCompletion } from './use-completion.ts';
import { useDraft } from './use-draft.ts';
import { isTouch, useView } from './view.ts';

/** Where one writes. What was begun stays with its room. */
export function Composer({
  room,
  scrollBy,
}: {
  readonly room: RoomState;
  readonly scrollBy: (pages: number) => void;
}) {
  const { chat, screen, change } = useView();
  const input = useRef<HTMLTextAreaElement>(null);
  const cursorAt = useRef<number | null>(null);
  const [history] = useState(() => new InputHistory());
  const [text, setText] = useDraft(room.name);
  const [isPicking, setPicking] = useState(false);
  const limit = chat.state.limits.text;
  const over = useMemo(() => Array.from(text).length - limit, [text, limit]);
  const closed = whyClosed(chat.state.status);
  const answering = screen.answering?.room === room.name ? screen.answering : null;
  const answered = answering && findEntry(room, answering.seq);

  useAutoHeight(input, text);
  useLayoutEffect(() => {
    if (closed !== null) setPicking(false);
    if (!isTouch()) input.current?.focus();
  }, [room.name, answering, closed === null]);

  const put = (value: string, cursor: number) => {
    setText(value);
    cursorAt.current = cursor;
    input.current?.focus();
  };
  // With the text, and not a frame later: keys may be quicker.
  useLayoutEffect(() => {
    const at = cursorAt.current;
    cursorAt.current = null;
    if (at !== null) input.current?.setSelectionRange(at, at);
  });
  const completion = useCompletion(input, put);
  const write = (value: string) => {
    setText(value);
    completion.update(value);
    if (value.trim() !== '' && !value.startsWith('/')) chat.typing();
  };
  const send = () => {
    if (closed !== null || text.trim() === '' || over > 0) return;
    history.add(text);
    // What was wrong stays, to be corrected.
    if (chat.enter(withEmoji(text), answering?.seq)) setText('');
    setPicking(false);
    completion.close();
    if (answering) change({ answering: null });
    scrollBy(Infinity);
    input.current?.focus();
  };
  const insert = (piece: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = input.current ?? {};
    put(text.slice(0, selectionStart) + piece + text.slice(selectionEnd), selectionStart + piece.length);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    // Safari tells of the key that ends a composition by its old code alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.isComposing || event.keyCode === 229) return;
    if (completion.onKey(event)) return;
    const handled = keyed(event);
    if (handled) event.preventDefault();
  };
  const keyed = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    const isPlain = !altKey && !ctrlKey && !metaKey;
    if (key === 'Enter' && isPlain && !shiftKey && !isTouch()) send();
    else if ((key === 'PageUp' || key === 'PageDown') && isPlain) scrollBy(key === 'PageUp' ? -0.9 : 0.9);
    else if (key === 'ArrowUp' && isPlain && !shiftKey) return recall(history.back(text), 'first');
    else if (key === 'ArrowDown' && isPlain && !shiftKey) return recall(history.forward(), 'last');
    else if (key === 'Escape' && isPicking) setPicking(false);
    else if (key === 'Escape' && answering) change({ answering: null });
    else return false;
    return true;
  };
  /** Only from the first line up and from the last line down: in between the keys move within the text. */
  const recall = (line: string | null, from: 'first' | 'last'): boolean => {
    const at = input.current?.selectionStart ?? 0;
    const rest = from === 'first' ? text.slice(0, at) : text.slice(at);
    if (rest.includes('\n')) {
      history.undo();
      return false;
    }
    if (line === null) return false;
    put(line, line.length);
    return true;
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        // Also from the button that has opened it.
        if (event.key !== 'Escape' || !isPicking) return;
        event.stopPropagation();
        setPicking(false);
      }}
    >
      <Typing room={room} />
      {answering && (
        <div class="answering">
          <span dir="auto">
            Answering <b>{answered?.nick ?? 'a message'}</b>
            {answered?.type === 'message' && `: ${answered.text.slice(0, 120)}`}
          </span>
          <IconButton icon="close" label="Do not answer" onClick={() => change({ answering: null })} />
        </div>
      )}
      {over > 0 && (
        <p class="too-long" role="alert">
          This is {over === 1 ? '1 character' : `${over} characters`} too long: at most {limit} can be sent at
          once.
        </p>
      )}
      {closed !== null && (
        <p class="closed" id="composer-closed">
          {closed}
        </p>
      )}
      <CompletionList completion={completion} />
      {isPicking && <EmojiPicker onPick={insert} close={() => setPicking(false)} />}
      <div class="field">
        <textarea
          ref={input}
          id="composer"
          rows={1}
          dir="auto"
          value={text}
          disabled={closed !== null}
          aria-describedby={closed === null ? undefined : 'composer-closed'}
          aria-label={`Message to ${room.title}`}
          placeholder={`Message to ${room.title}`}
          enterkeyhint={isTouch() ? 'enter' : 'send'}
          autocomplete="off"
          aria-controls="completions"
          aria-autocomplete="list"
          aria-activedescendant={completion.choices.length > 0 ? `completion-${completion.at}` : undefined}
          onInput={(event) => {
            setPicking(false);
            write(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={completion.close}
        />
        {over > -200 && <span class={over > 0 ? 'count over' : 'count'}>{-over}</span>}
        <IconButton
          icon="smile"
          label="Emoji"
          expanded={isPicking}
          disabled={closed !== null}
          onClick={() => setPicking(!isPicking)}
        />
        <button
          type="submit"
          class="icon-button send"
          aria-label="Send"
          title="Send"
          disabled={closed !== null || text.trim() === '' || over > 0}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** Why nothing can be written: what was typed here would wait for ever. Null where it can. */
function whyClosed(status: LinkStatus): string | null {
  if (status.type !== 'stopped') return null;
  if (status.code === 'banned') return 'You cannot write here unless the ban is lifted.';
  return status.code === 'replaced'
    ? 'You write in the other tab now, or here again with “Use it here”.'
    : 'You can write again with “Come back”.';
}
