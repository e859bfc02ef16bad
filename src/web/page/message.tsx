import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hueOf } from '../../client/colour.ts';
import type { NameOf } from '../../client/markup.ts';
import { isMuted } from '../../client/preferences.ts';
import type { Said } from '../../client/rows.ts';
import type { Entry } from '../../room/types.ts';
import { clockTime } from './dates.ts';
import { Icon } from './icons.tsx';
import { MessageMenu } from './message-menu.tsx';
import { Avatar, Name } from './name.tsx';
import { useView } from './view.ts';
import { Words } from './words.tsx';

interface MessageProperties {
  readonly entry: Said;
  /** Shows who and when. */
  readonly first: boolean;
  readonly own: boolean;
  readonly mentions: boolean;
  /** What it answers: the entry, null where it is not loaded, undefined where there is nothing to say about it. */
  readonly quoted: Entry | null | undefined;
  readonly nameOf: NameOf;
  readonly self: string;
}

export function MessageView({ entry, first, own, mentions, quoted, nameOf, self }: MessageProperties) {
  const [isWhyOpen, setWhyOpen] = useState(false);
  // A bot that says our name calls nobody: it is shown as any other name.
  const called = entry.kind === 'bot' ? '' : self;
  const words = <Words text={entry.text} nameOf={nameOf} self={called} own={own} />;
  const classes = ['message', first && 'first', own && 'own', mentions && 'mentions'].filter(Boolean);
  return (
    <div class={classes.join(' ')}>
      {first ? <Avatar name={entry.nick} kind={entry.kind} /> : <Time time={entry.time} />}
      <div class="body">
        {quoted !== undefined && <Quote room={entry.room} seq={entry.answers} quoted={quoted} />}
        {entry.action ? (
          <Deed entry={entry}>{words}</Deed>
        ) : (
          <>
            {first ? (
              <div class="head">
                <Name name={entry.nick} kind={entry.kind} /> <Time time={entry.time} />
              </div>
            ) : (
              <span class="unseen">{entry.nick}: </span>
            )}
            {words}
          </>
        )}
        {isWhyOpen && entry.because !== null && (
          <p class="because" dir="auto">
            <Icon name="bot" /> {entry.because}
          </p>
        )}
      </div>
      <MessageMenu entry={entry} own={own} onWhy={() => setWhyOpen(!isWhyOpen)} isWhyOpen={isWhyOpen} />
    </div>
  );
}

/** Something done: the name begins the sentence. */
function Deed({ entry, children }: { readonly entry: Said; readonly children: ComponentChildren }) {
  return (
    <div class="head deed">
      <span>*</span> <Name name={entry.nick} kind={entry.kind} /> {children} <Time time={entry.time} />
    </div>
  );
}

export function Time({ time }: { readonly time: number }) {
  const iso = new Date(time).toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {clockTime(time)}
    </time>
  );
}

interface QuoteProperties {
  readonly room: string;
  readonly seq: number | null;
  readonly quoted: Entry | null;
}

function Quote({ room, seq, quoted }: QuoteProperties) {
  const { chat, goTo } = useView();
  // A greeting answers somebody's coming in; that says itself.
  if (seq === null || (quoted !== null && quoted.type !== 'message')) return null;
  return (
    <button
      type="button"
      class="quote"
      onClick={() => goTo(room, seq)}
      title="Show the message that this answers"
    >
      <Icon name="reply" />
      <span class="unseen">In answer to </span>
      {quoted && isMuted(chat.state.preferences, quoted) ? (
        <span class="quoted">a message that you do not hear</span>
      ) : quoted ? (
        <>
          <span class="name" data-hue={hueOf(quoted.nick)}>
            {quoted.nick}
          </span>{' '}
          <span class="quoted" dir="auto">
            {quoted.text.slice(0, 200)}
          </span>
        </>
      ) : (
        <span class="quoted">an earlier message</span>
      )}
    </button>
  );
}
