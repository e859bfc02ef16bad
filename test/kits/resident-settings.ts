import type { ResidentSettings } from '../../src/residents/settings.ts';

/** What residents are told in a server of which nothing else is known; it has no live weather. */
export function settings(host: Partial<ResidentSettings['host']> = {}): ResidentSettings {
  return {
    host: { everySeconds: 30, always: false, starters: [], ...host },
    weather: { enabled: false, contact: null, url: 'https://met.invalid', version: '1.2.3', units: 'metric' },
    assistant: null,
  };
}
