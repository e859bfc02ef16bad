/** Colours as the style sheets give them: whoever changes one learns here whether it can still be read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hueCount } from '../src/client/colour.ts';

type Colour = readonly [red: number, green: number, blue: number];
type Theme = 'light' | 'dark';

const base = readFileSync(join(import.meta.dirname, '../src/web/base.css'), 'utf8');
const names = readFileSync(join(import.meta.dirname, '../src/web/page/names.css'), 'utf8');
const themes: readonly Theme[] = ['light', 'dark'];
const least = 4.5;

describe.each(themes)('%s', (theme) => {
  const pairs = [
    ['--ink', '--paper'],
    ['--ink', '--raised'],
    ['--ink', '--sunken'],
    ['--ink', '--mention-soft'],
    ['--ink', '--accent-soft'],
    ['--muted', '--paper'],
    ['--muted', '--raised'],
    ['--muted', '--sunken'],
    ['--muted', '--hover'],
    ['--muted', '--mention-soft'],
    ['--muted', '--bad-soft'],
    ['--accent', '--paper'],
    ['--accent', '--sunken'],
    ['--accent', '--accent-soft'],
    ['--accent', '--mention-soft'],
    ['--on-accent', '--accent'],
    ['--good', '--good-soft'],
    ['--bad', '--bad-soft'],
    ['--bad', '--paper'],
  ] as const;

  test.each(pairs)('%s on %s', (text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(least);
  });

  test.each(Array.from({ length: hueCount }, (_, hue) => hue))('a name of hue %d', (hue) => {
    const name = ofName('--name', hue, theme);
    const grounds = ['--paper', '--sunken', '--hover', '--mention-soft'].map((ground) =>
      token(ground, theme),
    );
    for (const ground of [...grounds, ofName('--name-soft', hue, theme)])
      expect(contrast(name, ground)).toBeGreaterThanOrEqual(least);
  });
});

/** What `light-dark(a, b)` says for a theme. */
function chosen(css: string, property: string, theme: Theme): string {
  const value = new RegExp(`${property}: light-dark\\((.*)\\);`).exec(css)?.[1] ?? '';
  const [light = '', dark = ''] = value.split(/,\s*(?![^(]*\))/);
  return theme === 'light' ? light : dark;
}

function token(property: string, theme: Theme): Colour {
  const hex = /^#(..)(..)(..)$/.exec(chosen(base, property, theme));
  if (!hex) throw new Error(`${property} is not a colour like #rrggbb`);
  return [1, 2, 3].map((at) => parseInt(hex[at] ?? '', 16) / 255) as unknown as Colour;
}

function ofName(property: string, index: number, theme: Theme): Colour {
  const hue = Number(new RegExp(`\\[data-hue='${index}'\\] \\{\\s*--h: (\\d+)`).exec(names)?.[1]);
  const [, lightness, chroma] = /oklch\(([\d.]+) ([\d.]+) /.exec(chosen(names, property, theme)) ?? [];
  return fromOklch(Number(lightness), Number(chroma), (hue * Math.PI) / 180);
}

/** Björn Ottosson's Oklab; what lies outside of sRGB is clipped, as browsers do. */
function fromOklch(lightness: number, chroma: number, angle: number): Colour {
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((value) => {
    const kept = Math.min(1, Math.max(0, value));
    return kept <= 0.0031308 ? 12.92 * kept : 1.055 * kept ** (1 / 2.4) - 0.055;
  }) as unknown as Colour;
}

/** WCAG 2.2, 1.4.3. */
function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
