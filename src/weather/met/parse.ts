/**
 * MET's Locationforecast 2.0 body (GeoJSON) into steps. Pure. Believes nothing: every field may be missing, unknown
 * keys are passed over, what is not a plausible number in a known unit becomes `null`.
 */
import type { Step } from '../types.ts';

export interface ParsedForecast {
  /** ms UTC. */
  readonly issuedAt: number;
  /** In order of time; at least one. */
  readonly steps: readonly Step[];
}

/** MET sends about ninety. So many can be kept, however their figures are written. */
const mostSteps = 200;

/** `null` when `body` is not a forecast. Never throws. */
export function parseForecast(body: string): ParsedForecast | null {
  const properties = at(json(body), 'properties');
  const series = at(properties, 'timeseries');
  if (!Array.isArray(series)) return null;
  const units = at(at(properties, 'meta'), 'units');
  const steps = series
    .slice(0, mostSteps)
    .map((entry) => parseStep(entry, units))
    .filter((step) => step !== null)
    .sort((one, other) => one.time - other.time);
  const first = steps[0];
  if (first === undefined || !steps.some(hasValue)) return null;
  return { issuedAt: timeOf(at(at(properties, 'meta'), 'updated_at')) ?? first.time, steps };
}

function parseStep(entry: unknown, units: unknown): Step | null {
  const time = timeOf(at(entry, 'time'));
  if (time === null) return null;
  const data = at(entry, 'data');
  const details = at(at(data, 'instant'), 'details');
  const value = (key: string): number | null => measured(key, at(details, key), at(units, key));
  return {
    time,
    temperature: value('air_temperature'),
    cloud: value('cloud_area_fraction'),
    humidity: value('relative_humidity'),
    wind: value('wind_speed'),
    windFrom: value('wind_from_direction'),
    next: parseNext(data, units),
  };
}

/** The finest period that says anything: near steps have one hour, far ones six or twelve, the last none. */
function parseNext(data: unknown, units: unknown): Step['next'] {
  for (const hours of [1, 6, 12]) {
    const period = at(data, `next_${hours}_hours`);
    const code = at(at(period, 'summary'), 'symbol_code');
    const symbol = typeof code === 'string' && code.trim() !== '' ? code.trim().slice(0, 80) : null;
    const key = 'precipitation_amount';
    const precipitation = measured(key, at(at(period, 'details'), key), at(units, key));
    if (symbol !== null || precipitation !== null) return { hours, symbol, precipitation };
  }
  return null;
}

function hasValue(step: Step): boolean {
  return step.temperature !== null || step.cloud !== null || step.next !== null;
}

interface Measure {
  readonly min: number;
  readonly max: number;
  /** From each unit MET may name to ours; the first is the documented one. */
  readonly units: Readonly<Record<string, (value: number) => number>>;
}

const same = (value: number): number => value;
const percent: Measure = { min: 0, max: 100, units: { '%': same, '1': (share) => share * 100 } };
const measures: Readonly<Record<string, Measure>> = {
  air_temperature: {
    min: -100,
    max: 70,
    units: {
      celsius: same,
      kelvin: (k) => k - 273.15,
      K: (k) => k - 273.15,
      fahrenheit: (f) => (f - 32) / 1.8,
    },
  },
  cloud_area_fraction: percent,
  relative_humidity: { ...percent, max: 110 },
  wind_speed: {
    min: 0,
    max: 150,
    units: { 'm/s': same, 'km/h': (kmh) => kmh / 3.6, knots: (kn) => kn * 0.514444 },
  },
  wind_from_direction: { min: 0, max: 360, units: { degrees: same } },
  precipitation_amount: { min: 0, max: 2000, units: { mm: same, 'kg/m2': same, cm: (cm) => cm * 10 } },
};

/** A unit that is not stated is the documented one; one that is stated and unknown makes the value worthless. */
function measured(key: string, value: unknown, unit: unknown): number | null {
  const measure = measures[key];
  if (measure === undefined || typeof value !== 'number' || !Number.isFinite(value)) return null;
  const convert =
    unit === undefined
      ? same
      : typeof unit === 'string' && Object.hasOwn(measure.units, unit)
        ? measure.units[unit]
        : undefined;
  if (convert === undefined) return null;
  const ours = convert(value);
  return ours >= measure.min && ours <= measure.max ? ours : null;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !isoTime.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // not JSON is one of the ways of not being a forecast
  }
}
