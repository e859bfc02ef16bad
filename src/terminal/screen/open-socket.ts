import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

/** Characters of an answer that are read. */
const longestAnswer = 200;

/**
 * A WebSocket whose error is, where a server refuses in one line of text, that line, and otherwise what answers there, or
 * in plain words why nobody does.
 */
export function openSocket(address: string): WebSocket {
  const socket = new WebSocket(address, { perMessageDeflate: false, handshakeTimeout: 10_000 });
  // The first listener: those after it are told these words.
  socket.on('error', (error) => {
    error.message = strangerInWords(error) ?? systemInWords(error) ?? error.message;
  });
  socket.on('unexpected-response', (request, response) => {
    readLine(response, (line) => {
      const other = `An HTTP server answers there (status ${response.statusCode}), and not hobnob.`;
      // With a listener here ws leaves the ending to us; an error of its request ends it as any other failure.
      request.emit('error', new Error(line ?? other));
      request.destroy();
    });
  });
  return socket;
}

const classicHint = 'A server of the original kind is joined with --wire classic.';

/** What other servers say to whoever asks for a WebSocket, or at once to everyone. */
const strangers: readonly (readonly [begins: RegExp, is: string])[] = [
  [/::EOMsg::/, 'A server of the original kind answers there: join it with --wire classic.'],
  [/^(:\S+ +(\d{3}|[A-Z]+)|NOTICE|ERROR|PING) /, 'An IRC server answers there, and not hobnob.'],
  [/^SSH-/, 'An SSH server answers there, and not hobnob.'],
  [/^(220|\+OK|\* OK)[ -]/, 'A mail or file server answers there, and not hobnob.'],
  [/^\x15\x03/, 'A server answers there that wants TLS: try --tls.'],
];

/** Null where nobody has answered, and the error says why. */
function strangerInWords(error: Error): string | null {
  // The bytes that were no HTTP, as Node's parser hands them out.
  if ('rawPacket' in error && Buffer.isBuffer(error.rawPacket)) {
    const answer = error.rawPacket.toString('latin1', 0, 64 * 1024);
    const known = strangers.find(([begins]) => begins.test(answer));
    return known?.[1] ?? 'A server of another kind answers there, and not hobnob.';
  }
  const [, silence] = silences.find(([message]) => error.message.includes(message)) ?? [];
  return silence === undefined ? null : `${silence} ${classicHint}`;
}

const silences = [
  ['socket hang up', 'The server has ended the connection without a word.'],
  ['handshake has timed out', 'The server does not answer.'],
] as const;

/** What the system's codes mean to somebody who wants to chat. */
const systemCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no server answers there',
  ENOTFOUND: 'there is no such address',
  EAI_AGAIN: 'the address cannot be looked up just now',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'there is no network',
  EADDRNOTAVAIL: 'there is no way to that address',
  ETIMEDOUT: 'the server does not answer',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EPROTO: 'the server does not speak TLS',
};

/** Null for what has no code of these; a certificate's trouble is plain enough as it is. */
function systemInWords(error: Error): string | null {
  return 'code' in error ? (systemCodes[String(error.code)] ?? null) : null;
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
