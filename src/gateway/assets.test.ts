import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRoom } from '../../test/kits/room.ts';
import { loadAssets } from './assets.ts';

const folder = mkdtempSync(join(tmpdir(), 'hobnob-assets-'));
const page = '<!doctype html><title>hobnob</title>';
const script = 'export const answer = 42;'.repeat(20);
let room: Awaited<ReturnType<typeof openRoom>>;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'admin.html'), 'admin');
  writeFileSync(join(folder, '404.html'), 'lost?');
  writeFileSync(join(folder, 'page-ABCD2345.js'), script);
  writeFileSync(join(folder, 'page-ABCD2345.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'page-ABCD2345.js.gz'), gzipSync(script));
  writeFileSync(join(folder, 'notes.txt'), 'not for others');
  room = await openRoom({}, { assets: loadAssets(folder) });
});
afterAll(async () => {
  await room.close();
  rmSync(folder, { recursive: true });
});

/** The answer with its bytes as they came: `fetch` would unpack them. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const options = { port: room.port, host: '127.0.0.1', path, headers, method, agent: false };
      request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          });
        });
      })
        .on('error', reject)
        .end();
    },
  );
}

describe('the page', () => {
  test.each([
    ['/', page],
    ['/?from=qr', page],
    ['/admin', 'admin'],
  ])('stands at %s', async (path, text) => {
    const { status, headers, body } = await ask(path);
    expect([status, body.toString()]).toEqual([200, text]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('is not sent to whoever has it', async () => {
    const { etag } = (await ask('/')).headers as { etag: string };
    expect((await ask('/', { 'if-none-match': etag })).status).toBe(304);
    expect((await ask('/', { 'if-none-match': `"other", W/${etag}` })).status).toBe(304);
    expect((await ask('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('may not be changed, framed or guessed about', async () => {
    const { headers } = await ask('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });
});

describe('a file of the page', () => {
  const path = '/page-ABCD2345.js';

  test.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, br;q=0', gunzipSync],
    ['gzip', 'GZIP;q=0.5', gunzipSync],
  ])('comes packed with %s for %s', async (coding, accepted, unpack) => {
    const { headers, body } = await ask(path, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(unpack(body).toString()).toBe(script);
  });

  test.each(['', 'identity', 'gzip;q=0', 'zstd'])('comes as it is for "%s"', async (accepted) => {
    const { headers, body } = await ask(path, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(script);
  });

  test('is kept for ever by whoever has it, and told apart by coding', async () => {
    const { headers } = await ask(path);
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['vary']).toBe('Accept-Encoding');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('is announced by HEAD, and not sent', async () => {
    const { status, headers, body } = await ask(path, {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(script.length), 0]);
  });
});

describe('what is not there', () => {
  test.each([
    '/notes.txt',
    '/page-ABCD2345.js.br',
    '/../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/index.html',
    '/404',
    '/__proto__',
  ])('%s', async (path) => {
    const { status, headers, body } = await ask(path);
    expect([status, body.toString()]).toEqual([404, 'There is nothing here.\n']);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('is said on a page to whoever wants one', async () => {
    const { status, body } = await ask('/lost', { accept: 'text/html,*/*' });
    expect([status, body.toString()]).toEqual([404, 'lost?']);
  });
});
