/**
 * Every option and limit of the server: name, unit, default, what is allowed, in one table. A key here is `host-every`
 * in a file, `--host-every` on the command line and `HOBNOB_HOST_EVERY` in the environment. Knows only what values
 * may look like: text from a command line and typed values from a file both pass. Nothing here reads or runs anything.
 * Long because it is a table.
 */
import * as z from 'zod/mini';
import {
  allowances,
  bytes,
  file,
  flood,
  hosts,
  listen,
  replay,
  seconds,
  selection,
  speech,
  text,
  toggle,
  whole,
} from './config-values.ts';
import { assistantOptions } from './config-assistant.ts';

interface Option {
  readonly schema: z.core.$ZodType;
  /** As a person would give it; null where nothing is the default. */
  readonly fallback: string | number | boolean | null;
  /** What a value is called in the help; absent for what is only on or off. */
  readonly argument?: string;
  readonly short?: string;
  /** What is allowed: completes "must be …". */
  readonly allowed: string;
  /** What it does, for the help. */
  readonly about: string;
  readonly group: 'common' | 'limits' | 'assistant';
  /** No flag, because others may read a command line; and never shown. */
  readonly secret?: true;
}

const yesOrNo = 'on or off';

export const options = {
  port: {
    group: 'common',
    short: 'p',
    argument: 'PORT',
    schema: whole(0, 65_535),
    fallback: 2020,
    allowed: 'a whole number from 0 to 65535 (0 takes a free port)',
    about: 'port to listen on; 0 takes a free one',
  },
  listen: {
    group: 'common',
    argument: 'ADDRESS',
    schema: listen,
    fallback: 'all',
    allowed: 'an address of this machine (127.0.0.1, ::1, a host name) or "all"',
    about: 'address to listen on; all interfaces, IPv4 and IPv6, unless given',
  },
  'http-port': {
    group: 'common',
    argument: 'PORT',
    schema: z.nullable(whole(0, 65_535)),
    fallback: null,
    allowed: 'a whole number from 0 to 65535 (0 takes a free port), another one than --port',
    about: 'port of its own for the page and the live wire; without it they are on --port',
  },
  'tls-cert': {
    group: 'common',
    argument: 'FILE',
    schema: file,
    fallback: null,
    allowed: 'a file',
    about: 'certificate (PEM) for https and TLS, on the same port; read again on SIGHUP',
  },
  'tls-key': {
    group: 'common',
    argument: 'FILE',
    schema: file,
    fallback: null,
    allowed: 'a file',
    about: 'key (PEM) of the certificate',
  },
  hosts: {
    group: 'common',
    argument: 'NAMES',
    schema: hosts,
    fallback: null,
    allowed: 'host names with commas between them, or "*" for all',
    about:
      'names that browsers may reach the page by, besides addresses, localhost and the name of this machine',
  },
  data: {
    group: 'common',
    argument: 'DIR',
    schema: text(/^[^\0]+$/),
    fallback: './data',
    allowed: 'a folder',
    about: 'folder that keeps the thread, the bans and the logs; "memory" keeps nothing',
  },
  bots: {
    group: 'common',
    argument: 'NAMES',
    schema: selection,
    fallback: 'all',
    allowed: '"all", "none", or names and paths (./my-bots/) with commas between them',
    about: 'bots in the room: all, none, or names and paths (./my-bots/, dice.ts) with commas between them',
  },
  'bot-allow': {
    group: 'common',
    argument: 'NAME=WHAT',
    schema: allowances,
    fallback: null,
    allowed: 'NAME=WHAT,WHAT for each bot, such as Dice_Bot=node:fs,api.met.no (modules of Node and hosts)',
    about:
      'what bots from files may have of what they need: NAME=node:fs,api.met.no; hosts are granted where this names no bot',
  },
  watch: {
    group: 'common',
    schema: toggle,
    fallback: false,
    allowed: yesOrNo,
    about: 'load bots from files again when these change',
  },
  'host-every': {
    group: 'common',
    argument: 'SECONDS',
    schema: seconds(0, 604_800),
    fallback: 30,
    allowed: 'a number of seconds from 0 to 604800 (0: never)',
    about: 'pause between two conversation starters of the Host; 0 for none',
  },
  'host-always': {
    group: 'common',
    schema: toggle,
    fallback: false,
    allowed: yesOrNo,
    about: 'the Host speaks also to an empty room and into a conversation',
  },
  manners: {
    group: 'common',
    argument: 'HOW',
    schema: z.enum(['chatty', 'polite', 'auto']),
    fallback: 'auto',
    allowed: '"chatty", "polite" or "auto"',
    about:
      'chatty: bots answer everything; polite: when meant; auto: chatty to one person, polite among several',
  },
  replay: {
    group: 'common',
    argument: 'N',
    schema: replay,
    fallback: 200,
    allowed: 'a whole number from 0 to 10000000, or "all"',
    about: 'entries of history for a newcomer, or "all"',
  },
  durability: {
    group: 'common',
    argument: 'HOW',
    schema: z.enum(['full', 'fast']),
    fallback: 'full',
    allowed: '"full" or "fast"',
    about: 'full: what was seen survives a power cut; fast: it survives a crash of the program',
  },
  weather: {
    group: 'common',
    schema: toggle,
    fallback: true,
    allowed: yesOrNo,
    about: 'live weather',
  },
  'weather-contact': {
    group: 'common',
    argument: 'CONTACT',
    schema: z.nullable(
      text(/^([\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+\.[\x21-\x7e]+|https?:\/\/[\x21-\x7e]+)$/),
    ),
    fallback: null,
    allowed: 'an e-mail address or a web address (MET Norway wants to know whom to ask)',
    about: 'your e-mail or web address for MET Norway, who want it; switches live weather on',
  },
  'weather-url': {
    group: 'common',
    argument: 'URL',
    schema: text(/^https?:\/\/[\x21-\x7e]+$/),
    fallback: 'https://api.met.no/weatherapi/locationforecast/2.0',
    allowed: 'an address that begins with http:// or https://',
    about: 'where forecasts come from',
  },
  units: {
    group: 'common',
    argument: 'SYSTEM',
    schema: z.enum(['metric', 'imperial']),
    fallback: 'metric',
    allowed: '"metric" or "imperial"',
    about: 'units of the weather: metric (°C, m/s, mm) or imperial (°F, mph, in)',
  },
  flood: {
    group: 'limits',
    argument: 'LIMIT',
    schema: flood,
    fallback: '10/4',
    allowed: 'MESSAGES/SECONDS, such as 10/4, or "off"',
    about: 'messages/seconds that one seat may say before it is removed, or "off"',
  },
  'bot-depth': {
    group: 'limits',
    argument: 'N',
    schema: whole(1, 100),
    fallback: 3,
    allowed: 'a whole number from 1 to 100',
    about: 'messages in a row in which bots answer each other before a person must speak',
  },
  'bot-speech': {
    group: 'limits',
    argument: 'MESSAGES/CHARACTERS',
    schema: speech,
    fallback: '30/12000',
    allowed: 'MESSAGES/CHARACTERS, such as 30/12000',
    about: 'messages/characters that a bot may say in a minute until a person speaks',
  },
  'bot-memory': {
    group: 'limits',
    argument: 'BYTES',
    schema: bytes(16 * 1024 ** 2, 4 * 1024 ** 3),
    fallback: '64MiB',
    allowed: 'a size from 16MiB to 4GiB, in bytes or as 64MiB',
    about: 'memory that each bot may hold',
  },
  'bot-store': {
    group: 'limits',
    argument: 'BYTES',
    schema: bytes(64 * 1024, 256 * 1024 ** 2),
    fallback: '16MiB',
    allowed: 'a size from 64KiB to 256MiB, in bytes or as 16MiB',
    about: 'what each bot may keep on disk',
  },
  'text-limit': {
    group: 'limits',
    argument: 'CHARACTERS',
    schema: whole(1, 100_000),
    fallback: 4000,
    allowed: 'a whole number of characters from 1 to 100000',
    about: 'longest message, in characters',
  },
  'frame-limit': {
    group: 'limits',
    argument: 'BYTES',
    schema: bytes(256, 16 * 1024 ** 2),
    fallback: '16KiB',
    allowed: 'a size from 256 to 16MiB, in bytes or as 16KiB',
    about: 'longest frame that a client may send',
  },
  'queue-limit': {
    group: 'limits',
    argument: 'BYTES',
    schema: bytes(16 * 1024, 1024 ** 3),
    fallback: '1MiB',
    allowed: 'a size from 16KiB to 1GiB, in bytes or as 64KiB',
    about: 'what may wait for a slow reader before it is removed',
  },
  handshake: {
    group: 'limits',
    argument: 'SECONDS',
    schema: seconds(0.1, 3600),
    fallback: 10,
    allowed: 'a number of seconds from 0.1 to 3600',
    about: 'time that a new connection has to say its name',
  },
  grace: {
    group: 'limits',
    argument: 'SECONDS',
    schema: seconds(0, 3600),
    fallback: 60,
    allowed: 'a number of seconds from 0 to 3600',
    about: 'time that somebody whose connection was lost stays in the room',
  },
  'keep-alive': {
    group: 'limits',
    argument: 'SECONDS',
    schema: seconds(1, 86_400),
    fallback: 60,
    allowed: 'a number of seconds from 1 to 86400',
    about: 'silence after which a connection is probed for being alive',
  },
  'connections-per-address': {
    group: 'limits',
    argument: 'N',
    schema: whole(1, 1_000_000),
    fallback: 200,
    allowed: 'a whole number from 1 to 1000000',
    about: 'connections from one address; this machine itself is free of it',
  },
  'log-days': {
    group: 'limits',
    argument: 'DAYS',
    schema: whole(1, 36_500),
    fallback: 30,
    allowed: 'a whole number of days from 1 to 36500',
    about: 'days that log files are kept',
  },
  'log-text': {
    group: 'limits',
    schema: toggle,
    fallback: false,
    allowed: yesOrNo,
    about: 'write the text of messages into the log as well',
  },
  ...assistantOptions,
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;
export const optionNames = Object.keys(options) as OptionName[];

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The whole configuration, checked. `host-every` is `config.hostEvery`; units are those of the table. */
export type Config = {
  readonly [Name in OptionName as CamelCase<Name>]: z.output<(typeof options)[Name]['schema']>;
};

/** The value that `given` means for an option; undefined if it is not allowed. */
export function readOption<Name extends OptionName>(
  name: Name,
  given: unknown,
): { readonly value: z.output<(typeof options)[Name]['schema']> } | undefined {
  const read = z.safeParse(options[name].schema, given);
  return read.success ? { value: read.data as z.output<(typeof options)[Name]['schema']> } : undefined;
}

/** `host-every` → `hostEvery`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** `host-every` → `HOBNOB_HOST_EVERY`. */
export function variableOf(name: string): string {
  return `HOBNOB_${name.replaceAll('-', '_').toUpperCase()}`;
}
