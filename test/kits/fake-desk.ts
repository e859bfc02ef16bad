/** What console commands act on, in memory: three connections, one ban list, two bots. */
import type { Desk } from '../../src/console/command.ts';
import type { Ban, Connection } from '../../src/hub/admin.ts';
import type { BotStatus } from '../../src/bots/bot-state.ts';
import type { Entry, Nick, Seq } from '../../src/room/types.ts';
import { lobby, refuse } from '../../src/room/types.ts';

export const deskTime = new Date(2022, 2, 31, 15, 45, 55, 797).getTime();

export function fakeDesk(): Desk & { readonly done: string[] } {
  const done: string[] = [];
  const connections: Connection[] = [
    connection('Ann', '192.168.56.1:51299'),
    { ...connection('世界', '[2001:db8::1]:40000'), lastReceivedAt: deskTime - 1000 },
    { ...connection('Weather_Bot', 'resident'), kind: 'bot', wire: 'resident' },
  ];
  const bans = new Map<string, Ban>();
  const bots: BotStatus[] = [
    {
      ...plainBot,
      name: 'Weather_Bot',
      about: 'Tells the weather.',
      commands: { weather: { args: 'PLACE', help: 'tells the weather there' } },
      needs: { hosts: ['api.met.no'], modules: [], places: true },
      state: { type: 'running', since: deskTime - 60_000 },
      answers: 7,
      answersPerMinute: 3,
      lag: 12.3,
      memory: 9.5 * 2 ** 20,
    },
    {
      ...plainBot,
      name: 'Art_Bot',
      about: 'Paints.',
      state: { type: 'backing off', since: deskTime, until: deskTime + 4000 },
      lastError: { message: 'paint ran out', time: deskTime },
      errors: [
        { message: 'paint ran out', time: deskTime },
        { message: 'no canvas', time: deskTime - 9000 },
      ],
      restarts: 2,
      answers: 1,
    },
  ];
  const entries: Entry[] = [
    { ...about('Ann'), seq: 1 as Seq, type: 'joined' },
    {
      ...about('Ann'),
      seq: 2 as Seq,
      type: 'message',
      text: 'hi\x1b[2J',
      id: null,
      answers: null,
      because: null,
    },
    { ...about('Ann'), seq: 3 as Seq, type: 'kicked', by: 'Host' as Nick, reason: 'noise' },
  ];
  let paused = false;
  const act = (verb: string) => (name: string, by?: string) => {
    done.push([verb, name, by].filter(Boolean).join(' '));
    const known = bots.some((bot) => bot.name === name);
    return { done: known, message: known ? `${name} was ${verb}.` : `There is no bot named ${name}.` };
  };
  return {
    done,
    now: () => deskTime,
    memory: () => 64 * 2 ** 20,
    bots: {
      list: () => bots,
      start: act('started'),
      stop: act('stopped'),
      restart: act('restarted'),
      reload: async (name) => act('loaded again')(name),
    },
    notRunning: () => [],
    botLog: async (bot, count) =>
      bot === 'Art_Bot'
        ? [
            { time: deskTime - 1, level: 'info', message: 'mixing colours' },
            { time: deskTime, level: 'warn', message: 'Art_Bot failed: paint ran out' },
          ].slice(-count)
        : [],
    version: '0.1.0',
    place: { port: 2020, httpPort: 2020, secure: false, here: 'localhost', away: '192.0.2.1' },
    page: { link: () => 'TOKEN', revoke: () => 2 },
    host: {
      state: async () => ({
        status: paused ? 'paused' : 'on',
        next: 'Tea?',
        dueAt: paused ? null : deskTime + 12_000,
      }),
      skip: async () => 'Coffee?',
      pause: async () => !paused && (paused = true),
      async resume() {
        const was = paused;
        paused = false;
        return was;
      },
      take: async () => 'Tea?',
    },
    admin: {
      connections: () => connections,
      async kick(nick, reason) {
        const found = connections.find((one) => one.nick.toLowerCase() === nick.toLowerCase());
        if (!found) return refuse('not_here', `${nick} is not here.`);
        done.push(`kick ${found.nick}: ${reason}`);
        return found.nick;
      },
      async ban(target, reason) {
        if (target === '!') return refuse('bad_name', 'This is neither a name nor an address.');
        const ban: Ban = {
          target,
          type: /^[\d.]+$/.test(target) ? 'address' : 'name',
          reason,
          since: deskTime,
        };
        bans.set(target, ban);
        return ban;
      },
      unban: async (target) => bans.delete(target),
      bans: async () => [...bans.values()],
      async say(text) {
        if (text === 'disk full') throw new Error('the disk is full');
        done.push(`say ${text}`);
        return null;
      },
      speech: () => [
        {
          nick: 'Art_Bot' as Nick,
          messages: 29,
          characters: 11_900,
          refused: 1,
          lastRefusal: { time: deskTime, message: 'A person must speak first.' },
        },
      ],
      announce(text) {
        done.push(`notice ${text}`);
        return 2;
      },
      history: async (limit) => entries.slice(-limit),
      figures: () => ({
        startedAt: deskTime - 93_784_000,
        people: 2,
        bots: 1,
        entriesStored: 3,
        messages: 1,
        deliveries: 12,
        refusals: 0,
        turns: 4,
      }),
    },
  };
}

const plainBot = {
  commands: {},
  isLeftOver: false,
  intervals: [],
  needs: { hosts: [], modules: [], places: false },
  operations: [],
  lastError: null,
  errors: [],
  restarts: 0,
  answersPerMinute: 0,
  lag: null,
  memory: null,
} satisfies Partial<BotStatus>;

function connection(nick: string, address: string): Connection {
  const times = { joinedAt: deskTime, lastReceivedAt: deskTime };
  return {
    nick: nick as Nick,
    kind: 'person',
    address,
    wire: 'classic',
    queued: 0,
    rooms: [lobby],
    away: false,
    ...times,
  };
}

function about(nick: string) {
  return { room: lobby, time: deskTime, nick: nick as Nick, kind: 'person' } as const;
}
