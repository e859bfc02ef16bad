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
  /** Says one after the other, without waiting; resolves with the place of the last. */
  const sayAll = async (texts: readonly string[], where: object = {}): Promise<number> => {
    for (const text of texts) client.send({ type: 'post', id: `${name}-${++count}`, text, ...where });
    const last = `${name}-${count}`;
    return Number((await client.until((told) => told.type === 'accepted' && told['id'] === last))['seq']);
  };
  const say = (text: string, where: object = {}) => sayAll([text], where);
  return Object.assign(client, { say, sayAll });
}
