import { join } from 'node:path';
import { manifestOf } from '../bots/manifest.ts';
import type { BotSource } from '../bots/mind/mind.ts';
import type { BotThread } from '../bots/worker/bot-thread.ts';
import { Watch } from '../bots/worker/watch.ts';
import { workerBot } from '../bots/worker/worker-mind.ts';
import type { Config } from '../config.ts';
import { residentBots } from '../residents/residents.ts';
import { hostNick } from '../room/types.ts';
import type { Note } from '../util/note.ts';
import { whyOff } from '../weather/met/off.ts';
import { assistantSettings } from './assistant-settings.ts';
import { placeTable } from './place-table.ts';
import { residentSettings } from './resident-settings.ts';
import { StarterFiles, startersFile } from './starters.ts';
import type { Watched } from './watch-bots.ts';

/**
 * Those who live here, each in a thread of its own, which begins when it starts; what the Host says, which may lie in a file
 * beside the data folder and change there; what such a thread has; and why there is no live weather.
 */
export async function openResidents(config: Config, note: Note) {
  const threads = {
    entry: new URL('bot-worker.js', import.meta.url),
    places: placeTable(),
    memory: config.botMemory,
    watch: new Watch(),
    living: new Set<BotThread>(),
  };
  const settings = residentSettings(config);
  const assistant = assistantSettings(config);
  const starterFiles = new StarterFiles([join(config.data, '..', startersFile), startersFile], (message) =>
    note('warn', message),
  );
  /** With its key, the assistant's settings are for nobody else. */
  const settingsOf = (name: string) => ({
    ...settings,
    assistant: name === assistant?.name ? assistant : null,
  });
  /** What the Host may say is what the file says when the Host comes. */
  const hostSettings = () => ({ ...settings, host: { ...settings.host, starters: starterFiles.read() } });
  const residents = (await residentBots({ ...settings, assistant })).map((bot): BotSource => {
    const { name } = bot;
    const manifest = manifestOf(bot);
    const source = (own: typeof settings) =>
      workerBot(manifest, { type: 'resident', name, settings: own }, threads);
    if (manifest.kind !== 'host') return source(settingsOf(name));
    const host: BotSource = {
      ...manifest,
      wake: (voice, random) => source(hostSettings()).wake(voice, random),
      renew: async () => host,
    };
    return host;
  });
  const starters: Watched = {
    name: hostNick,
    folders: () => starterFiles.folders(),
    hasChanged: async () => starterFiles.hasChanged(),
  };
  const reason = whyOff(settings.weather)?.message ?? null;
  return { residents, starters, threads, noWeather: weatherOff(config, reason) };
}

/** Most have only not thought of a contact yet; what else is wrong with the weather needs more words. */
function weatherOff({ weather, weatherContact }: Config, reason: string | null): string | null {
  if (reason === null || !weather || weatherContact !== null) return reason;
  return 'Live weather is off; --weather-contact YOUR_E-MAIL_OR_SITE switches it on.';
}
