import { encode } from 'uqr';

/** Modules of quiet around the code: fewer than the standard asks for, as many as cameras need. */
const quiet = 2;
/** Black on white, whatever the terminal's colours are. */
const ink = '\x1b[38;5;16;48;5;231m';
const reset = '\x1b[0m';

/** A QR code in half-block characters, two modules to a line; `columns` wide. */
export interface QrCode {
  readonly lines: readonly string[];
  readonly columns: number;
}

export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'L', border: quiet });
  const isDark = (row: number, column: number) => data[row]?.[column] ?? false;
  const lines: string[] = [];
  for (let row = 0; row < size; row += 2) {
    const cells = Array.from({ length: size }, (_, column) =>
      half(isDark(row, column), isDark(row + 1, column)),
    );
    lines.push(`${ink}${cells.join('')}${reset}`);
  }
  return { lines, columns: size };
}

function half(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
