import type { Config } from '../config.ts';
import type { ResidentSettings } from '../residents/settings.ts';
import { version } from './version.ts';

/** What residents are told of the configuration, but the assistant and what the Host may say. */
export function residentSettings(config: Config): ResidentSettings {
  return {
    host: { everySeconds: config.hostEvery, always: config.hostAlways, starters: [] },
    weather: {
      enabled: config.weather,
      contact: config.weatherContact,
      url: config.weatherUrl,
      units: config.units,
      version,
    },
    assistant: null,
  };
}
