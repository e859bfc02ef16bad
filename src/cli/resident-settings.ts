import { fileURLToPath } from 'node:url';
import type { ResidentSettings } from '../bots/resident-settings.ts';
import type { Config } from '../config.ts';
import { version } from './version.ts';

/** What residents are told of the configuration, but the assistant. `cacheFolder` keeps what MET answered. */
export function residentSettings(
  config: Config,
  cacheFolder: string,
  starterFiles: readonly string[],
): ResidentSettings {
  return {
    host: { everySeconds: config.hostEvery, always: config.hostAlways, starterFiles },
    weather: {
      enabled: config.weather,
      contact: config.weatherContact,
      url: config.weatherUrl,
      units: config.units,
      cacheFolder,
      places: fileURLToPath(new URL('places.db', import.meta.url)),
      version,
    },
    assistant: null,
  };
}
