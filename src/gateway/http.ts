import type { IncomingMessage, Server } from 'node:http';
import { createServer, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { AdminDoor } from '../console/admin-door.ts';
import { addressOf } from './address.ts';
import { admitAdmin } from './admin-guest.ts';
import type { Assets } from './assets.ts';
import { answerAsset } from './assets.ts';
import type { HostRule } from './hosts.ts';
import { unknownHost } from './hosts.ts';
import type { LiveOptions } from './live-guest.ts';
import { LiveGuest } from './live-guest.ts';
import { Rounds } from './rounds.ts';

/** How long the next request on a connection may take to come, whole, in ms. */
const nextRequestTimeout = 5000;

/** Where the WebSockets are. */
const livePath = '/live';
const adminPath = '/admin/live';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const;

export interface HttpOptions extends LiveOptions {
  readonly assets: Assets;
  readonly hosts: HostRule;
  /** Who answers the administrator's page. */
  readonly admin: AdminDoor;
}

/** HTTP on connections that are handed over: the page, and the WebSocket of the live wire. It listens nowhere itself. */
export class HttpDoor {
  readonly #server: Server;
  readonly #webSockets: WebSocketServer;
  readonly #options: HttpOptions;
  readonly #rounds = new Rounds();
  /** WebSockets that have not said hello. */
  readonly #strangers = new Set<LiveGuest>();
  /** Connections without a WebSocket, each with what cancels its timer. Node tracks only those of servers that listen. */
  readonly #waiting = new Map<Duplex, () => void>();

  constructor(options: HttpOptions) {
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
      answer(options, request, response);
    });
    this.#server.on('upgrade', (request, connection, head) => {
      if (request.headers.upgrade?.trim().toLowerCase() === 'websocket')
        this.#upgrade(request, connection, head);
      else this.#stay(request, connection);
    });
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

  /** Answers in HTTP/1.1 whoever would rather speak something else, such as h2c (RFC 9110, section 7.8). */
  #stay(request: IncomingMessage, connection: Duplex): void {
    const response = new ServerResponse(request);
    // Node has let go of the connection, so that nobody would read a next request.
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    response.once('finish', () => connection.end());
    connection.resume();
    answer(this.#options, request, response);
  }

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const problem = problemOf(request, this.#options.hosts);
    if (problem !== null) {
      connection.end(problem);
      return;
    }
    this.#release(connection);
    const address = addressOf(request.socket);
    this.#webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      if (pathOf(request) === adminPath) {
        admitAdmin(webSocket, connection, address, this.#options.admin);
        return;
      }
      const identified = () => this.#strangers.delete(guest);
      const options = { ...this.#options, rounds: this.#rounds };
      const guest = new LiveGuest(webSocket, connection, address, options, identified);
      this.#strangers.add(guest);
    });
  }
}

/** What to answer a request that may not become a WebSocket; null if it may. */
function problemOf(request: IncomingMessage, hosts: HostRule): string | null {
  const { origin, host } = request.headers;
  // A program, which sends no origin, may call us by any name it was given: it is not steered by a page.
  if (origin !== undefined && !hosts(host)) {
    return refusal('421 Misdirected Request', unknownHost(host ?? ''));
  }
  if (![livePath, adminPath].includes(pathOf(request)))
    return refusal('404 Not Found', 'There is no WebSocket here.\n');
  // A page of another site must not speak in the name of whoever looks at it.
  if (origin !== undefined && hostOf(origin) !== host)
    return refusal('403 Forbidden', 'Pages of other sites may not speak here.\n');
  return null;
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}

function refusal(status: string, text: string): string {
  const headers = `Connection: close\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}`;
  return `HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${text}`;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function answer({ assets, hosts }: HttpOptions, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const plain = { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' };
  if (!hosts(headers.host)) response.writeHead(421, plain).end(unknownHost(headers.host ?? ''));
  else if (method === 'GET' && [livePath, adminPath].includes(pathOf(request))) {
    const asked = { ...plain, Upgrade: 'websocket', Connection: 'Upgrade' };
    response.writeHead(426, asked).end('Here is a WebSocket, not a page: see docs/wire-live.md.\n');
  } else if (method === 'GET' || method === 'HEAD') answerAsset(assets, request, response, securityHeaders);
  else
    response.writeHead(405, { ...plain, Allow: 'GET, HEAD' }).end('Only GET and HEAD are understood here.\n');
}
