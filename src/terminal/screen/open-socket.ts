import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

/** Characters of an answer that are read. */
const longestAnswer = 200;

/** A WebSocket whose error is, where a server refuses in one line of text, that line instead of a number. */
export function openSocket(address: string): WebSocket {
  const socket = new WebSocket(address, { perMessageDeflate: false, handshakeTimeout: 10_000 });
  socket.on('unexpected-response', (request, response) => {
    readLine(response, (line) => {
      // With a listener here ws leaves the ending to us; an error of its request ends it as any other failure.
      request.emit('error', new Error(line ?? `Unexpected server response: ${response.statusCode}`));
      request.destroy();
    });
  });
  return socket;
}

/** Calls `told` once, with null for anything but one line that can be shown as it is. */
function readLine(response: IncomingMessage, told: (line: string | null) => void): void {
  let text = '';
  response.setEncoding('latin1');
  response.on('data', (part: string) => {
    text += part;
    if (text.length > longestAnswer) response.destroy();
  });
  // What breaks off is told by the close that follows.
  response.on('error', () => undefined);
  response.once('close', () => {
    const line = text.trim();
    told(line.length <= longestAnswer && /^[\x20-\x7e]+$/.test(line) ? line : null);
  });
}
