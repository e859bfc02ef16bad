/**
 * A stand-in for MET Norway's server on this machine that checks every rule of theirs. A request that breaks one is
 * answered with 403, noted in `violations`, and makes `close` reject, so that no test can pass with a rude client.
 * Over 300 lines because all of their rules are here, in one place, to be read against their terms of service.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { forecastBody, type Weather } from './met-forecast.ts';

/** What to do with one request, instead of answering it with the weather. */
export type Behaviour =
  | { readonly type: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The weather, but with this status and these headers (`null` leaves one out). */
  | {
      readonly type: 'weather';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | null>>;
    }
  /** 200 with exactly this. */
  | { readonly type: 'body'; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly type: 'redirect'; readonly status: number; readonly location: string }
  /** The head of an answer, half of the body, and then the end of the connection. */
  | { readonly type: 'cut' }
  /** The connection is closed without an answer. */
  | { readonly type: 'reset' }
  /** No answer until `release` is called. */
  | { readonly type: 'hang' };

export interface Seen {
  readonly time: number;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface MetStandInOptions {
  /** ms UTC, for all dates and for the rules about time. */
  readonly now?: () => number;
  /** How long answers are good. */
  readonly lifetimeMs?: number;
  readonly weather?: Weather;
}

const second = 1000;
const hour = 3600 * second;
/** A date further away than this nobody has to believe. */
const longestPromise = 2 * hour;
const productPath = '/weatherapi/locationforecast/2.0/compact';

/** What is remembered of one address. */
interface Asked {
  /** The Last-Modified it was last given. */
  lastModified: string | null;
  edition: number;
  /** No request before this time. */
  notBefore: number;
  underWay: number;
}

export class MetStandIn {
  readonly requests: Seen[] = [];
  readonly violations: string[] = [];
  /** The weather everywhere, or by place. */
  weather: Weather | ((lat: number, lon: number) => Weather);
  lifetimeMs: number;
  readonly #now: () => number;
  readonly #server: Server;
  readonly #asked = new Map<string, Asked>();
  readonly #script: Behaviour[] = [];
  readonly #movedTo = new Set<string>();
  readonly #hanging: (() => void)[] = [];
  #edition = 1;
  #silentUntil = -Infinity;
  #silence = '';
  #tokens = 3;
  #tokensAt: number;

  private constructor(options: MetStandInOptions) {
    this.#now = options.now ?? Date.now;
    this.weather = options.weather ?? {};
    this.lifetimeMs = options.lifetimeMs ?? hour / 2;
    this.#tokensAt = this.#now();
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  static async start(options: MetStandInOptions = {}): Promise<MetStandIn> {
    const standIn = new MetStandIn(options);
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  /** For `--weather-url`. */
  get url(): string {
    return `${this.origin}${productPath}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that are not answered yet. */
  get underWay(): number {
    return [...this.#asked.values()].reduce((sum, { underWay }) => sum + underWay, 0);
  }

  /** The next requests are treated so, one each; after that it is the weather again. */
  next(...behaviours: readonly Behaviour[]): void {
    this.#script.push(...behaviours);
  }

  /** A new forecast has come out: the next conditional request is answered in full. */
  publish(weather: Weather): void {
    this.weather = weather;
    this.#edition++;
  }

  /** Answers whoever hangs with the weather. */
  release(): void {
    for (const answer of this.#hanging.splice(0)) answer();
  }

  /** Forgets what it told whom, as when the asker has lost what it kept. */
  forget(): void {
    this.#asked.clear();
    this.#silentUntil = -Infinity;
  }

  /** Rejects when a rule was broken. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    if (this.violations.length > 0) throw new Error(`MET's rules were broken: ${this.violations.join('; ')}`);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    const asked = this.#asked.get(url) ?? {
      lastModified: null,
      edition: 0,
      notBefore: -Infinity,
      underWay: 0,
    };
    this.#asked.set(url, asked);
    const broken = this.#check(request, asked);
    this.requests.push({ time: this.#now(), url, headers: request.headers });
    asked.underWay++;
    response.on('close', () => asked.underWay--);
    if (broken.length > 0) {
      this.violations.push(...broken.map((rule) => `${rule} (${request.method ?? ''} ${url})`));
      this.#html(response, 403, {});
      return;
    }
    this.#behave(this.#script.shift() ?? { type: 'weather' }, request, response, asked);
  }

  #behave(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse, asked: Asked): void {
    switch (behaviour.type) {
      case 'status':
        this.#noteStatus(behaviour.status, behaviour.headers ?? {}, asked);
        this.#html(response, behaviour.status, behaviour.headers ?? {});
        return;
      case 'weather':
        this.#sendWeather(behaviour, request, response, asked);
        return;
      case 'body':
        response.writeHead(200, { date: this.#date(), ...behaviour.headers });
        response.end(behaviour.body);
        return;
      case 'redirect':
        if (behaviour.location.startsWith('/')) this.#movedTo.add(behaviour.location.split('?')[0] ?? '');
        response.writeHead(behaviour.status, { location: behaviour.location }).end();
        return;
      case 'cut':
        response.writeHead(200, { 'content-length': '5000' }).write('{"type": "Feature",');
        setImmediate(() => response.destroy());
        return;
      case 'reset':
        request.socket.destroy();
        return;
      case 'hang':
        this.#hanging.push(() => this.#sendWeather({ type: 'weather' }, request, response, asked));
        return;
    }
  }

  #sendWeather(
    { status = 200, headers = {} }: Extract<Behaviour, { type: 'weather' }>,
    request: IncomingMessage,
    response: ServerResponse,
    asked: Asked,
  ): void {
    const now = this.#now();
    const condition = request.headers['if-modified-since'];
    const current = condition === asked.lastModified && asked.edition === this.#edition;
    const same = condition !== undefined && current && status === 200;
    const lastModified = same ? condition : new Date(now).toUTCString();
    const stated: Record<string, string | null> = {
      date: this.#date(),
      expires: new Date(now + this.lifetimeMs).toUTCString(),
      'last-modified': lastModified,
      ...headers,
    };
    const sent = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null)) as Record<
      string,
      string
    >;
    const promised = Date.parse(sent['expires'] ?? '') - Date.parse(sent['date'] ?? '');
    asked.notBefore = now + (promised > 0 ? Math.min(promised, longestPromise) : hour / 2);
    asked.edition = this.#edition;
    asked.lastModified = sent['last-modified'] ?? null;
    response.sendDate = false;
    if (same) {
      response.writeHead(304, sent).end();
      return;
    }
    const body = gzipSync(this.#body(request.url ?? '', now));
    response
      .writeHead(status, { ...sent, 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(body);
  }

  #body(url: string, now: number): string {
    const query = new URL(url, this.origin).searchParams;
    const lat = Number(query.get('lat'));
    const lon = Number(query.get('lon'));
    const weather = typeof this.weather === 'function' ? this.weather(lat, lon) : this.weather;
    return forecastBody(weather, {
      lat,
      lon,
      altitude: Number(query.get('altitude') ?? 0),
      issuedAt: now - 10 * 60 * second,
    });
  }

  /** What a status forbids afterwards. */
  #noteStatus(status: number, headers: Readonly<Record<string, string>>, asked: Asked): void {
    const now = this.#now();
    const wait = Number(headers['retry-after'] ?? NaN) * second;
    if (status === 429) this.#silentUntil = now + (Number.isNaN(wait) ? hour / 12 : wait);
    if (status === 403) this.#silentUntil = now + hour;
    if (status === 429 || status === 403) this.#silence = String(status);
    if (status === 400 || status === 404 || status === 422) asked.notBefore = now + 24 * hour;
  }

  #check({ method, url = '', headers }: IncomingMessage, asked: Asked): string[] {
    const now = this.#now();
    const broken = [
      ...checkIdentity(headers),
      ...this.#checkAddress(url),
      ...checkCondition(headers, asked, now),
    ];
    if (method !== 'GET') broken.push(`method ${method ?? ''}`);
    if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) broken.push('gzip is not accepted');
    if (now < asked.notBefore) broken.push(`asked ${asked.notBefore - now} ms too early`);
    if (asked.underWay > 0) broken.push('asked while the same question was under way');
    if (now < this.#silentUntil) broken.push(`asked again after ${this.#silence}`);
    // Where it sent somebody on to, it expects them.
    const isSentOn = this.#movedTo.has(url.split('?')[0] ?? '');
    if (!isSentOn && !this.#withinRate(now)) broken.push('more than three at once and one a second');
    return broken;
  }

  #checkAddress(url: string): string[] {
    const [path = '', query = ''] = url.split('?');
    const number = '-?(?:0|[1-9]\\d*)(?:\\.\\d{1,4})?';
    const canonical = new RegExp(`^lat=${number}&lon=${number}(?:&altitude=-?\\d+)?$`);
    const known = path === productPath || this.#movedTo.has(path);
    const inRange = Math.abs(numberIn(query, 'lat')) <= 90 && Math.abs(numberIn(query, 'lon')) <= 180;
    return [
      ...(known ? [] : ['unknown product']),
      ...(canonical.test(query) && !/=-0(&|$|\.0*(&|$))/.test(query)
        ? []
        : ['coordinates are not canonical']),
      ...(inRange ? [] : ['coordinates out of range']),
    ];
  }

  #withinRate(now: number): boolean {
    this.#tokens = Math.min(3, this.#tokens + (now - this.#tokensAt) / second);
    this.#tokensAt = now;
    this.#tokens--;
    return this.#tokens > -0.05; // timers may fire a few milliseconds early
  }

  #html(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end(`<html><head><title>${status}</title></head><body>{"properties": {}}</body></html>`);
  }

  #date(): string {
    return new Date(this.#now()).toUTCString();
  }
}

/** Who asks must be named, with a way to write to them, and nothing may be told about anybody else. */
function checkIdentity(headers: IncomingMessage['headers']): string[] {
  const agent = headers['user-agent'] ?? '';
  const allowed = ['host', 'user-agent', 'accept', 'accept-encoding', 'if-modified-since', 'connection'];
  // What Node says with every question, whoever asks it.
  const nodes: Readonly<Record<string, unknown>> = { 'accept-language': '*', 'sec-fetch-mode': 'cors' };
  const others = Object.keys(headers).filter(
    (name) => !allowed.includes(name) && headers[name] !== nodes[name],
  );
  return [
    ...(/^hobnob\/\d+\.\d+\.\d+\S* \((\S+@\S+\.\S+|https?:\/\/\S+)\)$/.test(agent)
      ? []
      : [`User-Agent "${agent}"`]),
    ...(others.length === 0 ? [] : [`needless headers ${others.join(', ')}`]),
  ];
}

function checkCondition(headers: IncomingMessage['headers'], asked: Asked, now: number): string[] {
  const condition = headers['if-modified-since'];
  const given = asked.lastModified;
  if (condition === undefined) return given === null ? [] : ['asked again without If-Modified-Since'];
  if (Date.parse(condition) > now + second) return ['If-Modified-Since lies in the future'];
  return condition === given ? [] : [`If-Modified-Since "${condition}" was never given`];
}

function numberIn(query: string, key: string): number {
  return Number(new URLSearchParams(query).get(key) ?? NaN);
}
