/**
 * Sockets: who connects, from where, how many, and for how long without a word. It hands bytes to a guest of the right
 * wire; it knows nothing of rooms, logs or bots.
 */
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { messageOf } from '../util/result.ts';
import { renderRemoval } from '../wire/classic/render.ts';
import { addressOf, hostOf } from './address.ts';
import type { GuestOptions } from './classic-guest.ts';
import { ClassicGuest } from './classic-guest.ts';
import { ConnectionCount } from './connection-count.ts';
import type { HttpOptions } from './http.ts';
import { HttpDoor } from './http.ts';
import type { Protocol } from './sniff.ts';
import { sniff } from './sniff.ts';

export interface TcpOptions extends GuestOptions, HttpOptions {
  readonly port: number;
  /** An address of this machine; null for all, IPv4 and IPv6. */
  readonly address: string | null;
  /** Connections from one address; loopback is free. */
  readonly connectionsPerAddress: number;
  /** Silence after which the system asks a connection for a sign of life, in ms. */
  readonly keepAlive: number;
}

export interface TcpGateway {
  /** The port that was taken. */
  readonly port: number;
  /** Takes no more connections; resolves when those there are have ended, which is at most 2 s after they were told to. */
  close(): Promise<void>;
}

/** Waiting for `accept`: what may arrive at once before the loop comes around. */
const listenBacklog = 1024;

/** Rejects with the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when the port cannot be had. */
export async function listenTcp(options: TcpOptions): Promise<TcpGateway> {
  const reception = new Reception(options);
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: options.keepAlive },
    (socket) => reception.receive(socket),
  );
  await listen(server, options.port, options.address);
  server.on('error', (error) => {
    options.note('error', `Taking a connection failed: ${error.message}`);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      reception.close();
      await closed;
    },
  };
}

async function listen(server: Server, port: number, address: string | null): Promise<void> {
  const attempt = (host: string) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, backlog: listenBacklog }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await attempt(address ?? '::');
  } catch (error) {
    // A machine without IPv6 has no `::`.
    if (address !== null || !/EAFNOSUPPORT|EADDRNOTAVAIL/.test(messageOf(error))) throw error;
    await attempt('0.0.0.0');
  }
}

/** Counts who is connected, and sees to it that everyone says who they are in time. */
class Reception {
  readonly #options: TcpOptions;
  readonly #connections: ConnectionCount;
  readonly #unidentified = new Set<ClassicGuest>();
  readonly #http: HttpDoor;
  /** Addresses that were turned away and have not hung up since: said once, not for each connection. */
  readonly #crowded = new Set<string>();

  constructor(options: TcpOptions) {
    this.#options = options;
    this.#connections = new ConnectionCount(options.connectionsPerAddress);
    this.#http = new HttpDoor(options);
  }

  receive(socket: Socket): void {
    const host = hostOf(socket);
    if (host === null) {
      socket.destroy();
      return;
    }
    // A socket error is always followed by `close`, where the seat is given up.
    socket.on('error', () => undefined);
    if (this.#count(host, socket)) this.#identify(socket, addressOf(socket));
  }

  /** Turns away those who have not said who they are; the hub closes the others. */
  close(): void {
    for (const guest of this.#unidentified) guest.turnAway('The service is stopping!');
    this.#http.close();
  }

  #count(host: string, socket: Socket): boolean {
    if (!this.#connections.add(host)) {
      if (!this.#crowded.has(host))
        this.#options.note('warn', `${host} has too many connections; more are turned away.`);
      this.#crowded.add(host);
      socket.end(renderRemoval('having too many connections from one address.'), () => socket.destroy());
      return false;
    }
    socket.once('close', () => {
      this.#connections.remove(host);
      this.#crowded.delete(host);
    });
    return true;
  }

  /** Listens until the first bytes have told the protocol, and on the text wire until the connect message has come. */
  #identify(socket: Socket, address: string): void {
    const { clock, handshakeTimeout, note } = this.#options;
    const guest = new ClassicGuest(socket, address, this.#options, () => identified());
    const cancel = clock.after(handshakeTimeout, () => {
      note('info', 'A connection said nothing and was closed.', { address });
      guest.turnAway('not saying who you are in time.');
    });
    const identified = () => {
      cancel();
      this.#unidentified.delete(guest);
    };
    const gone = (broken: boolean) => {
      identified();
      guest.ended(broken ? 'the connection broke' : 'left');
    };
    this.#unidentified.add(guest);
    socket.once('close', gone);
    readFirst(socket, (protocol, bytes) => {
      if (protocol === 'classic') {
        socket.on('data', (chunk: Buffer) => guest.receive(chunk));
        guest.receive(bytes);
        return;
      }
      identified();
      socket.off('close', gone);
      if (protocol === 'http') this.#handOver(socket, bytes);
      // Without a certificate there is nothing that a TLS client would understand.
      else socket.destroy();
    });
  }

  #handOver(socket: Socket, bytes: Buffer): void {
    socket.pause();
    socket.unshift(bytes);
    this.#http.receive(socket);
    socket.resume();
  }
}

/** Calls `told` once, with everything read until the protocol was clear. */
function readFirst(socket: Socket, told: (protocol: Protocol, bytes: Buffer) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const protocol = sniff(bytes);
    if (protocol === null) return;
    socket.off('data', read);
    told(protocol, bytes);
    bytes = Buffer.alloc(0);
  };
  socket.on('data', read);
}
