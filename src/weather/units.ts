/** The units people read weather in. Pure. Forecasts are in °C, m/s and mm throughout. */

export interface Units {
  readonly temperature: '°C' | '°F';
  readonly wind: 'm/s' | 'km/h' | 'mph' | 'knots';
  readonly rain: 'mm' | 'in';
}

export const unitSystems = {
  metric: { temperature: '°C', wind: 'm/s', rain: 'mm' },
  imperial: { temperature: '°F', wind: 'mph', rain: 'in' },
} as const satisfies Readonly<Record<string, Units>>;
export type UnitSystem = keyof typeof unitSystems;

const perMetreASecond = { 'm/s': 1, 'km/h': 3.6, mph: 1 / 0.44704, knots: 3.6 / 1.852 } as const;
const millimetresInAnInch = 25.4;

/** "7 °C" */
export function temperatureIn(celsius: number, { temperature }: Units): string {
  return `${degreesIn(celsius, temperature)} ${temperature}`;
}

/** "2 to 9 °C", "7 °C" where both round to the same. */
export function temperaturesIn(low: number, high: number, { temperature }: Units): string {
  const [from, to] = [degreesIn(low, temperature), degreesIn(high, temperature)];
  return `${from === to ? '' : `${from} to `}${to} ${temperature}`;
}

/** "5 m/s" */
export function windIn(metresASecond: number, { wind }: Units): string {
  return `${whole(metresASecond * perMetreASecond[wind])} ${wind}`;
}

/** "0.4 mm", "0.02 in" */
export function rainIn(millimetres: number, { rain }: Units): string {
  return rain === 'mm'
    ? `${Number(millimetres.toFixed(1))} mm`
    : `${Number((millimetres / millimetresInAnInch).toFixed(2))} in`;
}

export function celsiusOf(degrees: number, unit: Units['temperature']): number {
  return unit === '°C' ? degrees : (degrees - 32) / 1.8;
}

function degreesIn(celsius: number, unit: Units['temperature']): number {
  return whole(unit === '°C' ? celsius : celsius * 1.8 + 32);
}

/** Without the minus before nothing that rounding makes. */
function whole(value: number): number {
  return Math.round(value) || 0;
}
