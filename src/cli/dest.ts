import { isIPv6 } from 'node:net';
import { readOption } from '../config.ts';
import { type Misused, wrongValue } from './settings.ts';

/** Where a room is. */
export interface Dest {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

interface DestFlags {
  readonly dest: string;
  readonly port?: string;
  readonly tls: boolean;
}

/** Completes "must be". */
const allowed = 'an address or a host name, perhaps with a port, or a link such as https://chat.example.org';

const usualPort = 2020;
const portsOf: Readonly<Record<string, { readonly port: number; readonly tls: boolean }>> = {
  'http:': { port: 80, tls: false },
  'ws:': { port: 80, tls: false },
  'https:': { port: 443, tls: true },
  'wss:': { port: 443, tls: true },
};

/**
 * `chat.example.org`, `192.0.2.7:3000`, `[::1]:2020`, and the link of a room's page, whose scheme says whether it is encrypted.
 * `port` is the one to take where the text names none. Null for what is no place.
 */
export function readDest(text: string, port: number | null = null): Dest | null {
  if (text.includes('://')) return readLink(text, port);
  if (isIPv6(text)) return { host: text, port: port ?? usualPort, tls: false };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([\w.-]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed !== undefined && isIPv6(bracketed) ? bracketed : plain;
  const named = digits === undefined ? (port ?? usualPort) : Number(digits);
  return host === undefined || named < 1 || named > 65_535 ? null : { host, port: named, tls: false };
}

function readLink(text: string, port: number | null): Dest | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port: named, pathname, username, password } = new URL(text);
  const usual = portsOf[protocol];
  if (!usual || hostname === '' || !/^\/(?:live)?$/.test(pathname) || username + password !== '') return null;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: named === '' ? (port ?? usual.port) : Number(named), tls: usual.tls };
}

/** What `--dest`, `--port` and `--tls` come to. */
export function destIn({ dest, port, tls }: DestFlags): Dest | Misused {
  const number = port === undefined ? null : readOption('port', port)?.value;
  if (number === undefined || number === 0) {
    return wrongValue(`--port ${port}`, 'a whole number from 1 to 65535');
  }
  const read = readDest(dest, number);
  if (!read) return wrongValue(`--dest ${JSON.stringify(dest)}`, allowed);
  return { ...read, tls: read.tls || tls };
}

/** One name for all the ways to say where a room is; fit for a file. */
export function roomName({ host, port }: Dest): string {
  const name = host.toLowerCase();
  return `${name === 'localhost' ? '127.0.0.1' : name.replaceAll(':', '-')}_${port}`;
}

/** The address of the live wire there. */
export function liveAddress({ host, port, tls }: Dest): string {
  return `${tls ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${port}/live`;
}
