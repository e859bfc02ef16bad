/** The files of the page, read once and answered from memory. Knows nothing of what is in them. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
/** Content codings in the order of our liking, with the ending that the build gives to a file so packed. */
const codings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;
/** A name with a hash of what is in the file: it will never hold anything else. */
const hashed = /-[0-9A-Z]{8}\.\w+$/;

interface Asset {
  readonly headers: Readonly<Record<string, string>>;
  readonly tag: string;
  readonly plain: Buffer;
  readonly packed: ReadonlyMap<string, Buffer>;
}

/** By the path that is asked for: "/" for index.html, "/admin" for admin.html, otherwise "/" and the file's name. */
export type Assets = ReadonlyMap<string, Asset>;

const notFound = '/404';

/** Reads all of a folder, which lies flat. Throws the system's error when it cannot. */
export function loadAssets(folder: string): Assets {
  const names = readdirSync(folder);
  const originals = names.filter((name) => types[extname(name)] !== undefined);
  return new Map(
    originals.map((name) => {
      const packed = codings.filter(({ ending }) => names.includes(name + ending));
      const asset = assetOf(
        name,
        readFileSync(join(folder, name)),
        new Map(packed.map((coding) => [coding.name, readFileSync(join(folder, name + coding.ending))])),
      );
      return [pathOf(name), asset];
    }),
  );
}

function pathOf(name: string): string {
  if (name === 'index.html') return '/';
  return `/${name.endsWith('.html') ? name.slice(0, -'.html'.length) : name}`;
}

function assetOf(name: string, plain: Buffer, packed: ReadonlyMap<string, Buffer>): Asset {
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Cache-Control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: tag,
    Vary: 'Accept-Encoding',
  };
  return { headers, tag, plain, packed };
}

/** Answers a GET or HEAD; `headers` go with every answer. */
export function answerAsset(
  assets: Assets,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const path = request.url?.split('?')[0] ?? '';
  const found = path === notFound ? undefined : assets.get(path);
  if (found === undefined) answerMissing(assets, request, response, headers);
  else if (isKnown(found.tag, request.headers['if-none-match']))
    response.writeHead(304, { ...headers, ...found.headers }).end();
  else send(found, 200, request, response, headers);
}

function answerMissing(
  assets: Assets,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const page = assets.get(notFound);
  if (page !== undefined && request.headers.accept?.includes('text/html')) {
    send(page, 404, request, response, headers);
    return;
  }
  const text = 'There is nothing here.\n';
  const length = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': text.length };
  response.writeHead(404, { ...headers, ...length }).end(request.method === 'HEAD' ? '' : text);
}

function send(
  { headers: own, plain, packed }: Asset,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  const coding = bestCoding(request.headers['accept-encoding'] ?? '', packed);
  const body = (coding === null ? undefined : packed.get(coding)) ?? plain;
  response.writeHead(status, {
    ...headers,
    ...own,
    ...(coding === null ? {} : { 'Content-Encoding': coding }),
    'Content-Length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Whether the browser has this very content (RFC 9110, section 13.1.2: the weak comparison). */
function isKnown(tag: string, header: string | undefined): boolean {
  return header?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false;
}

/** The coding to answer in; null for none. What a header does not name, or gives the weight 0, is not wanted. */
function bestCoding(header: string, packed: ReadonlyMap<string, Buffer>): string | null {
  const wanted = new Set(
    header
      .toLowerCase()
      .split(',')
      .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
      .map((one) => one.split(';')[0]?.trim()),
  );
  return codings.find(({ name }) => packed.has(name) && wanted.has(name))?.name ?? null;
}
