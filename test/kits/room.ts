import { hostRule } from '../../src/gateway/hosts.ts';
import type { TcpOptions } from '../../src/gateway/tcp.ts';
import { listenTcp } from '../../src/gateway/tcp.ts';
import { Bans } from '../../src/hub/bans.ts';
import type { HubOptions } from '../../src/hub/hub.ts';
import { Hub } from '../../src/hub/hub.ts';
import { memoryStore } from '../../src/log/memory.ts';
import { ReservedNames } from '../../src/room/reserved-names.ts';
import { systemClock } from '../../src/util/clock.ts';
import { openSessions } from './sessions.ts';

/** A whole room on a free port of loopback, its thread in memory. */
export async function openRoom(hubChanges: Partial<HubOptions> = {}, tcpChanges: Partial<TcpOptions> = {}) {
  const store = memoryStore();
  const notes: string[] = [];
  const note = (_level: string, message: string) => notes.push(message);
  const hub = await Hub.open({
    log: store.log,
    bans: await Bans.load(store.shelf),
    sessions: await openSessions(store.shelf, systemClock),
    grace: 60_000,
    rules: { textLimit: 4000, reserved: new ReservedNames() },
    flood: null,
    speech: null,
    backlogLimit: 1024 ** 2,
    tailSize: 512,
    clock: systemClock,
    note,
    defer: (run) => setImmediate(() => void run()),
    ...hubChanges,
  });
  const gateway = await listenTcp({
    port: 0,
    address: '127.0.0.1',
    handshakeTimeout: 10_000,
    connectionsPerAddress: 200,
    keepAlive: 60_000,
    frameLimit: 16 * 1024,
    textLimit: 4000,
    backlogLimit: 1024 ** 2,
    replay: 200,
    bots: () => [],
    assets: new Map(),
    hosts: hostRule([], 'localhost'),
    admin: () => ({ receive: () => undefined, ended: () => undefined }),
    httpPort: null,
    certificate: null,
    clock: systemClock,
    note,
    join: (request, listener) => hub.join(request, listener),
    ...tcpChanges,
  });
  const close = async () => {
    await hub.close({ code: 'stopping', reason: 'The service is stopping!' });
    await gateway.close();
  };
  return { hub, port: gateway.port, gateway, notes, close };
}
