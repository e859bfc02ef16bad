import type { ForecastSource } from '../../src/weather/met/types.ts';
import type { Forecast, Forecasts, NoForecast, Place, Places, Step } from '../../src/weather/types.ts';

const nowhere: Place = {
  name: '',
  admin: null,
  country: 'Norway',
  countryCode: 'NO',
  lat: 59.91,
  lon: 10.75,
  altitude: 10,
  population: 1_000,
  timeZone: 'Europe/Oslo',
};

export function town(name: string, rest: Partial<Place> = {}): Place {
  return { ...nowhere, name, ...rest };
}

const towns: readonly Place[] = [
  town('Oslo', { population: 580_000 }),
  town('Oslo', { population: 300, country: 'United States', countryCode: 'US', admin: 'Minnesota' }),
  town('Paris', { population: 2_100_000, country: 'France', countryCode: 'FR', timeZone: 'Europe/Paris' }),
  town('Paris', {
    population: 24_000,
    country: 'United States',
    countryCode: 'US',
    admin: 'Texas',
    timeZone: 'America/Chicago',
  }),
  town('Tokyo', { population: 9_700_000, country: 'Japan', countryCode: 'JP', timeZone: 'Asia/Tokyo' }),
  town('Bergen', { population: 260_000 }),
];

/** Places as the table gives them, from the few towns above. */
export const atlas: Places = {
  similar: (name) => (name === 'Begren' ? towns.filter((place) => place.name === 'Bergen') : []),
  find: (name, within) =>
    towns.filter(
      (place) =>
        place.name.toLowerCase() === name.toLowerCase() &&
        (!within || [place.admin, place.country].includes(within)),
    ),
};

export function step(time: number, rest: Partial<Step> = {}): Step {
  const next = { hours: 1, symbol: 'cloudy', precipitation: 0 };
  return { time, temperature: 10, cloud: 92, humidity: 60, wind: 3, windFrom: 180, next, ...rest };
}

/** Hour by hour from `start`, as `at` says for each hour. */
export function hourly(
  start: number,
  hours: number,
  at: (hour: number) => Partial<Step> = () => ({}),
): Step[] {
  return Array.from({ length: hours }, (_, hour) => step(start + hour * 3_600_000, at(hour)));
}

/** What gives these forecasts without asking anybody. */
export function source(forecasts: Forecasts): ForecastSource {
  return { hosts: [], open: () => forecasts };
}

/** The same steps for every place; `asked` records which. */
export function sky(answer: readonly Step[] | NoForecast, rest: Partial<Forecast> = {}) {
  const asked: Place[] = [];
  const forecasts = source({
    forecast: async (place) => {
      asked.push(place);
      if ('trouble' in answer) return answer;
      return { place, issuedAt: answer[0]?.time ?? 0, staleSince: null, steps: answer, ...rest };
    },
  });
  return { forecasts, asked };
}
