/** The colours of the screen. Each can be read on dark and on light. */
import { hueCount, hueOf } from '../../client/colour.ts';
import type { Style } from './styled.ts';

/** One for each hue, of the 256 colours. */
const hues: readonly number[] = [160, 166, 136, 100, 64, 35, 37, 32, 62, 98, 133, 168];

export const looks = {
  dim: { dim: true },
  bar: { inverse: true },
  error: { colour: 160, bold: true },
  notice: { colour: 136, bold: true },
  unread: { colour: 160, bold: true },
  mention: { inverse: true, bold: true },
  bot: { dim: true, italic: true },
  host: { bold: true },
} as const satisfies Readonly<Record<string, Style>>;

export function nameLook(name: string): Style {
  return { colour: hues[hueOf(name) % hueCount] ?? 32, bold: true };
}
