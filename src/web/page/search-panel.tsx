import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { heardOf, piecesOf } from '../../client/found.ts';
import type { Said } from '../../client/rows.ts';
import { shortDate } from './dates.ts';
import { IconButton } from './icons.tsx';
import { Name } from './name.tsx';
import { isNarrow, isTouch, useView } from './view.ts';

/** Looks for words in what was said, and leads there. */
export function SearchPanel() {
  const { chat, change } = useView();
  const { search } = chat.state;
  const [text, setText] = useState(search?.text ?? '');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
  }, []);
  const close = () => {
    chat.endSearch();
    change({ aside: isNarrow() ? null : 'people' });
    if (!isTouch()) document.getElementById('composer')?.focus();
  };
  const { messages, leftOut } = search ? heardOf(search, chat.state) : { messages: [], leftOut: '' };
  return (
    <aside
      class="aside search"
      aria-label="Search"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <header>
        <h2>Search</h2>
        <IconButton icon="close" label="Close the search" onClick={close} />
      </header>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          chat.search(text.trim());
        }}
      >
        <input
          ref={field}
          type="search"
          value={text}
          placeholder="Words in your rooms"
          aria-label="Words to look for"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="small button">
          Find
        </button>
      </form>
      <div class="panel-scroll">
        <p class="hint" role="status">
          {search === null && 'Finds messages that hold all of the words, “words in quotes” as they stand.'}
          {search?.state === 'failed' && (search.reason ?? 'The search failed.')}
          {search?.state === 'done' && messages.length === 0 && 'Nothing was found.'} {leftOut}
        </p>
        <ul class="found">
          {messages.toReversed().map(({ entry }) => (
            <Found key={entry.seq} entry={entry} words={search?.text ?? ''} />
          ))}
        </ul>
        {search?.state === 'asking' && <p class="hint">Looking …</p>}
        {search?.state === 'done' && search.more && (
          <button type="button" class="small button plain" onClick={() => chat.searchOn()}>
            Look further back
          </button>
        )}
      </div>
    </aside>
  );
}

function Found({ entry, words }: { readonly entry: Said; readonly words: string }) {
  const { chat, goTo, change } = useView();
  const room = chat.state.rooms.get(entry.room);
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          goTo(entry.room, entry.seq);
          if (isNarrow()) change({ aside: null });
        }}
      >
        <span class="head">
          <Name name={entry.nick} kind={entry.kind} />
          <time dateTime={new Date(entry.time).toISOString()}>{shortDate(entry.time, Date.now())}</time>
          <span class="hint">{room?.title ?? entry.room}</span>
        </span>
        <span class="excerpt" dir="auto">
          {entry.action && '* '}
          {piecesOf(entry.text, words).map(({ text, isMeant }, index) =>
            isMeant ? <mark key={index}>{text}</mark> : text,
          )}
        </span>
      </button>
    </li>
  );
}
