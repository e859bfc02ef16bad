/** Commands about whoever is connected. */
import type { Connection } from '../hub/admin.ts';
import { noReason } from '../room/types.ts';
import { type Desk, done, failed, type Row, splitWord } from './command.ts';
import { localTime } from './local-clock.ts';
import { renderTable } from './table.ts';
import { withoutPort } from '../util/without-port.ts';

export const guestCommands: readonly Row[] = [
  {
    name: 'listConnections',
    aliases: ['list'],
    args: '',
    help: 'Lists everyone who is connected, with their address and the time something was last received from them.',
    run({ admin }) {
      const connections = admin.connections();
      if (connections.length === 0) return done('Nobody is connected.');
      const head = ['Username', 'Address', 'Time last received', 'Kind', 'Wire'];
      return done(...renderTable(head, connections.map(cellsOf)));
    },
  },
  {
    name: 'kick',
    args: 'USER [reason…]',
    help: 'Removes a user from the chat and tells them the reason.',
    complete: (desk, words) => (words.length === 1 ? nicksAt(desk) : []),
    async run({ admin }, rest) {
      const [nick, reason] = splitWord(rest);
      if (nick === '') return failed('A username is needed: kick USER [reason…]');
      const kicked = await admin.kick(nick, reason || noReason);
      if (typeof kicked === 'string') return done(`User ${kicked} was removed!`);
      if (kicked.code === 'not_here') return failed(`User with username ${nick} was not found!`);
      return failed(kicked.message);
    },
  },
  {
    name: 'ban',
    args: 'USER|ADDRESS [reason…]',
    help: 'Removes a user, or everyone at an IP address, and does not let them in again. Kept when the server restarts.',
    complete: (desk, words) => (words.length === 1 ? [...nicksAt(desk), ...addressesAt(desk)] : []),
    async run({ admin }, rest) {
      const [target, reason] = splitWord(rest);
      if (target === '') return failed('A username or an address is needed: ban USER|ADDRESS [reason…]');
      const ban = await admin.ban(target, reason || noReason);
      if ('code' in ban) return failed(ban.message);
      return done(`The ${ban.type} ${ban.target} is banned.`);
    },
  },
  {
    name: 'unban',
    args: 'USER|ADDRESS',
    help: 'Lifts a ban.',
    async run({ admin }, rest) {
      const [target] = splitWord(rest);
      if (target === '') return failed('A username or an address is needed: unban USER|ADDRESS');
      if (await admin.unban(target)) return done(`${target} is no longer banned.`);
      return failed(`${target} was not banned.`);
    },
  },
  {
    name: 'bans',
    args: '',
    help: 'Lists the names and addresses that are banned.',
    async run({ admin }) {
      const bans = await admin.bans();
      if (bans.length === 0) return done('Nobody is banned.');
      const rows = bans.map(({ target, type, since, reason }) => [target, type, localTime(since), reason]);
      return done(...renderTable(['Banned', 'Type', 'Since', 'Reason'], rows));
    },
  },
];

function cellsOf({ nick, address, lastReceivedAt, kind, wire }: Connection): string[] {
  return [nick, address, localTime(lastReceivedAt), kind, wire];
}

function nicksAt({ admin }: Desk): string[] {
  return admin.connections().map(({ nick }) => nick);
}

/** Without the port: a ban is for the whole address. */
function addressesAt({ admin }: Desk): string[] {
  const addresses = admin.connections().map(({ address }) => withoutPort(address));
  return [...new Set(addresses)].filter((address) => /[.:]/.test(address));
}
