import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** TLS on connections that are handed over. It listens nowhere itself. */
export class TlsDoor {
  readonly #server: Server;
  /** What to do with a connection once it is secure, by its two ends: the TLS upon a connection has the same ones. */
  readonly #waiting = new Map<string, (secured: TLSSocket) => void>();

  /** `patience`: time for a handshake, in ms. */
  constructor(certificate: Certificate, patience: number) {
    this.#server = createServer({ ...certificate, handshakeTimeout: patience });
    this.#server.on('secureConnection', (secured) => {
      // An error is always followed by `close`.
      secured.on('error', () => undefined);
      const ends = endsOf(secured);
      const take = this.#waiting.get(ends);
      this.#waiting.delete(ends);
      if (take === undefined) secured.destroy();
      else take(secured);
    });
    this.#server.on('tlsClientError', (_, secured) => secured.destroy());
  }

  /** For the handshakes from now on. */
  renew(certificate: Certificate): void {
    this.#server.setSecureContext(certificate);
  }

  /** Takes over a connection, of which nothing has been read that was not put back, and gives it on when it is secure. */
  receive(connection: Socket, take: (secured: TLSSocket) => void): void {
    const ends = endsOf(connection);
    this.#waiting.set(ends, take);
    connection.once('close', () => {
      // Another connection may have the same ends by now.
      if (this.#waiting.get(ends) === take) this.#waiting.delete(ends);
    });
    this.#server.emit('connection', connection);
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
