/** Tells by the first bytes of a connection which protocol it speaks. Pure. */
export type Protocol = 'http' | 'tls' | 'classic';

/** The methods of HTTP/1.1, and the preface of HTTP/2, which is answered as a request that is not understood. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI'].map(
  (method) => Buffer.from(`${method} `),
);
/** The type of a TLS handshake record and its version's first byte (RFC 8446, section 5.1). */
const tlsHandshake = Buffer.of(0x16, 0x03);

/** Null while the bytes could still become one or the other, which is for 7 bytes at the most. */
export function sniff(bytes: Buffer): Protocol | null {
  if (startsAlike(bytes, tlsHandshake)) return bytes.length < tlsHandshake.length ? null : 'tls';
  const method = methods.find((candidate) => startsAlike(bytes, candidate));
  if (method === undefined) return 'classic';
  return bytes.length < method.length ? null : 'http';
}

/** One begins with the other. */
function startsAlike(bytes: Buffer, pattern: Buffer): boolean {
  const length = Math.min(bytes.length, pattern.length);
  return bytes.compare(pattern, 0, length, 0, length) === 0;
}
