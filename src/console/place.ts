/** Where the server can be reached, as people type it. */
export interface Place {
  readonly port: number;
  /** Of the page; the same as `port` unless it has one of its own. */
  readonly httpPort: number;
  /** There is a certificate. */
  readonly secure: boolean;
  /** A name or address for whoever is on this machine. */
  readonly here: string;
  /** An address at which other machines may reach this one, if one is known. */
  readonly away: string | null;
}

/** `http://192.0.2.1:2020/`; `path` begins with a slash. */
export function pageAt({ secure, httpPort }: Place, host: string, path = '/'): string {
  const scheme = secure ? 'https' : 'http';
  const port = httpPort === (secure ? 443 : 80) ? '' : `:${httpPort}`;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}${port}${path}`;
}
