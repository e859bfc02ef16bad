import { onTestFinished } from 'vitest';
import { LiveClient } from './live-client.ts';
import { openRoom } from './room.ts';

/** A room on a free port and clients of the live wire, all gone when the test has finished. */
export async function liveRoom(...changes: Parameters<typeof openRoom>) {
  const opened = await openRoom(...changes);
  onTestFinished(opened.close);
  const kept = (client: LiveClient) => {
    onTestFinished(() => client.close());
    return client;
  };
  return {
    ...opened,
    /** Connected, with nothing said yet. */
    open: async () => kept(await LiveClient.open(opened.port)),
    /** Welcomed, with the history of the lobby read. */
    join: async (name: string, hello: object = {}) => kept(await LiveClient.join(opened.port, name, hello)),
  };
}
