/** Lines of one's own client: answers of commands, errors, notices. Pure. */
import { type LocalLine, localInWords } from '../../client/rows.ts';
import { columnsOf, terminalSafe, wrapText } from '../../util/terminal-safe.ts';
import { looks } from './looks.ts';
import { narrow, type Paper } from './paper.ts';
import { blank, type Line, type Style } from './styled.ts';

export function localLines(line: LocalLine, paper: Paper): readonly Line[] {
  const style = { info: {}, error: looks.error, notice: looks.notice }[line.tone];
  const lead = { info: '─ ', error: '! ', notice: '* ' }[line.tone];
  const lines = localInWords(line).split('\n');
  // As wide as most need; what is longer stands above its other column, and all does where there is little room.
  const most = paper.columns < narrow ? 0 : Math.floor(paper.columns * 0.4);
  const heads = lines.map((text) => columnsOf(terminalSafe(text.split('\t', 1)[0] ?? '')));
  const width = Math.max(0, ...heads.filter((head) => head <= most));
  return lines.flatMap((text) => {
    const [head = '', ...rest] = text.split('\t').map(terminalSafe);
    if (rest.length === 0) return preformatted(`${lead}${text}`, style, paper);
    return inColumns({ lead, head, rest, width }, style, paper);
  });
}

interface Columns {
  readonly lead: string;
  readonly head: string;
  /** Each begins a line. */
  readonly rest: readonly string[];
  /** Columns of the terminal for the head. */
  readonly width: number;
}

function inColumns({ lead, head, rest, width }: Columns, style: Style, paper: Paper): readonly Line[] {
  const indent = columnsOf(lead) + width + 2;
  const fits = columnsOf(head) <= width;
  const lines = rest.flatMap((part) => wrapText(part, Math.max(1, paper.columns - indent)));
  const above = fits ? [] : preformatted(`${lead}${head}`, style, paper);
  return [
    ...above,
    ...lines.map((text, index) => {
      const before = index === 0 && fits ? `${lead}${head}` : '';
      return {
        spans: [{ text: before, style }, blank(indent - columnsOf(before)), { text, style }],
      };
    }),
  ];
}

/** Wrapped below itself: in lists, below what stands behind the first gap. */
function preformatted(words: string, style: Style, { columns }: Paper): readonly Line[] {
  const safe = terminalSafe(words);
  const gap = /^\S.*?\s{2,}(?=\S)/.exec(safe)?.[0].length ?? 2;
  const indent = gap > columns / 2 ? 4 : gap;
  const head = safe.slice(0, indent);
  const lines = wrapText(safe.slice(indent), Math.max(1, columns - indent));
  return lines.map((text, index) => ({
    spans: [index === 0 ? { text: head, style } : blank(indent), { text, style }],
  }));
}
