/** Forecasts in the format of MET's Locationforecast 2.0 compact, for any weather a test wants. */

/** One value, or one for each step, by the hours since the first. */
type Series<T> = T | ((hours: number) => T);

export interface Weather {
  /** °C */
  readonly temperature?: Series<number>;
  /** Percent */
  readonly cloud?: Series<number>;
  readonly humidity?: Series<number>;
  /** m/s */
  readonly wind?: Series<number>;
  readonly windFrom?: Series<number>;
  /** MET's symbol code for the time after the step. */
  readonly symbol?: Series<string>;
  /** Millimetres in an hour. */
  readonly rain?: Series<number>;
}

export interface ForecastOrigin {
  readonly lat: number;
  readonly lon: number;
  readonly altitude: number;
  /** ms UTC; the first step is the full hour before it. */
  readonly issuedAt: number;
}

const hour = 3_600_000;
const hourly = 60;
const sixHourly = 29;

/** The body as MET sends it: 60 steps an hour apart, then six hours apart, 89 in all, periods as MET gives them. */
export function forecastBody(weather: Weather, origin: ForecastOrigin): string {
  const first = Math.floor(origin.issuedAt / hour) * hour;
  const offsets = Array.from({ length: hourly + sixHourly }, (_, index) =>
    index < hourly ? index : hourly + (index - hourly) * 6,
  );
  const last = offsets.length - 1;
  return JSON.stringify({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [origin.lon, origin.lat, origin.altitude] },
    properties: {
      meta: { updated_at: iso(origin.issuedAt), units },
      timeseries: offsets.map((hours, index) => ({
        time: iso(first + hours * hour),
        data: { instant: { details: instant(weather, hours) }, ...periods(weather, hours, index, last) },
      })),
    },
  });
}

const units = {
  air_pressure_at_sea_level: 'hPa',
  air_temperature: 'celsius',
  cloud_area_fraction: '%',
  precipitation_amount: 'mm',
  relative_humidity: '%',
  wind_from_direction: 'degrees',
  wind_speed: 'm/s',
};

function instant(weather: Weather, hours: number): object {
  return {
    air_pressure_at_sea_level: 1013.2,
    air_temperature: at(weather.temperature ?? 8, hours),
    cloud_area_fraction: at(weather.cloud ?? 50, hours),
    relative_humidity: at(weather.humidity ?? 70, hours),
    wind_from_direction: at(weather.windFrom ?? 225, hours),
    wind_speed: at(weather.wind ?? 3, hours),
  };
}

/** Hourly steps have all three periods, then two, the last none; twelve hours come without an amount. */
function periods(weather: Weather, hours: number, index: number, last: number): object {
  if (index === last) return {};
  const symbol = at(weather.symbol ?? 'partlycloudy_day', hours);
  const period = (length: number): object => ({
    summary: { symbol_code: symbol },
    details: { precipitation_amount: total(weather, hours, length) },
  });
  const six = index < last - 1 ? { next_6_hours: period(6) } : {};
  const twelve = index < last - 2 ? { next_12_hours: { summary: { symbol_code: symbol } } } : {};
  const one = index < hourly ? { next_1_hours: period(1) } : {};
  return index === last - 1 ? { next_6_hours: period(6) } : { ...twelve, ...one, ...six };
}

function total(weather: Weather, from: number, length: number): number {
  let sum = 0;
  for (let hours = from; hours < from + length; hours++) sum += at(weather.rain ?? 0, hours);
  return Math.round(sum * 10) / 10;
}

function at<T extends string | number>(series: Series<T>, hours: number): T {
  return typeof series === 'function' ? series(hours) : series;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
