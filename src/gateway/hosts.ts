import { isIP } from 'node:net';

/** Whether a request with this `Host` header is for this server. */
export type HostRule = (header: string | undefined) => boolean;

/**
 * The names that a browser may have looked this server up by. A page of another site can make its own name point here
 * (DNS rebinding) and would then count as ours; its name in the `Host` header gives it away. Addresses cannot be made to
 * point anywhere, `localhost` and the machine's own names are nobody else's, and `names` are what the administrator adds;
 * `*` allows all. Programs that send no such header are no browsers.
 */
export function hostRule(names: readonly string[] | '*', machine: string): HostRule {
  if (names === '*') return () => true;
  const own = machine.toLowerCase();
  const [short = own] = own.split('.');
  const known = new Set([
    'localhost',
    own,
    short,
    `${short}.local`,
    ...names.map((name) => name.toLowerCase()),
  ]);
  return (header) => {
    if (header === undefined) return true;
    const host = nameIn(header);
    return isIP(host) !== 0 || known.has(host) || host.endsWith('.localhost');
  };
}

/** For whoever came by a name that is not known here. */
export function unknownHost(header: string): string {
  const name = nameIn(header);
  const shown = /^[a-z\d._-]{1,253}$/.test(name) ? name : 'NAME';
  return `This server does not answer to the name it was asked by. If it should: bin/hobnob serve --hosts ${shown}\n`;
}

/** The name or address in a `Host` header, without port, brackets and a dot at the end. */
function nameIn(header: string): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(header.trim()) ?? [];
  return (bracketed ?? plain).toLowerCase().replace(/\.$/, '');
}
