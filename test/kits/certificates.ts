import { connect, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { readCertificate } from '../../src/gateway/certificate.ts';

/** Path of a file in certificates/, which are for tests only. */
export function certificateFile(name: string): string {
  return fileURLToPath(new URL(`certificates/${name}.pem`, import.meta.url));
}

export function certificateFiles(name: 'one' | 'two') {
  return { cert: certificateFile(`${name}-cert`), key: certificateFile(`${name}-key`) };
}

export const certificate = (name: 'one' | 'two') => readCertificate(certificateFiles(name), Date.now());

/** A TLS connection over loopback that is secure for both sides; rejects when it cannot be. */
export function secureConnection(port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false });
    // Tickets come when the server has seen the end of the handshake. What is written before the event is over, stays.
    socket.once('session', () => setImmediate(resolve, socket)).once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was secure')));
  });
}

/** What tells the certificate that a connection over loopback gets now. */
export async function fingerprintAt(port: number): Promise<string> {
  const socket = await secureConnection(port);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}
