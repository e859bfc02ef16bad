import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import type { ResidentMeans } from './resident-bots.ts';
import type { ResidentSettings } from './resident-settings.ts';

/** The real world for residents. Nothing is loaded or opened before somebody asks for it. */
export function openMeans(settings: ResidentSettings, note: Note) {
  const closing: (() => void)[] = [];
  const means = {
    host: async () => {
      const { startersFrom } = await import('./starters.ts');
      const { builtInStarters } = await import('./phrases/starters.ts');
      const { starterFiles, ...rest } = settings.host;
      const starters = startersFrom(starterFiles, builtInStarters, (message) => note('warn', message));
      return { ...rest, starters, random: Math.random };
    },
    weather: async () => {
      const { openMet } = await import('../weather/met/client.ts');
      const { openPlaces } = await import('../weather/places.ts');
      const { enabled, contact, url, units, cacheFolder, version } = settings.weather;
      const forecasts = openMet({
        clock: systemClock,
        random: Math.random,
        cacheFolder,
        contact,
        baseUrl: url,
        version,
        enabled,
        onNotice: note,
      });
      const places = openPlaces(settings.weather.places);
      closing.push(
        () => forecasts.close(),
        () => places.close(),
      );
      return { forecasts, places, units };
    },
    assistant: settings.assistant,
  } satisfies ResidentMeans;
  const close = () => {
    for (const one of closing) one();
  };
  return { ...means, close };
}
