import { join } from 'node:path';
import type { BotThread } from '../bots/bot-thread.ts';
import { manifestOf } from '../bots/manifest.ts';
import { residentBots } from '../bots/resident-bots.ts';
import { openMeans } from '../bots/resident-means.ts';
import { startersFile } from '../bots/starters.ts';
import { Watch } from '../bots/watch.ts';
import { workerBot } from '../bots/worker-mind.ts';
import type { Config } from '../config.ts';
import type { Note } from '../util/note.ts';
import { assistantSettings } from './assistant-settings.ts';
import { residentSettings } from './resident-settings.ts';

/**
 * Those who live here, each in a thread of its own, which begins when it starts; what such a thread has; and why there is no
 * live weather. They keep files in the folder `data`.
 */
export async function openResidents(config: Config, data: string, note: Note) {
  const threads = {
    entry: new URL('bot-worker.js', import.meta.url),
    memory: config.botMemory,
    watch: new Watch(),
    living: new Set<BotThread>(),
  };
  const starterFiles = [join(data, '..', startersFile), startersFile];
  const settings = residentSettings(config, join(data, 'weather'), starterFiles);
  const assistant = assistantSettings(config);
  const means = openMeans({ ...settings, assistant }, note);
  const bots = await residentBots(means);
  const { forecasts } = await means.weather();
  const noWeather = forecasts.offBecause();
  // They were made here only to see what they are.
  means.close();
  const residents = bots.map((bot) => {
    // With its key, the assistant's settings are for nobody else.
    const own = bot.name === assistant?.name ? { ...settings, assistant } : settings;
    return workerBot(manifestOf(bot), { type: 'resident', name: bot.name, settings: own }, threads);
  });
  return { residents, threads, noWeather };
}
