import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { join as pathOf } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateFile, certificateFiles, fingerprintAt } from './kits/certificates.ts';
import { eventually } from './kits/eventually.ts';
import { serveWords } from './kits/server.ts';
import { dataFolder, join, run, serve } from './kits/stage.ts';

/** A certificate and its key as files that a test may change. */
function ownFiles() {
  const folder = dataFolder();
  const files = { cert: pathOf(folder, 'cert.pem'), key: pathOf(folder, 'key.pem') };
  const put = (name: 'one' | 'two') => {
    copyFileSync(certificateFiles(name).cert, files.cert);
    copyFileSync(certificateFiles(name).key, files.key);
  };
  put('one');
  return { ...files, put, words: ['--tls-cert', files.cert, '--tls-key', files.key] };
}

describe('a server with a certificate', () => {
  it('does not start with files that cannot be used, and says why in one sentence', async () => {
    const { cert, key } = certificateFiles('one');
    for (const [words, sentence] of [
      [
        ['--tls-cert', `${cert}x`, '--tls-key', key],
        /^hobnob: --tls-cert .*one-cert\.pemx: cannot be read .*\n$/,
      ],
      [
        ['--tls-cert', cert, '--tls-key', certificateFiles('two').key],
        /^hobnob: --tls-key .*: belongs to another certificate than .*\n$/,
      ],
      [
        ['--tls-cert', cert, '--tls-key', certificateFile('locked-key')],
        /^hobnob: --tls-key .*: not a key .*\n$/,
      ],
    ] as const) {
      const { code, output, errors } = await run(serveWords(dataFolder(), words));
      expect({ code, output }).toEqual({ code: 1, output: '' });
      expect(errors).toMatch(sentence);
    }
  });

  it('reads it again on SIGHUP, keeps the old one where the new one is broken, and goes on', async () => {
    const files = ownFiles();
    const server = await serve(files.words);
    const ann = await join(server, 'Ann');
    const first = await fingerprintAt(server.port);
    files.put('two');
    server.process.kill('SIGHUP');
    await server.until(/The certificate was read again\.\n/);
    const second = await fingerprintAt(server.port);
    expect(second).not.toBe(first);
    writeFileSync(files.key, readFileSync(certificateFiles('one').key));
    server.process.kill('SIGHUP');
    await server.until(
      /The certificate stays as it was\. --tls-key .*: belongs to another certificate than .*\n/,
    );
    expect(await fingerprintAt(server.port)).toBe(second);
    await server.ask('list', /Ann +127\.0\.0\.1:/);
    expect(ann.ended).toBe(false);
    server.process.kill('SIGTERM');
    expect(await server.exit()).toBe(0);
  });

  const hasScript = spawnSync('script', ['--version']).status === 0;
  it.skipIf(!hasScript)('stops with the terminal that it was started in', async () => {
    const data = dataFolder();
    const command = ['bin/hobnob', ...serveWords(data, ownFiles().words)].join(' ');
    const terminal = spawn('script', ['-qfc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await eventually(() => expect(shown).toContain('stops the server.'));
    const pid = Number(readFileSync(pathOf(data, 'hobnob.pid'), 'utf8'));
    const isRunning = () => spawnSync('kill', ['-0', String(pid)]).status === 0;
    onTestFinished(() => {
      if (isRunning()) process.kill(pid, 'SIGKILL');
    });
    expect(isRunning()).toBe(true);
    terminal.kill('SIGKILL');
    await eventually(() => expect(isRunning()).toBe(false));
    const log = await run(['export', '--data', data]);
    expect(log.code).toBe(0);
  });
});

describe('a server with a port for the page', () => {
  it('names the one that another program has', async () => {
    const other = await serve();
    const { code, errors } = await run(serveWords(dataFolder(), ['--http-port', String(other.port)]));
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `hobnob: Port ${other.port} at 127.0.0.1 is in use by another program. Choose another one with --http-port.\n`,
    });
  });
});
