/** A span of time as people write it: `90s`, `1.5h`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** In ms; null for what is no duration. */
export function durationMs(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,15}(?:\.\d{1,20})?)(ms|s|m|h|d)$/.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) * (units[unit] ?? NaN);
}
