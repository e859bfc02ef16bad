import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { openMet } from '../weather/met/client.ts';
import { openPlaces } from '../weather/places.ts';
import { version } from './version.ts';

/** What Weather_Bot asks. Opens nothing before the first question; `cacheFolder` keeps what MET answered. */
export function openWeather(config: Config, cacheFolder: string, note: Note) {
  const forecasts = openMet({
    clock: systemClock,
    random: Math.random,
    cacheFolder,
    contact: config.weatherContact,
    baseUrl: config.weatherUrl,
    version,
    enabled: config.weather,
    onNotice: note,
  });
  const places = openPlaces(fileURLToPath(new URL('places.db', import.meta.url)));
  const close = () => {
    forecasts.close();
    places.close();
  };
  return { forecasts, places, units: config.units, close };
}
