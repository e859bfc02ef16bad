import { useState } from 'preact/hooks';
import { goneInWords } from '../../client/gone.ts';
import { type Fold, foldInWords, messagesIn } from '../../client/folds.ts';
import { localInWords } from '../../client/rows.ts';
import type { Happening, LocalRow, Row } from '../../client/rows.ts';
import type { NameOf } from '../../client/markup.ts';
import type { Entry } from '../../room/types.ts';
import { never } from '../../util/result.ts';
import { dayName } from './dates.ts';
import { Icon } from './icons.tsx';
import { memo } from './memo.ts';
import { MessageView, Time } from './message.tsx';

interface RowProperties {
  readonly row: Row;
  /** What a message of this row answers. */
  readonly quoted: Entry | null | undefined;
  readonly nameOf: NameOf;
  readonly self: string;
  readonly isTarget: boolean;
}

/** One row of a room. A row that has not changed is not drawn again. */
export const RowView = memo((properties: RowProperties) => {
  const { row, isTarget } = properties;
  const classes = ['row', isTarget && 'target', row.type === 'local' && 'told'].filter(Boolean);
  return (
    <div class={classes.join(' ')} data-key={row.key} data-seq={row.seq}>
      {inside(properties)}
    </div>
  );
});

function inside({ row, quoted, nameOf, self }: RowProperties) {
  switch (row.type) {
    case 'message':
      return (
        <MessageView
          entry={row.entry}
          first={row.first}
          own={row.own}
          mentions={row.mentions}
          quoted={quoted}
          nameOf={nameOf}
          self={self}
        />
      );
    case 'day':
      return (
        <h3 class="divider">
          <span>{dayName(row.time, Date.now())}</span>
        </h3>
      );
    case 'unread':
      return (
        <div class="divider unread" role="separator" aria-label="New from here on">
          <span>New</span>
        </div>
      );
    case 'event':
      return <HappeningView entry={row.entry} />;
    case 'comings':
    case 'bots':
    case 'ignored':
      return <FoldView row={row} nameOf={nameOf} self={self} />;
    case 'local':
      return <LocalView row={row} />;
    default:
      return never(row);
  }
}

function HappeningView({ entry }: { readonly entry: Happening }) {
  return (
    <p class="event">
      <Time time={entry.time} />
      <span dir="auto">{inWords(entry)}</span>
    </p>
  );
}

function inWords(entry: Happening) {
  const who = <b>{entry.nick}</b>;
  switch (entry.type) {
    case 'joined':
      return <>{who} came in</>;
    case 'left':
    case 'kicked':
      return (
        <>
          {who} {goneInWords(entry)}
        </>
      );
    case 'renamed':
      return (
        <>
          {who} is now called <b>{entry.to}</b>
        </>
      );
    case 'topic':
      return entry.text === '' ? (
        <>{who} took the topic away</>
      ) : (
        <>
          {who} set the topic: <q>{entry.text}</q>
        </>
      );
    case 'opened':
      return <>The server was started</>;
    default:
      return never(entry);
  }
}

interface FoldProperties {
  readonly row: Fold;
  readonly nameOf: NameOf;
  readonly self: string;
}

function FoldView({ row, nameOf, self }: FoldProperties) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class={`folded ${row.type}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="right" /> {foldInWords(row)}
      </button>
      {isOpen &&
        (row.type === 'comings'
          ? row.entries.map((entry) => <HappeningView key={entry.seq} entry={entry} />)
          : messagesIn(row).map((message) => (
              <MessageView
                key={message.key}
                entry={message.entry}
                first={message.first}
                own={false}
                mentions={false}
                quoted={undefined}
                nameOf={nameOf}
                self={self}
              />
            )))}
    </div>
  );
}

function LocalView({ row: { line } }: { readonly row: LocalRow }) {
  if (line.text.includes('\t')) return <Columns text={line.text} />;
  return (
    <p class={`local ${line.tone}`} dir="auto">
      {localInWords(line)}
    </p>
  );
}

/** Lines in two columns, parted by a tab; further ones part lines in the second. */
function Columns({ text }: { readonly text: string }) {
  return (
    <dl class="local info columns" dir="auto">
      {text.split('\n').map((line) => {
        const [head = '', ...rest] = line.split('\t');
        return (
          <div key={line} class={rest.length === 0 ? 'whole' : undefined}>
            <dt>{head}</dt>
            <dd>
              {rest.map((part) => (
                <div key={part}>{part}</div>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
