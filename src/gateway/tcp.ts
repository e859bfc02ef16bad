/**
 * Sockets: who connects, from where, how many, and for how long without a word. It hands bytes to a guest of the right
 * wire; it knows nothing of rooms, logs or bots.
 */
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { messageOf, never } from '../util/result.ts';
import { renderRemoval } from '../wire/classic/render.ts';
import { addressOf, hostOf } from './address.ts';
import type { Certificate } from './certificate.ts';
import type { GuestOptions } from './classic-guest.ts';
import { ClassicGuest } from './classic-guest.ts';
import { ConnectionCount } from './connection-count.ts';
import type { HttpOptions } from './http.ts';
import { HttpDoor } from './http.ts';
import { lingerOver } from './linger.ts';
import type { Protocol } from './sniff.ts';
import { sniff } from './sniff.ts';
import { Strangers } from './strangers.ts';
import { TlsDoor } from './tls-door.ts';

export interface TcpOptions extends GuestOptions, HttpOptions {
  readonly port: number;
  /** A port of its own for the page and the WebSocket, which `port` has no more; null for none. */
  readonly httpPort: number | null;
  /** An address of this machine; null for all, IPv4 and IPv6. */
  readonly address: string | null;
  /** For connections that begin with TLS; null turns them away. */
  readonly certificate: Certificate | null;
  /** Connections from one address; loopback is free. */
  readonly connectionsPerAddress: number;
  /** Silence after which the system asks a connection for a sign of life, in ms. */
  readonly keepAlive: number;
}

export interface TcpGateway {
  /** The ports that were taken; one and the same where there is only one. */
  readonly port: number;
  readonly httpPort: number;
  /** For the connections from now on, where there was one at the start. */
  renew(certificate: Certificate): void;
  /** Takes no more connections; resolves when those there are have ended, which is at most 2 s after they were told to. */
  close(): Promise<void>;
}

/** Waiting for `accept`: what may arrive at once before the loop comes around. */
const listenBacklog = 1024;

/** What a port is for. */
type Purpose = 'everything' | 'text' | 'http';

/** Rejects with the system's error (EADDRINUSE, EACCES, EADDRNOTAVAIL) when a port cannot be had; it has that `port`. */
export async function listenTcp(options: TcpOptions): Promise<TcpGateway> {
  const reception = new Reception(options);
  const { port, httpPort } = options;
  const servers: Server[] = [];
  const open = async (wanted: number, purpose: Purpose) => {
    const server = await listenFor(purpose, wanted, options, reception);
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const close = async () => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    reception.close();
    await Promise.all(closed);
  };
  try {
    const taken = await open(port, httpPort === null ? 'everything' : 'text');
    const takenHttp = httpPort === null ? taken : await open(httpPort, 'http');
    reception.opened(taken, takenHttp);
    return { port: taken, httpPort: takenHttp, renew: (certificate) => reception.renew(certificate), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listenFor(
  purpose: Purpose,
  port: number,
  { address, keepAlive, note }: TcpOptions,
  reception: Reception,
): Promise<Server> {
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAlive },
    (socket) => reception.receive(socket, purpose),
  );
  await listen(server, port, address);
  server.on('error', (error) => {
    note('error', `Taking a connection failed: ${error.message}`);
  });
  return server;
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
  readonly #strangers: Strangers;
  readonly #http: HttpDoor;
  readonly #tls: TlsDoor | null;
  #ports = { text: 0, http: 0 };
  /** Addresses that were turned away and have not hung up since: said once, not for each connection. */
  readonly #crowded = new Set<string>();

  constructor(options: TcpOptions) {
    const { certificate, handshakeTimeout } = options;
    this.#options = options;
    this.#connections = new ConnectionCount(options.connectionsPerAddress);
    this.#strangers = new Strangers(options);
    this.#http = new HttpDoor(options);
    this.#tls = certificate === null ? null : new TlsDoor(certificate, handshakeTimeout);
  }

  /** Where it is, for those who come to the wrong door. */
  opened(text: number, http: number): void {
    this.#ports = { text, http };
  }

  renew(certificate: Certificate): void {
    this.#tls?.renew(certificate);
  }

  receive(connection: Socket, purpose: Purpose): void {
    const host = hostOf(connection);
    if (host === null) {
      connection.destroy();
      return;
    }
    // A socket error is always followed by `close`, where the seat is given up.
    connection.on('error', () => undefined);
    if (!this.#count(host, connection)) return;
    const address = addressOf(connection);
    this.#strangers.add(connection, address);
    this.#identify({ connection, socket: connection, address, purpose });
  }

  /** Turns away those who have not said who they are; the hub closes the others. */
  close(): void {
    this.#strangers.close('The service is stopping!');
    this.#http.close();
  }

  #count(host: string, connection: Socket): boolean {
    if (!this.#connections.add(host)) {
      if (!this.#crowded.has(host))
        this.#options.note('warn', `${host} has too many connections; more are turned away.`);
      this.#crowded.add(host);
      connection.end(renderRemoval('having too many connections from one address.'), () =>
        connection.destroy(),
      );
      return false;
    }
    connection.once('close', () => {
      this.#connections.remove(host);
      this.#crowded.delete(host);
    });
    return true;
  }

  /** Listens until the first bytes have told the protocol, and on the text wire until the connect message has come. */
  #identify(layer: Layer): void {
    const { connection, socket, address, purpose } = layer;
    const guest = new ClassicGuest(socket, address, this.#options, () => this.#strangers.remove(connection));
    const gone = (broken: boolean) => guest.ended(broken ? 'the connection broke' : 'left');
    this.#strangers.answer(connection, (reason) => guest.turnAway(reason));
    socket.once('close', gone);
    readFirst(socket, (protocol, bytes) => {
      if (protocol === 'classic' && purpose !== 'http') {
        socket.on('data', (chunk: Buffer) => guest.receive(chunk));
        guest.receive(bytes);
        return;
      }
      if (protocol === 'classic') {
        guest.turnAway(`coming to the port of the page. The room is on port ${this.#ports.text}.`);
        return;
      }
      socket.off('close', gone);
      this.#handOver(protocol, layer, bytes);
    });
  }

  #handOver(protocol: 'http' | 'tls', layer: Layer, bytes: Buffer): void {
    const { connection, socket, purpose } = layer;
    switch (protocol) {
      case 'http':
        this.#strangers.remove(connection);
        if (purpose === 'text') pointTo(this.#ports.http, socket);
        else {
          putBack(socket, bytes, () => this.#http.receive(socket));
          socket.resume();
        }
        return;
      case 'tls': {
        const tls = this.#tls;
        // Without a certificate, and inside of TLS, there is nothing that a TLS client would understand.
        if (tls === null || socket !== connection) connection.destroy();
        else {
          this.#strangers.answer(connection);
          const secured = (inner: Socket) => this.#identify({ ...layer, socket: inner });
          putBack(socket, bytes, () => tls.receive(connection, secured));
        }
        return;
      }
      default:
        never(protocol);
    }
  }
}

/** What is known of somebody who has not spoken yet. */
interface Layer {
  readonly connection: Socket;
  /** What is read and written: the connection itself, or the TLS upon it. */
  readonly socket: Socket;
  readonly address: string;
  readonly purpose: Purpose;
}

/** Gives a socket to somebody else, as if nothing had been read from it. */
function putBack(socket: Socket, bytes: Buffer, receive: () => void): void {
  socket.pause();
  socket.unshift(bytes);
  receive();
}

/** For a browser on a port that has no page. */
function pointTo(port: number, socket: Socket): void {
  const text = `This port is for the classic wire. The page and the live wire are on port ${port}.\n`;
  const head = `HTTP/1.1 421 Misdirected Request\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${text}`);
  // What is not read would cut the answer off.
  socket.resume();
  lingerOver(socket);
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
