import { onTestFinished } from 'vitest';
import { LiveClient } from '../kits/live-client.ts';
import { serve } from '../kits/stage.ts';
import type { Guest, OpenedPage } from './browser.ts';
import { Visitor } from './visitor.ts';

export type Friend = Awaited<ReturnType<typeof friend>>;

/** A server with Ann at the page and Ben on the live wire. */
export async function pairIn(
  open: (guest?: Guest) => Promise<OpenedPage>,
  words: readonly string[] = [],
  guest: Guest = {},
) {
  const server = await serve(['--flood', 'off', ...words]);
  const { page } = await open(guest);
  const ann = await Visitor.enter(page, server.port, 'Ann');
  const ben = await friend(server.port, 'Ben');
  return { server, page, ann, ben };
}

/** Somebody on the live wire. */
export async function friend(port: number, name: string, hello: object = { session: true }) {
  const client = await LiveClient.join(port, name, hello);
  onTestFinished(() => client.close());
  let count = 0;
  /** Resolves with the place of what was said. */
  const say = async (text: string, where: object = {}): Promise<number> => {
    const id = `${name}-${++count}`;
    client.send({ type: 'post', id, text, ...where });
    return Number((await client.until((told) => told.type === 'accepted' && told['id'] === id))['seq']);
  };
  return Object.assign(client, { say });
}
