import stringWidth from 'string-width';

/** Whatever could steer a terminal or turn the reading direction: C0, DEL, C1, line separators, bidirectional marks. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** One line of foreign text that a terminal shows and does not obey: tabs and line ends become spaces, the rest U+FFFD. */
export function terminalSafe(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', ' ').replace(unsafe, substitute);
}

function substitute(character: string): string {
  return /[\t\n\r\u0085\u2028\u2029]/.test(character) ? ' ' : '\ufffd';
}

/** Columns that a text takes up in a terminal: wide characters count two, combining ones none. */
export function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** What a reader takes for one character, in order. */
export function graphemesOf(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return text.split('');
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** At most so many columns, with … where something is left out. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    width += columnsOf(grapheme);
    if (width > columns - 1) break;
    kept += grapheme;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** Breaks a text between words into lines of at most `columns`; a word that is longer is broken too. Never empty. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** Pieces of a text without regard to words, each at most `columns` wide (or one character). Never empty. */
export function breakWord(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    const more = columnsOf(grapheme);
    if (width + more > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += grapheme;
    width += more;
  }
  return [...pieces, piece];
}
