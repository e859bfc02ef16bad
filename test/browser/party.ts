/** A lively room to take pictures of: what was said an hour ago, and a talk with the bots that happens while one looks. */
import { openStore } from '../../src/log/open.ts';
import type { Nick } from '../../src/room/types.ts';
import { LiveClient, type Told } from '../kits/live-client.ts';
import { startServer } from '../kits/server.ts';
import { said } from '../kits/said.ts';
import { MetStandIn } from '../met-stand-in.ts';

export const topic = 'Saturday’s walk, and whatever else comes up';

const before: readonly (readonly [minutesAgo: number, name: string, text: string])[] = [
  [58, 'Tobias', 'Good evening, all! Who is in for a walk up Fløyen on Saturday?'],
  [56, 'Amira', 'Me! As long as nobody makes me *run* it.'],
  [55, 'Amira', 'The funicular takes us down again: https://example.org/timetable'],
  [51, 'Kenji', 'I bring the flask ☕ and the good biscuits'],
  [47, 'Maja', 'Count me in. `08:30` at the lower station?'],
  [46, 'Tobias', 'Half past eight it is. I will be the one who looks tired.'],
];

export class Party {
  readonly server: Awaited<ReturnType<typeof startServer>>;
  readonly #met: MetStandIn;
  readonly #guests: readonly Guest[];

  private constructor(server: Party['server'], met: MetStandIn, guests: readonly Guest[]) {
    this.server = server;
    this.#met = met;
    this.#guests = guests;
  }

  static async begin(folder: string): Promise<Party> {
    await remember(folder);
    const met = await MetStandIn.start();
    met.weather = {
      temperature: 9,
      cloud: 88,
      symbol: 'rain',
      wind: 4,
      rain: (hours) => (hours % 24 < 8 ? 0.6 : 0),
    };
    const weather = ['--weather-url', met.url, '--weather-contact', 'crew@example.org'];
    const server = await startServer(folder, [
      '--bots',
      'all',
      '--host-every',
      '900',
      '--flood',
      'off',
      ...weather,
    ]);
    const guests: Guest[] = [];
    for (const name of ['Tobias', 'Amira', 'Kenji']) guests.push(await Guest.join(server.port, name));
    return new Party(server, met, guests);
  }

  /** The talk with Maja, who speaks by `say`. */
  async talk(say: (text: string) => Promise<void>): Promise<void> {
    const [tobias, amira, kenji] = this.#guests;
    if (!tobias || !amira || !kenji) return;
    tobias.send({ type: 'topic', text: topic });
    await amira.ask('Weather_Bot, will it rain in Bergen on Saturday morning?', 'Weather_Bot');
    await kenji.ask('Sport_Bot, do you like hiking?', 'Sport_Bot');
    await say('Umbrellas *and* good shoes, then. Art_Bot, can we paint the view from the top?');
    await kenji.hears('Art_Bot');
    const map = await amira.say('Maja, can you bring the map? 🧭');
    await say('It is in the bag already.');
    await this.server.ask('say What is the best thing you have ever eaten outdoors?', /Host: What/);
    const question = await kenji.hears('Host');
    await kenji.say('Grilled corn in Sapporo. No contest. 🌽', { answers: question });
    await tobias.say('I will take a picture of it, just in case', { answers: map });
    await kenji.say('Whose turn is it to bake?', { room: 'recipes' });
    await amira.say('Shall we get Tobias a cake? Saturday is his birthday 🎂', { to: 'Maja' });
  }

  /** Somebody enters a room besides, so that others can. */
  async open(room: string): Promise<void> {
    for (const guest of this.#guests.slice(1)) {
      guest.send({ type: 'join', room });
      await guest.until((told) => told.type === 'live' && told['room'] === room);
    }
  }

  /** Somebody writes, for as long as that is believed. */
  write(): void {
    this.#guests[0]?.send({ type: 'typing' });
  }

  async end(): Promise<void> {
    for (const guest of this.#guests) guest.close();
    await this.server.kill();
    await this.#met.close();
  }
}

async function remember(folder: string): Promise<void> {
  const store = await openStore(folder, { durability: 'fast' });
  const now = Date.now();
  await store.log.append(
    before.map(([minutesAgo, name, text]) =>
      said(text, { nick: name as Nick, time: now - minutesAgo * 60_000 }),
    ),
  );
  await store.close();
}

class Guest {
  readonly #client: LiveClient;
  readonly #name: string;
  #count = 0;

  private constructor(client: LiveClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  static async join(port: number, name: string): Promise<Guest> {
    return new Guest(await LiveClient.join(port, name, { session: true }), name);
  }

  send(message: object): void {
    this.#client.send(message);
  }

  until(fits: (told: Told) => boolean): Promise<Told> {
    return this.#client.until(fits);
  }

  /** Resolves with the place of what was said. */
  async say(text: string, more: object = {}): Promise<number> {
    const id = `${this.#name}-${++this.#count}`;
    this.send({ type: 'post', id, text, ...more });
    return Number((await this.until((told) => told.type === 'accepted' && told['id'] === id))['seq']);
  }

  async ask(text: string, who: string): Promise<void> {
    const place = await this.say(text);
    await this.until((told) => told['name'] === who && told['answers'] === place);
  }

  /** The place of the first thing that somebody has said since they came in. */
  async hears(who: string): Promise<number> {
    return Number((await this.until((told) => told['event'] === 'message' && told['name'] === who))['seq']);
  }

  close(): void {
    this.#client.close();
  }
}
