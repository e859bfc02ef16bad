import type { Bot } from '../bots/bot.ts';
import { Fault } from '../util/result.ts';
import type { ForecastSource } from '../weather/met/types.ts';
import type { AssistantSettings } from './assistant/settings.ts';
import type { ResidentSettings } from './settings.ts';

type Make = (settings: ResidentSettings, forecasts?: ForecastSource) => Promise<Bot>;

/** Everyone who lives in the server, each loaded by itself. A new bot joins the list here. */
const residents: Readonly<Record<string, Make>> = {
  Host: async ({ host }) => (await import('./host.ts')).hostBot(host),
  Simple_Chat_Bot: async () => (await import('./simple-chat-bot.ts')).simpleChatBot(),
  Weather_Bot: async ({ weather }, given) => {
    const { weatherBot } = await import('./weather/weather-bot.ts');
    const forecasts = given ?? (await import('../weather/met/client.ts')).metNorway(weather);
    return weatherBot({ forecasts, units: weather.units });
  },
  Sport_Bot: async () => (await import('./sport-bot.ts')).sportBot(),
  Art_Bot: async () => (await import('./art-bot.ts')).artBot(),
};

/** Names that no other bot can have. */
export const residentNames: readonly string[] = Object.keys(residents);

/** One of them, made anew. */
export async function residentBot(name: string, settings: ResidentSettings): Promise<Bot> {
  const { assistant } = settings;
  if (assistant?.name === name) return assistantFor(assistant);
  const make = Object.hasOwn(residents, name) ? residents[name] : undefined;
  if (!make) throw new RangeError(`no resident is called ${name}`);
  return make(settings);
}

/**
 * The Host and the four, and the assistant where there is one. `forecasts` are MET Norway's unless given. Rejects with a Fault
 * when two would share a name.
 */
export async function residentBots(
  settings: ResidentSettings,
  forecasts?: ForecastSource,
): Promise<readonly Bot[]> {
  const bots = await Promise.all(Object.values(residents).map((make) => make(settings, forecasts)));
  const { assistant } = settings;
  if (!assistant) return bots;
  const wanted = assistant.name.toLowerCase();
  const other = bots.find(({ name }) => name.toLowerCase() === wanted);
  if (other) throw new Fault(`The assistant cannot be called ${other.name}: there is one already.`);
  return [...bots, await assistantFor(assistant)];
}

async function assistantFor(settings: AssistantSettings): Promise<Bot> {
  return (await import('./assistant/assistant.ts')).assistantBot(settings);
}

/** The four that anyone may bring along. */
export async function chatBots(
  settings: ResidentSettings,
  forecasts?: ForecastSource,
): Promise<readonly Bot[]> {
  const bots = await residentBots({ ...settings, assistant: null }, forecasts);
  return bots.filter(({ kind }) => kind !== 'host');
}
