import { Fault } from '../util/result.ts';
import type { AssistantSettings } from './assistant/settings.ts';
import type { Bot } from './bot.ts';
import type { HostOptions } from './host-schedule.ts';
import type { WeatherBotOptions } from './weather-bot.ts';

/** What residents need from outside, made only for who asks for it. */
export interface ResidentMeans {
  readonly host: () => HostOptions | Promise<HostOptions>;
  readonly weather: () => WeatherBotOptions | Promise<WeatherBotOptions>;
  /** Null or absent where there is no assistant. */
  readonly assistant?: AssistantSettings | null;
}

/** Everyone who lives in the server, each loaded by itself. A new bot joins the list here. */
const residents: Readonly<Record<string, (means: ResidentMeans) => Promise<Bot>>> = {
  Host: async ({ host }) => (await import('./host.ts')).hostBot(await host()),
  Simple_Chat_Bot: async () => (await import('./simple-chat-bot.ts')).simpleChatBot(),
  Weather_Bot: async ({ weather }) => (await import('./weather-bot.ts')).weatherBot(await weather()),
  Sport_Bot: async () => (await import('./sport-bot.ts')).sportBot(),
  Art_Bot: async () => (await import('./art-bot.ts')).artBot(),
};

/** One of them, made anew. */
export async function residentBot(name: string, means: ResidentMeans): Promise<Bot> {
  const { assistant } = means;
  if (assistant?.name === name) return assistantFor(assistant);
  const make = Object.hasOwn(residents, name) ? residents[name] : undefined;
  if (!make) throw new RangeError(`no resident is called ${name}`);
  return make(means);
}

/** The Host and the four, and the assistant where there is one. Rejects with a Fault when two would share a name. */
export async function residentBots(means: ResidentMeans): Promise<readonly Bot[]> {
  const bots = await Promise.all(Object.values(residents).map((make) => make(means)));
  const { assistant } = means;
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
export async function chatBots(weather: WeatherBotOptions): Promise<readonly Bot[]> {
  const means = { host: () => Promise.reject(new Error('no Host here')), weather: () => weather };
  return Promise.all(
    Object.keys(residents)
      .filter((name) => name !== 'Host')
      .map((name) => residentBot(name, means)),
  );
}
