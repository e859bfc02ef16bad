import { join } from 'node:path';
import type { BotThread } from '../bots/bot-thread.ts';
import { manifestOf } from '../bots/manifest.ts';
import type { BotSource } from '../bots/mind.ts';
import { residentBots } from '../bots/resident-bots.ts';
import { Watch } from '../bots/watch.ts';
import { workerBot } from '../bots/worker-mind.ts';
import type { Config } from '../config.ts';
import type { Note } from '../util/note.ts';
import { whyOff } from '../weather/met/off.ts';
import { assistantSettings } from './assistant-settings.ts';
import { placeTable } from './place-table.ts';
import { residentSettings } from './resident-settings.ts';
import { readStarters, startersFile } from './starters.ts';

/**
 * Those who live here, each in a thread of its own, which begins when it starts; what such a thread has; and why there is no
 * live weather. The Host's starters may lie beside the data folder.
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
  const starterFiles = [join(config.data, '..', startersFile), startersFile];
  /** With its key, the assistant's settings are for nobody else. */
  const settingsOf = (name: string) => ({
    ...settings,
    assistant: name === assistant?.name ? assistant : null,
  });
  /** What the Host may say is what the file says when the Host comes. */
  const hostSettings = () => {
    const starters = readStarters(starterFiles, (message) => note('warn', message));
    return { ...settings, host: { ...settings.host, starters } };
  };
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
  return { residents, threads, noWeather: whyOff(settings.weather)?.message ?? null };
}
