/** Rows of the timeline as lines of the terminal, wrapped at words and aligned under themselves. Pure. */
import { lineOf } from '../../room/types.ts';
import { type Fold, foldInWords, messagesIn } from '../../client/folds.ts';
import { goneInWords } from '../../client/gone.ts';
import type { Happening, MessageRow, Row, Said } from '../../client/rows.ts';
import type { RoomState, Unsent } from '../../client/state.ts';
import { columnsOf, cut, terminalSafe, wrapText } from '../../util/terminal-safe.ts';
import { never } from '../../util/result.ts';
import { localLines } from './local-lines.ts';
import { looks, nameLook } from './looks.ts';
import { indentOf, nameColumns, narrow, type Paper, timeColumns } from './paper.ts';
import { blank, type Line, type Span, type Style } from './styled.ts';

export function linesOf(row: Row, paper: Paper): readonly Line[] {
  switch (row.type) {
    case 'day':
      return [rule(paper.times.day(row.time), paper.columns, looks.dim)];
    case 'unread':
      return [rule('new messages', paper.columns, looks.unread)];
    case 'event':
      return eventLines(row.entry, paper);
    case 'comings':
    case 'bots':
    case 'ignored':
      return foldLines(row, paper);
    case 'local':
      return localLines(row.line, paper);
    case 'message':
      return messageLines(row, paper);
    default:
      return never(row);
  }
}

/** What is in it in few words; open, all of it below them. */
function foldLines(row: Fold, paper: Paper): readonly Line[] {
  const isOpen = paper.isOpen(row.key);
  const words = `${isOpen ? '▾' : '▸'} ${foldInWords(row)}`;
  const head = remark(row.entries[0]?.time ?? null, words, looks.dim, paper);
  if (!isOpen) return head;
  if (row.type !== 'comings')
    return [...head, ...messagesIn(row).flatMap((each) => messageLines(each, paper))];
  return [...head, ...row.entries.flatMap((entry) => eventLines(entry, paper))];
}

function eventLines(entry: Happening, paper: Paper): readonly Line[] {
  return remark(entry.time, happeningInWords(entry), looks.dim, paper);
}

/** Something that somebody is writing, as it will be shown when it is said, but dim. */
export function draftLines(row: MessageRow, paper: Paper): readonly Line[] {
  const { entry } = row;
  const lines = messageLines({ ...row, entry: { ...entry, text: `${entry.text}…` } }, paper);
  return lines.map((line) => ({
    ...line,
    spans: line.spans.map(({ text }) => ({ text, style: looks.dim })),
  }));
}

/** What stands above the first row there is: that more is to come, or that there is none. */
export function startLines(
  { live, older, loading, with: other }: Pick<RoomState, 'live' | 'older' | 'loading' | 'with'>,
  paper: Paper,
): readonly Line[] {
  if (loading) return [centred('loading …', paper)];
  if (!live) return [{ spans: [] }];
  if (older) return [centred('PgUp shows what was before', paper)];
  return [centred(other === null ? 'This is where it began.' : `This is between you and ${other}.`, paper)];
}

/** Something said that is not in the log yet. */
export function unsentLines(
  { text, action, state, reason, to, time }: Unsent,
  name: string,
  paper: Paper,
): readonly Line[] {
  const mark = state === 'failed' ? '!' : '…';
  const whom = to === null ? '' : `(to ${to}) `;
  const body = said(
    {
      time,
      name: action ? `* ${name}` : name,
      nameStyle: looks.dim,
      text: `${whom}${text}`,
      style: looks.dim,
      mark,
    },
    paper,
  );
  if (state !== 'failed') return body;
  const words = `not sent: ${reason ?? ''} /retry sends it, /drop gives it up.`;
  return [...body, ...remark(null, words, looks.error, paper)];
}

function messageLines(row: MessageRow, paper: Paper): readonly Line[] {
  const { entry, first, mentions } = row;
  const isBot = entry.kind === 'bot';
  const nick = isBot ? `[${entry.nick}]` : entry.nick;
  const name = entry.action ? `* ${nick}` : nick;
  const look = entry.kind === 'host' ? looks.host : nameLook(entry.nick);
  const lines = said(
    {
      time: first ? entry.time : null,
      name: first ? name : '',
      nameStyle: mentions ? looks.mention : isBot ? looks.bot : look,
      text: entry.text,
      style: mentions ? { bold: true } : {},
      mark: mentions ? '»' : '',
    },
    paper,
  );
  return row.quotes ? [...quote(entry, paper), ...lines] : lines;
}

function quote({ answers }: Said, paper: Paper): readonly Line[] {
  const found = answers === null ? null : paper.find(answers);
  // Who has come is greeted: that says it by itself.
  if (found && found.type !== 'message') return [];
  const words = found ? lineOf(found) : 'something said before';
  const indent = indentOf(paper);
  const text = cut(terminalSafe(`↳ ${words}`), paper.columns - indent);
  return [{ spans: [blank(indent), { text, style: looks.dim }] }];
}

interface Saying {
  /** Null: the same as above. */
  readonly time: number | null;
  readonly name: string;
  readonly nameStyle: Style;
  readonly text: string;
  readonly style: Style;
  /** One column before the text; empty for none. */
  readonly mark: string;
}

function said({ time, name, nameStyle, text, style, mark }: Saying, paper: Paper): readonly Line[] {
  const isNarrow = paper.columns < narrow;
  const head = timeSpan(time, paper);
  const indent = indentOf(paper);
  const safeName = terminalSafe(name);
  const nameSpans = isNarrow ? narrowName(safeName, nameStyle) : columnName(safeName, nameStyle, paper);
  const before = isNarrow ? [head, ...nameSpans] : [head, ...nameSpans, markSpan(mark)];
  const width = Math.max(1, paper.columns - indent);
  const ahead = isNarrow
    ? Math.min(
        width - 1,
        nameSpans.reduce((sum, span) => sum + columnsOf(span.text), 0),
      )
    : 0;
  return wrapped(text, width, ahead).map((line, index) => ({
    spans: [...(index === 0 ? before : [blank(indent)]), { text: line, style }],
  }));
}

/** The lines of a text; the first leaves `ahead` columns free. */
function wrapped(text: string, width: number, ahead: number): readonly string[] {
  const lines = text.split('\n').map(terminalSafe);
  // What stands before the first word takes part in the wrapping, as one word that is cut off again.
  return lines.flatMap((line, index) => {
    if (index > 0 || ahead === 0) return wrapText(line, width);
    const filler = '\u00a0'.repeat(ahead);
    const [first = '', ...rest] = wrapText(filler + line, width);
    return [first.slice(Math.min(filler.length, first.length)), ...rest];
  });
}

function narrowName(name: string, style: Style): readonly Span[] {
  return name === ''
    ? []
    : [
        { text: cut(name, 16), style },
        // Of something done the name begins the sentence.
        { text: name.startsWith('*') ? ' ' : ': ', style: looks.dim },
      ];
}

function columnName(name: string, style: Style, paper: Paper): readonly Span[] {
  const columns = nameColumns(paper);
  const text = cut(name, columns);
  return [blank(columns - columnsOf(text)), { text, style }];
}

function markSpan(mark: string): Span {
  return { text: ` ${mark === '' ? ' ' : mark} `, style: looks.dim };
}

function remark(time: number | null, words: string, style: Style, paper: Paper): readonly Line[] {
  const lines = wrapText(terminalSafe(words), Math.max(1, paper.columns - timeColumns));
  return lines.map((text, index) => ({
    spans: [index === 0 ? timeSpan(time, paper) : blank(timeColumns), { text, style }],
  }));
}

function rule(words: string, columns: number, style: Style): Line {
  const text = cut(` ${words} `, Math.max(0, columns - 2));
  const left = Math.max(0, Math.floor((columns - columnsOf(text)) / 2));
  const right = Math.max(0, columns - left - columnsOf(text));
  return { spans: [{ text: '─'.repeat(left) + text + '─'.repeat(right), style }] };
}

function centred(words: string, { columns }: Paper): Line {
  const text = cut(terminalSafe(words), columns);
  return { spans: [blank(Math.floor((columns - columnsOf(text)) / 2)), { text, style: looks.dim }] };
}

function timeSpan(time: number | null, { times }: Paper): Span {
  const text = time === null ? '' : times.clock(time);
  return { text: text.padEnd(timeColumns), style: looks.dim };
}

function happeningInWords(entry: Happening): string {
  switch (entry.type) {
    case 'joined':
      return `→ ${entry.nick} came in`;
    case 'left':
    case 'kicked':
      return `← ${entry.nick} ${goneInWords(entry)}`;
    case 'renamed':
      return `↔ ${entry.nick} is now called ${entry.to}`;
    case 'topic':
      return entry.text === ''
        ? `# ${entry.nick} took the topic away`
        : `# ${entry.nick} set the topic: ${entry.text}`;
    case 'opened':
      return '· the server was started';
    default:
      return never(entry);
  }
}
