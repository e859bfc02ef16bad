import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { AdminCaller, AdminDoor } from '../console/admin-door.ts';
import { adminCloseCodes, renderAdmin } from '../wire/admin/messages.ts';
import { lingerOver } from './linger.ts';

/** Bytes that may wait to be read by the page. */
const backlogLimit = 4 * 1024 ** 2;

/** Puts a WebSocket and whoever answers the administrator's page together. */
export function admitAdmin(webSocket: WebSocket, connection: Duplex, address: string, open: AdminDoor): void {
  const mayWrite = () => {
    if (webSocket.readyState !== webSocket.OPEN) return false;
    if (connection.writableLength <= backlogLimit) return true;
    connection.destroy();
    return false;
  };
  const caller: AdminCaller = {
    address,
    send(message) {
      if (mayWrite()) webSocket.send(message);
    },
    close(code, reason) {
      caller.send(renderAdmin({ type: 'closing', code, reason }));
      webSocket.close(adminCloseCodes[code]);
      lingerOver(connection);
    },
    backlog: () => connection.writableLength,
  };
  const visit = open(caller);
  webSocket.on('message', (data, isBinary) => {
    // With the default binaryType a message comes as one Buffer.
    visit.receive(isBinary || !Buffer.isBuffer(data) ? '' : data.toString());
  });
  webSocket.on('ping', (data) => {
    if (mayWrite()) webSocket.pong(data);
  });
  webSocket.on('close', () => visit.ended());
  // An error is always followed by `close`.
  webSocket.on('error', () => undefined);
}
