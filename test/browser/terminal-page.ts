/** The lines of a terminal, with their escape sequences, as a page that looks like one. */

const names = ['#3b3a38', '#f0776c', '#9cc474', '#e6c073', '#74a8e8', '#c98fd9', '#6cc5c1', '#d9d4ca'];
const bright = ['#8a857c', '#ff9d91', '#b5dd8d', '#ffdb8f', '#98c3ff', '#e3b0f0', '#8fe0dc', '#fbf8f3'];
const [ink, paper] = ['#d9d4ca', '#211f1d'];

interface Look {
  ink: string | null;
  paper: string | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  reverse: boolean;
}

const plain: Look = {
  ink: null,
  paper: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  reverse: false,
};

/** `columns`: how wide the terminal is. Sizes in CSS pixels. */
export function terminalPage(lines: readonly string[], columns: number) {
  const shown = lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
  const [cell, row, border] = [8.43, 20, 18];
  const style = `margin:0;padding:${border}px;background:${paper};color:${ink};font:14px/${row}px 'DejaVu Sans Mono',monospace;white-space:pre`;
  let look = plain;
  const rows = shown.map((line) => {
    const drawn = drawLine(line, look);
    look = drawn.look;
    return drawn.html;
  });
  return {
    html: `<!doctype html><body style="${style}">${rows.join('\n')}`,
    width: Math.ceil(columns * cell) + 2 * border,
    height: shown.length * row + 2 * border,
  };
}

function drawLine(line: string, before: Look): { html: string; look: Look } {
  let look = before;
  let html = '';
  for (const [, codes, text = ''] of line.matchAll(/\x1b\[([\d;:]*)m|((?:(?!\x1b\[)[^])+)/g)) {
    if (codes !== undefined) look = changed(look, codes.split(/[;:]/).map(Number));
    else html += `<span style="${styleOf(look)}">${inCells(text.replace(/\x1b./g, ''))}</span>`;
  }
  return { html, look };
}

function changed(look: Look, codes: number[]): Look {
  let next = { ...look };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 0) next = { ...plain };
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4) next.underline = true;
    else if (code === 7) next.reverse = true;
    else if (code === 22) next.bold = next.dim = false;
    else if (code === 27) next.reverse = false;
    else if (code === 39) next.ink = null;
    else if (code === 49) next.paper = null;
    else if (code >= 30 && code <= 37) next.ink = names[code - 30] ?? null;
    else if (code >= 40 && code <= 47) next.paper = names[code - 40] ?? null;
    else if (code >= 90 && code <= 97) next.ink = bright[code - 90] ?? null;
    else if (code === 38 || code === 48) {
      const isIndexed = codes[at + 1] === 5;
      const colour = isIndexed
        ? indexed(codes[at + 2] ?? 0)
        : `rgb(${codes.slice(at + 2, at + 5).join(',')})`;
      next[code === 38 ? 'ink' : 'paper'] = colour;
      at += isIndexed ? 2 : 4;
    }
  }
  return next;
}

/** One of xterm's 256 colours. */
function indexed(index: number): string {
  if (index < 16) return (index < 8 ? names[index] : bright[index - 8]) ?? ink;
  if (index > 231)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(',')})`;
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

function styleOf({ ink: own, paper: behind, bold, dim, italic, underline, reverse }: Look): string {
  const [front, back] = reverse ? [behind ?? paper, own ?? ink] : [own ?? ink, behind ?? 'transparent'];
  const parts = [`color:${front}`, `background:${back}`];
  if (bold) parts.push('font-weight:700');
  if (dim) parts.push('opacity:.6');
  if (italic) parts.push('font-style:italic');
  if (underline) parts.push('text-decoration:underline');
  return parts.join(';');
}

/** Fonts do not keep to the cells of an emoji: two, and in tmux one where only a variation selector makes it one. */
function inCells(text: string): string {
  const signs = /(\p{Emoji_Presentation})|\p{Extended_Pictographic}\ufe0f/gu;
  return escaped(text).replace(signs, (sign: string, wide?: string) => {
    const cells = wide === undefined ? 1 : 2;
    return `<span style="display:inline-block;width:${cells}ch;height:1lh;vertical-align:top">${sign}</span>`;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
