import { artBot } from './art-bot.ts';
import type { Bot } from './bot.ts';
import { hostBot } from './host.ts';
import type { HostSchedule } from './host-schedule.ts';
import { simpleChatBot } from './simple-chat-bot.ts';
import { sportBot } from './sport-bot.ts';
import { weatherBot, type WeatherBotOptions } from './weather-bot.ts';

/** The four that anyone may bring along, each made anew. */
export function chatBots(weather: WeatherBotOptions): readonly Bot[] {
  return [simpleChatBot(), weatherBot(weather), sportBot(), artBot()];
}

/** Everyone who lives in the server: the Host and the four. A new bot joins the list here. */
export function residentBots(options: WeatherBotOptions & { readonly host: HostSchedule }): readonly Bot[] {
  return [hostBot(options.host), ...chatBots(options)];
}
