import type { Bot } from '../bots/bot.ts';
import type { WeatherCue } from '../rehearsal/script.ts';
import { residentBots } from '../residents/residents.ts';
import type { ForecastSource } from '../weather/met/types.ts';
import type { Forecasts, Step } from '../weather/types.ts';
import { version } from './version.ts';

const hour = 3_600_000;
/** Hours of weather, more than Weather_Bot ever tells of. */
const horizon = 240;

/** Every resident who may be in a rehearsal, with the weather that it has. `hostEvery` in seconds, 0 for never. */
export function residentCast(hostEvery: number, forecasts: ForecastSource): Promise<readonly Bot[]> {
  const host = { everySeconds: hostEvery, always: false, starters: [] };
  const weather = { enabled: false, contact: null, url: '', version, units: 'metric' } as const;
  return residentBots({ host, weather, assistant: null }, forecasts);
}

/** The same weather all the time, as a script has it for each place. */
export function skyOf(cues: readonly WeatherCue[], start: number): ForecastSource {
  const sky: Forecasts = {
    async forecast(place) {
      const own = cues.findLast((cue) => cue.place?.toLowerCase() === place.name.toLowerCase());
      const cue = own ?? cues.findLast((each) => each.place === null);
      if (!cue) {
        const message =
          'There is no weather in this rehearsal; its script may tell some: weather: 7 °C, 92 % cloud';
        return { trouble: 'switched_off', message };
      }
      const first = start - (start % hour);
      const steps = Array.from({ length: horizon }, (_, index) => stepOf(cue, first + index * hour));
      return { place, issuedAt: start, staleSince: null, steps };
    },
  };
  return { hosts: [], open: () => sky };
}

function stepOf({ temperature, cloud }: WeatherCue, time: number): Step {
  const symbol =
    cloud < 13 ? 'clearsky_day' : cloud < 38 ? 'fair_day' : cloud < 87 ? 'partlycloudy_day' : 'cloudy';
  const next = { hours: 1, symbol, precipitation: 0 };
  return { time, temperature, cloud, humidity: null, wind: null, windFrom: null, next };
}
