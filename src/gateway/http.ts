import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { addressOf } from './address.ts';
import type { LiveOptions } from './live-guest.ts';
import { LiveGuest } from './live-guest.ts';

/** How long the next request on a connection may take to come, whole, in ms. */
const nextRequestTimeout = 5000;

const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

const welcome = `This is a hobnob room. Join it from a terminal:

    bin/hobnob join -d HOST -p PORT -u NAME

or with a program of your own, over a WebSocket at /live (see docs/wire-live.md).
`;

/** HTTP on connections that are handed over: a page, and the WebSocket of the live wire. It listens nowhere itself. */
export class HttpDoor {
  readonly #server: Server;
  readonly #webSockets: WebSocketServer;
  readonly #options: LiveOptions;
  /** WebSockets that have not said hello. */
  readonly #strangers = new Set<LiveGuest>();
  /** Connections without a WebSocket, each with what cancels its timer. Node tracks only those of servers that listen. */
  readonly #waiting = new Map<Duplex, () => void>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      maxPayload: options.frameLimit,
      perMessageDeflate: false,
      clientTracking: false,
      autoPong: false,
    });
    this.#server = createServer((request, response) => {
      this.#expectNext(request.socket, response);
      answer(request, response);
    });
    this.#server.on('upgrade', (request, connection, head) => this.#upgrade(request, connection, head));
  }

  /** Takes over a connection, of which nothing has been read that was not put back. */
  receive(socket: Socket): void {
    this.#expect(socket, this.#options.handshakeTimeout);
    socket.once('close', () => this.#release(socket));
    this.#server.emit('connection', socket);
  }

  /** Ends what is not in the room; the hub closes those who are. */
  close(): void {
    for (const connection of this.#waiting.keys()) connection.destroy();
    for (const guest of this.#strangers) guest.turnAway('The service is stopping!');
  }

  /** A request must be here, whole, within `timeout` ms. */
  #expect(connection: Duplex, timeout: number): void {
    this.#release(connection);
    this.#waiting.set(
      connection,
      this.#options.clock.after(timeout, () => connection.destroy()),
    );
  }

  /** The answer has as long as the request had, and then the next request comes or the connection goes. */
  #expectNext(connection: Duplex, response: ServerResponse): void {
    this.#expect(connection, this.#options.handshakeTimeout);
    response.once('close', () => {
      if (!connection.destroyed) this.#expect(connection, nextRequestTimeout);
    });
  }

  #release(connection: Duplex): void {
    this.#waiting.get(connection)?.();
    this.#waiting.delete(connection);
  }

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const problem = problemOf(request);
    if (problem !== null) {
      connection.end(`HTTP/1.1 ${problem}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#release(connection);
    this.#webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      const identified = () => this.#strangers.delete(guest);
      const guest = new LiveGuest(
        webSocket,
        connection,
        addressOf(request.socket),
        this.#options,
        identified,
      );
      this.#strangers.add(guest);
    });
  }
}

/** Why a request may not become a WebSocket, as a status line; null if it may. */
function problemOf({ url, headers }: IncomingMessage): string | null {
  if (url?.split('?')[0] !== '/live') return '404 Not Found';
  // A page of another site must not speak in the name of whoever looks at it. Programs send no origin.
  const { origin, host } = headers;
  if (origin !== undefined && hostOf(origin) !== host) return '403 Forbidden';
  return null;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '' } = request;
  const headers = { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' };
  if (method !== 'GET' && method !== 'HEAD') {
    response
      .writeHead(405, { ...headers, Allow: 'GET, HEAD' })
      .end('Only GET and HEAD are understood here.\n');
  } else if (url.split('?')[0] !== '/') {
    response.writeHead(404, headers).end('There is nothing here.\n');
  } else {
    response.writeHead(200, headers).end(method === 'HEAD' ? '' : welcome);
  }
}
