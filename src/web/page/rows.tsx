import { useState } from 'preact/hooks';
import { comingsInWords, ignoredInWords, localInWords, movesIn, nameOfMoves } from '../../client/rows.ts';
import type {
  Coming,
  ComingsRow,
  FoldedRow,
  Happening,
  LocalRow,
  Moves,
  Row,
  Said,
} from '../../client/rows.ts';
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
  return (
    <div class={isTarget ? 'row target' : 'row'} data-key={row.key} data-seq={row.seq}>
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
      return <ComingsView row={row} />;
    case 'bots':
    case 'ignored':
      return <FoldedView row={row} nameOf={nameOf} self={self} />;
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
      return <>{who} left</>;
    case 'kicked':
      return (
        <>
          {who} was removed by {entry.by}
          {entry.reason !== '' && `: ${entry.reason}`}
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

function ComingsView({ row }: { readonly row: ComingsRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="folded">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="right" /> {summary(row.entries)}
      </button>
      {isOpen && row.entries.map((entry) => <HappeningView key={entry.seq} entry={entry} />)}
    </div>
  );
}

/** Names while there are few of them. */
function summary(entries: readonly Coming[]): string {
  const moves = movesIn(entries);
  return moves.length > 3 ? comingsInWords(entries) : moves.map(moveInWords).join(', ');
}

function moveInWords(moves: Moves): string {
  const { before, after, steps } = moves;
  if (steps.length === 0) {
    return before === after ? `${after} had another name for a while` : `${before} is now called ${after}`;
  }
  const name = nameOfMoves(moves);
  if (steps.length === 1) return `${name} ${steps[0] === 'joined' ? 'came in' : 'left'}`;
  return steps.at(-1) === 'joined' ? `${name} left and came back` : `${name} came and went`;
}

interface FoldedProperties {
  readonly row: FoldedRow;
  readonly nameOf: NameOf;
  readonly self: string;
}

function FoldedView({ row, nameOf, self }: FoldedProperties) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class={`folded ${row.type}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="right" /> {row.type === 'ignored' ? ignoredInWords(row) : botsInWords(row.entries)}
      </button>
      {isOpen &&
        row.entries.map((entry, index) => (
          <MessageView
            key={entry.seq}
            entry={entry}
            first={row.entries[index - 1]?.nick !== entry.nick}
            own={false}
            mentions={false}
            quoted={undefined}
            nameOf={nameOf}
            self={self}
          />
        ))}
    </div>
  );
}

function botsInWords(entries: readonly Said[]): string {
  const names = [...new Set(entries.map(({ nick }) => nick))].join(', ');
  return entries.length === 1 ? `${names} said something` : `${entries.length} messages of ${names}`;
}

function LocalView({ row: { line } }: { readonly row: LocalRow }) {
  if (line.text.includes('\t')) return <Columns text={line.text} />;
  return (
    <p class={`local ${line.tone}`} dir="auto">
      {localInWords(line)}
    </p>
  );
}

/** Lines in two columns, parted by a tab. */
function Columns({ text }: { readonly text: string }) {
  return (
    <dl class="local info columns" dir="auto">
      {text.split('\n').map((line) => {
        const [head = '', ...rest] = line.split('\t');
        return (
          <div key={line}>
            <dt>{head}</dt>
            <dd>{rest.join(' ')}</dd>
          </div>
        );
      })}
    </dl>
  );
}
