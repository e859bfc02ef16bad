import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, type Folder } from '../../test/kits/folder.ts';
import { ann, ben, said } from '../../test/kits/said.ts';
import type { Store } from '../log/log.ts';
import { openSqlite } from '../log/sqlite/store.ts';
import type { Event, Nick, RoomName } from '../room/types.ts';
import { lobby } from '../room/types.ts';
import { Fault } from '../util/result.ts';
import { exportThread, type Selection } from './export.ts';

let folder: Folder;

/** Everything that is open to everyone. */
const open: Selection = { rooms: [], private: false };

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.clear();
});

async function exported(selection: Partial<Selection> = {}): Promise<unknown[]> {
  const out = new PassThrough();
  const [written] = await Promise.all([
    text(out),
    exportThread(folder.path, { ...open, ...selection }, out).then(() => out.end()),
  ]);
  return written.split('\n').slice(0, -1).map((line) => JSON.parse(line) as unknown); // prettier-ignore
}

async function fill(events: readonly Event[]): Promise<void> {
  const store = openSqlite(folder.path, 'fast');
  await store.log.append(events);
  await store.close();
}

describe('exportThread', () => {
  it('prints every kind of entry of every room, in order', async () => {
    const time = Date.UTC(2022, 2, 31, 15, 45, 55, 797);
    const about = { room: lobby, time, nick: ann, kind: 'person' } as const;
    const host = 'Host' as Nick;
    await fill([
      { ...about, type: 'opened', nick: host, kind: 'host' },
      { ...about, type: 'joined' },
      said('Hi "all" 😀\n', { time }),
      said('elsewhere', { time, room: 'garden' as RoomName, nick: ben }),
      { ...said('waves', { time }), action: true },
      { ...about, type: 'renamed', to: ben },
      { ...about, type: 'left', reason: 'bye' },
      { ...about, type: 'kicked', nick: ben, by: host, reason: 'noise' },
      { ...about, type: 'topic', text: 'the weather' },
    ]);
    const at = { time: '2022-03-31T15:45:55.797Z', room: 'lobby' };
    expect(await exported()).toEqual([
      { seq: 1, ...at, kind: 'opened', author: 'Host', text: '' },
      { seq: 2, ...at, kind: 'joined', author: 'Ann', text: '' },
      { seq: 3, ...at, kind: 'message', author: 'Ann', text: 'Hi "all" 😀\n' },
      { seq: 4, ...at, room: 'garden', kind: 'message', author: 'Ben', text: 'elsewhere' },
      { seq: 5, ...at, kind: 'message', author: 'Ann', text: 'waves', action: true },
      { seq: 6, ...at, kind: 'renamed', author: 'Ann', text: 'Ben' },
      { seq: 7, ...at, kind: 'left', author: 'Ann', text: 'bye' },
      { seq: 8, ...at, kind: 'kicked', author: 'Ben', text: 'noise' },
      { seq: 9, ...at, kind: 'topic', author: 'Ann', text: 'the weather' },
    ]);
  });

  it('prints the rooms that were asked for; private ones only then', async () => {
    const rooms = ['lobby', 'garden', '@a.b', '@c.d'] as RoomName[];
    await fill(Array.from({ length: 2000 }, (_, n) => said(`${n}`, { room: rooms[n % 4] ?? lobby })));
    const seen = async (selection: Partial<Selection>) => {
      const lines = (await exported(selection)) as { room: string }[];
      return [lines.length, [...new Set(lines.map(({ room }) => room))].join(' ')];
    };
    expect(await seen({})).toEqual([1000, 'lobby garden']);
    expect(await seen({ private: true })).toEqual([2000, 'lobby garden @a.b @c.d']);
    expect(await seen({ rooms: ['garden' as RoomName] })).toEqual([500, 'garden']);
    expect(await seen({ rooms: ['@c.d' as RoomName] })).toEqual([500, '@c.d']);
    expect(await seen({ rooms: ['lobby' as RoomName], private: true })).toEqual([1500, 'lobby @a.b @c.d']);
    expect(await seen({ rooms: ['nowhere' as RoomName] })).toEqual([0, '']);
  });

  it('prints nothing for an empty thread', async () => {
    await fill([]);
    expect(await exported()).toEqual([]);
  });

  it('prints many pages, while a server holds the folder and goes on writing', async () => {
    const store = openSqlite(folder.path, 'fast');
    await store.log.append(Array.from({ length: 1501 }, (_, n) => said(`${n}`)));
    let lines = 0;
    const out = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        lines += chunk.toString().split('\n').length - 1;
        void store.log.append([said('later')]).then(() => done(), done); // prettier-ignore
      },
    });
    await exportThread(folder.path, open, out);
    expect(lines).toBe(1501);
    expect(out.writableEnded).toBe(false);
    await store.close();
  });

  it('does not keep a server from starting in the middle of it', async () => {
    await fill(Array.from({ length: 2000 }, (_, n) => said(`${n}`)));
    const stores: Store[] = [];
    let lines = 0;
    const out = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines += chunk.toString().split('\n').length - 1;
        if (stores.length === 0) stores.push(openSqlite(folder.path, 'full'));
        done();
      },
    });
    await exportThread(folder.path, open, out);
    expect(lines).toBe(2000);
    expect(stores).toHaveLength(1);
    await stores[0]?.log.append([said('new')]);
    await stores[0]?.close();
  });

  it('reads no further than the reader takes', async () => {
    await fill(Array.from({ length: 20_000 }, () => said('x'.repeat(100))));
    const stalled = new PassThrough({ highWaterMark: 1 });
    const exporting = exportThread(folder.path, open, stalled);
    await new Promise((resolve) => stalled.once('readable', resolve));
    expect(stalled.writableLength + stalled.readableLength).toBeLessThan(1_000_000);
    stalled.resume();
    await exporting;
  });

  it('ends quietly when the reader goes away', async () => {
    await fill(Array.from({ length: 5000 }, () => said('x'.repeat(100))));
    const broken = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    await expect(exportThread(folder.path, open, broken)).resolves.toBe(undefined);
    const gone = new PassThrough();
    gone.once('data', () => gone.destroy());
    await expect(exportThread(folder.path, open, gone)).resolves.toBe(undefined);
  });

  it('reports any other trouble of the reader', async () => {
    await fill([said('hi')]);
    const full = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      },
    });
    await expect(exportThread(folder.path, open, full)).rejects.toThrow('no space');
  });

  it('says when there is nothing to export', async () => {
    const exporting = exportThread(folder.path, open, new PassThrough());
    await expect(exporting).rejects.toBeInstanceOf(Fault);
    await expect(exporting).rejects.toThrow(`There is no hobnob data in ${folder.path}`);
  });
});
