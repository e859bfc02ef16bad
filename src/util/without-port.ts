import { isIP } from 'node:net';

/** The address without its port: of `192.0.2.7:5000`, `[2001:db8::1]:5000`, and of bare addresses themselves. */
export function withoutPort(address: string): string {
  const bracketed = /^\[(.*)\]/.exec(address);
  if (bracketed?.[1] !== undefined) return bracketed[1];
  return isIP(address) === 0 ? address.replace(/:\d+$/, '') : address;
}
