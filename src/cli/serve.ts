import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { Places } from '../bots/places.ts';
import { Supervisor, type SupervisorOptions } from '../bots/supervisor.ts';
import type { Config } from '../config.ts';
import type { AdminDoor } from '../console/admin-door.ts';
import { AdminKeys } from '../console/admin-keys.ts';
import { AdminPage } from '../console/admin-page.ts';
import type { Desk } from '../console/command.ts';
import { serveControl } from '../console/control-socket.ts';
import type { Console } from '../console/prompt-console.ts';
import { startConsole } from '../console/prompt-console.ts';
import { startScreen } from '../console/start-screen.ts';
import { readCertificate } from '../gateway/certificate.ts';
import type { TcpGateway } from '../gateway/tcp.ts';
import { administer } from '../hub/administration.ts';
import { Bans } from '../hub/bans.ts';
import { Hub } from '../hub/hub.ts';
import { pacedDefer } from '../hub/pace.ts';
import { Sessions } from '../hub/sessions.ts';
import { inMemory, type Store } from '../log/log.ts';
import { openStore } from '../log/open.ts';
import { hostControls } from '../residents/host-state.ts';
import { ReservedNames } from '../room/reserved-names.ts';
import { hostNick } from '../room/types.ts';
import { systemClock } from '../util/clock.ts';
import type { LogFile } from '../util/log-file.ts';
import type { Note } from '../util/note.ts';
import { messageOf } from '../util/result.ts';
import type { BotLogs } from './bot-logs.ts';
import { endAll, goneOrLate } from './end-process.ts';
import { journalOf } from './journal.ts';
import { keptCommands } from './kept-commands.ts';
import { knownBots } from './known-bots.ts';
import { receptionAt } from './latecomers.ts';
import { certificateFiles, openGateway, renewCertificate } from './open-gateway.ts';
import { openLogs } from './open-logs.ts';
import { openResidents } from './open-residents.ts';
import { placeOf, wantsName } from './place.ts';
import type { Given, Misused } from './settings.ts';
import { wrongValue } from './settings.ts';
import { heedSignals } from './signals.ts';
import { version } from './version.ts';
import { watchBots } from './watch-bots.ts';

/** Entries of history in memory, at the least. */
const tailAtLeast = 512;
const stopping = 'The service is stopping!';

/**
 * Runs the room until somebody stops it. Resolves with the exit code, or with what is wrong with the options.
 * Rejects with a Fault when it cannot start.
 */
export async function serve(config: Config, given: Given): Promise<number | Misused> {
  // As bin/hobnob and `npm start` ask for; this is what can still be had of a small nursery once Node has started.
  setFlagsFromString('--semi-space-growth-factor=1');
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  const lines = new Lines();
  const files = certificateFiles(config);
  const certificate = files && readCertificate(files, Date.now());
  const store = await openStore(config.data, { durability: config.durability });
  const { logFile, botLogs } = openLogs(config, (message) => lines.print([message]));
  const note = tellBoth(logFile.note, lines);
  process.on('uncaughtException', (error) => {
    note('error', `A fault in the program: ${error.message}`, { stack: error.stack ?? null });
    end(1);
  });

  const { residents, starters, threads, noWeather } = await openResidents(config, note);
  const chosen = await knownBots(config.bots, residents, threads, config);
  if (typeof chosen === 'string') {
    await store.close();
    return wrongValue(given.bots, chosen);
  }

  const warnings = [...chosen.faults.map(({ message }) => message), ...chosen.strangers];
  for (const warning of warnings) logFile.note('warn', warning);

  const reserved = new ReservedNames(chosen.bots.map(({ name }) => name));
  const { hub, admin } = await openRoom(config, store, note, reserved);
  // Nobody comes before the page is there, further down.
  const openPage: AdminDoor = (caller) => page.open(caller);
  const gateway = await openGateway(config, certificate, hub, openPage, () => bots.list(), note).catch(
    async (fault: unknown) => {
      await store.close();
      throw fault;
    },
  );
  logFile.note('info', 'listening', {
    port: gateway.port,
    httpPort: gateway.httpPort,
    address: config.listen ?? 'all',
    version,
  });
  const bots = new Supervisor({
    bots: chosen.known,
    door: (request, listener) => hub.join(request, listener),
    manners: config.manners,
    shelfOf: () => store.shelf,
    storeLimit: config.botStore,
    tell: (nick, text) => void hub.announce(text, nick),
    textLimit: config.textLimit,
    keptCommands: keptCommands(),
    places: await Places.load({ shelf: store.shelf, clock: systemClock, note }),
    clock: systemClock,
    random: Math.random,
    ...notesOfBots(note, botLogs),
  });
  const place = placeOf(config, gateway);
  const keys = new AdminKeys(systemClock, newSecret);
  const desk: Desk = {
    admin,
    bots,
    notRunning: () => chosen.latecomers.faults,
    botLog: (bot, count) => botLogs.last(bot, count),
    host: hostControls((operation) => bots.ask(hostNick, operation)),
    page: { link: () => keys.link(), revoke: () => page.revoke() },
    place,
    version,
    now: () => Date.now(),
    memory: () => process.memoryUsage.rss(),
  };
  const page = new AdminPage({ desk, keys, clock: systemClock, patience: config.handshake * 1000, note });
  const requestStop = () => end(0);
  const reload = files && (() => renewCertificate(files, gateway, note, (line) => lines.print([line])));
  heedSignals({ stop: requestStop, reload });

  // Before the start screen: whoever has read there that the server listens may talk to it.
  const control = await openControl(config.data, desk, note, requestStop);
  const facts = {
    version,
    place,
    weatherOff: noWeather,
    wantsName: wantsName(config, place),
    warnings,
    columns: process.stdout.columns || 80,
    rows: process.stdout.isTTY ? process.stdout.rows : null,
  };
  process.stdout.write(`${startScreen(facts).join('\n')}\n`);
  const console = startConsole({
    screen: { input: process.stdin, output: process.stdout },
    desk,
    clock: systemClock,
    requestStop,
  });
  lines.goTo(console);
  const journal = { nick: hostNick, kind: 'host', address: 'log', wire: 'log', replay: 0 } as const;
  hub.join({ ...journal, resident: true }, journalOf(logFile.note, config.logText));
  for (const bot of chosen.bots) bots.start(bot.name);
  const isHostHere = chosen.bots.some(({ name }) => name === hostNick);
  const unwatch = watchBots({
    bots: [...(isHostHere ? [starters] : []), ...(config.watch ? chosen.fromFiles : [])],
    ...(config.watch && {
      latecomers: {
        files: chosen.latecomers,
        reception: receptionAt({
          supervisor: {
            add(bot) {
              bots.add(bot);
              reserved.add(bot.name);
            },
            start: (name) => bots.start(name),
          },
          others: () => [...bots.list(), ...hub.members().map(({ nick }) => ({ name: nick }))],
          say: (sentence) => lines.print([sentence]),
          tell: (fault) => note('warn', fault),
        }),
      },
    }),
    reload: (name) => bots.reload(name),
    tell: ({ message }) => lines.print([message]),
    onTrouble: (message) => note('warn', message),
  });

  const code = await ended;
  unwatch();
  const { living } = threads;
  return endAll(code, living, () =>
    stop({ console, bots, living, hub, page, gateway, store, logFile, botLogs, control }),
  );
}

/** Null where it cannot be had, or where there is no folder for it. */
async function openControl(dataDir: string, desk: Desk, note: Note, requestStop: () => void) {
  if (dataDir === inMemory) return null;
  return serveControl({ dataDir, desk, note, requestStop }).catch((thrown: unknown) => {
    note('warn', `hobnob admin will not work: ${messageOf(thrown)}`);
    return null;
  });
}

async function openRoom(config: Config, store: Store, note: Note, reserved: ReservedNames) {
  const bans = await Bans.load(store.shelf);
  const sessions = await Sessions.load({
    shelf: store.shelf,
    secret: newSecret,
    clock: systemClock,
    note,
  });
  const tailSize = Math.max(tailAtLeast, config.replay === 'all' ? 0 : Math.min(config.replay, 10_000));
  const hub = await Hub.open({
    log: store.log,
    bans,
    sessions,
    grace: config.grace * 1000,
    rules: { textLimit: config.textLimit, reserved },
    flood: config.flood,
    speech: { depth: config.botDepth, ...config.botSpeech },
    backlogLimit: config.queueLimit,
    tailSize,
    clock: systemClock,
    note,
    defer: pacedDefer(),
  });
  return { hub, admin: administer(hub, bans, systemClock) };
}

interface Running {
  readonly console: Console;
  readonly bots: Supervisor;
  /** The threads of bots that are still there. */
  readonly living: ReadonlySet<unknown>;
  readonly hub: Hub;
  readonly page: AdminPage;
  readonly gateway: TcpGateway;
  readonly store: Store;
  readonly logFile: LogFile;
  readonly botLogs: BotLogs;
  readonly control: { close(): Promise<void> } | null;
}

/** Everything that was opened, closed in reverse. */
async function stop(running: Running): Promise<void> {
  const { console, bots, living, hub, page, gateway, store, logFile, botLogs, control } = running;
  await console.shutDown(async (report) => {
    await control?.close();
    const botsGone = bots.close();
    await hub.close({ code: 'stopping', reason: stopping });
    page.close();
    await gateway.close();
    await goneOrLate(botsGone, living);
    report('Removing active connections.');
    await store.close();
    botLogs.close();
    logFile.note('info', 'stopped');
    logFile.close();
    report('Waiting for threads to finish.');
  });
}

/** 192 bits, as letters, digits, `-` and `_`. */
function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Lines for whoever started the server: on standard error until the console is there. */
class Lines {
  #console: Console | null = null;

  goTo(console: Console): void {
    this.#console = console;
  }

  print(lines: readonly string[]): void {
    if (this.#console) this.#console.print(lines);
    else process.stderr.write(`${lines.join('\n')}\n`);
  }
}

/** To the log file everything; to the screen what somebody should do something about. */
function tellBoth(log: Note, lines: Lines): Note {
  return (level, message, fields) => {
    log(level, message, fields);
    if (level !== 'info') lines.print([message]);
  };
}

/** All about a bot to its own log; what somebody should do something about to the others as well. */
function notesOfBots(note: Note, logs: BotLogs): Pick<SupervisorOptions, 'note' | 'log'> {
  return {
    note(level, message, fields) {
      const bot = fields?.['bot'];
      if (typeof bot === 'string') logs.write(bot, level, message);
      const isKnown = level === 'info' || fields?.['told'] === true;
      if (typeof bot !== 'string' || !isKnown) note(level, message, fields);
    },
    log(bot, level, message) {
      logs.write(bot, level, message);
      if (level !== 'info') note(level, `${bot}: ${message}`, { bot });
    },
  };
}
