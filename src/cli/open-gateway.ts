import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BotStatus } from '../bots/bot-state.ts';
import { firstLine } from '../bots/worker/whereabouts.ts';
import type { Config } from '../config.ts';
import type { AdminDoor } from '../console/admin-door.ts';
import { loadAssets } from '../gateway/assets.ts';
import type { Certificate, CertificateFiles } from '../gateway/certificate.ts';
import { readCertificate } from '../gateway/certificate.ts';
import { hostRule } from '../gateway/hosts.ts';
import type { TcpGateway } from '../gateway/tcp.ts';
import { listenTcp } from '../gateway/tcp.ts';
import type { Hub } from '../hub/hub.ts';
import { brief } from '../util/brief.ts';
import { systemClock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { Fault, messageOf } from '../util/result.ts';
import type { ListedBot } from '../wire/live/messages.ts';

/** Listens where the settings say. Rejects with a Fault that names the option to change. */
export async function openGateway(
  config: Config,
  certificate: Certificate | null,
  hub: Hub,
  admin: AdminDoor,
  bots: () => readonly BotStatus[],
  note: Note,
): Promise<TcpGateway> {
  const opening = listenTcp({
    port: config.port,
    httpPort: config.httpPort,
    certificate,
    admin,
    bots: () => bots().map(listed),
    hosts: hostRule(config.hosts, hostname()),
    address: config.listen,
    handshakeTimeout: config.handshake * 1000,
    connectionsPerAddress: config.connectionsPerAddress,
    keepAlive: config.keepAlive * 1000,
    frameLimit: config.frameLimit,
    textLimit: config.textLimit,
    backlogLimit: config.queueLimit,
    replay: config.replay,
    assets: loadAssets(fileURLToPath(new URL('web', import.meta.url))),
    clock: systemClock,
    note,
    join: (request, listener) => hub.join(request, listener),
  });
  return opening.catch((thrown: unknown) => {
    throw portFault(thrown, config);
  });
}

/** Characters of what a bot failed with that people see. */
const longestFailure = 200;

/** What people may know of a bot. */
function listed(status: BotStatus): ListedBot {
  const { name, about, state, lastError, restarts, answersPerMinute, lag, memory } = status;
  return {
    name,
    about,
    state: state.type,
    since: state.since,
    until: state.type === 'backing off' ? state.until : null,
    by: state.type === 'stopped' ? state.by : null,
    failed: lastError?.time ?? null,
    // Where in the bot's files that was is for whoever runs the server.
    failure: lastError ? brief(firstLine(lastError.message), longestFailure) : null,
    restarts,
    answersPerMinute,
    lag,
    memory,
  };
}

function portFault(thrown: unknown, { port: main, httpPort, listen }: Config): Fault {
  const failed = thrown instanceof Error && 'port' in thrown ? thrown.port : main;
  const [port, option] =
    failed === httpPort && failed !== main ? [httpPort, '--http-port'] : [main, '--port'];
  const at = listen === null ? '' : ` at ${listen}`;
  switch (thrown instanceof Error && 'code' in thrown ? thrown.code : null) {
    case 'EADDRINUSE':
      return new Fault(`Port ${port}${at} is in use by another program. Choose another one with ${option}.`);
    case 'EACCES':
      return new Fault(`Port ${port} may not be used by this user. Choose one from 1024 up with ${option}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Fault(`${listen ?? 'The address'} is not an address of this machine. See --listen.`);
    default:
      return new Fault(`Listening on port ${port}${at} failed: ${messageOf(thrown)}`);
  }
}

/** Null where no TLS is wanted. */
export function certificateFiles({ tlsCert, tlsKey }: Config): CertificateFiles | null {
  return tlsCert === null || tlsKey === null ? null : { cert: tlsCert, key: tlsKey };
}

/** Takes the certificate from its files again; one that cannot be used changes nothing. */
export function renewCertificate(
  files: CertificateFiles,
  gateway: Pick<TcpGateway, 'renew'>,
  note: Note,
  print: (line: string) => void,
): void {
  try {
    gateway.renew(readCertificate(files, Date.now()));
    note('info', 'The certificate was read again.');
    print('The certificate was read again.');
  } catch (fault) {
    note('warn', `The certificate stays as it was. ${messageOf(fault)}`);
  }
}
