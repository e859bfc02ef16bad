import { networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';
import type { Place } from '../console/place.ts';
import type { TcpGateway } from '../gateway/tcp.ts';

/** Networks that a machine makes for what runs on it: nobody else comes from there. */
const inner = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|podman)/;
/** Addresses that are not of the internet (RFC 1918, 6598, 3927). */
const ownNetwork = /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254)\./;

/** Where the server that `gateway` serves can be reached. */
export function placeOf({ listen, tlsCert }: Config, { port, httpPort }: TcpGateway): Place {
  const ports = { port, httpPort, secure: tlsCert !== null };
  if (listen === null || listen === '0.0.0.0' || listen === '::')
    return { ...ports, here: 'localhost', away: reachableAddress() };
  if (/^(127\.|::1$|localhost$)/.test(listen)) return { ...ports, here: listen, away: null };
  return { ...ports, here: listen, away: listen };
}

/** Whether people will come by a name that the server cannot know. */
export function wantsName({ hosts }: Config, { away }: Place): boolean {
  return (
    hosts !== '*' && hosts.length === 0 && away !== null && /^[\d.]+$/.test(away) && !ownNetwork.test(away)
  );
}

function reachableAddress(): string | null {
  const networks = Object.entries(networkInterfaces()).toSorted(
    ([a], [b]) => Number(inner.test(a)) - Number(inner.test(b)),
  );
  const addresses = networks.flatMap(([, list]) => list ?? []);
  return addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? null;
}
