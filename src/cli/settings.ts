/**
 * From what a person gave — command line before environment before file before default — to a checked Config, or the
 * one sentence that says which value was wrong, in the words it was given in.
 */
import { parse as parseToml, TomlError } from 'smol-toml';
import { camelCase, optionNames, options, readOption, variableOf } from '../config.ts';
import type { Config, OptionName } from '../config.ts';
import { nearest } from '../util/nearest.ts';
import { messageOf } from '../util/result.ts';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file; throws if it cannot be read. */
  readFile(path: string): string;
}

/** How each value was given: `--port 3000`, `HOBNOB_PORT=3000`, `hobnob.toml:2:1: port = 3000`. For messages. */
export type Given = Readonly<Record<OptionName, string>>;

export interface Settings {
  readonly type: 'settings';
  readonly config: Config;
  readonly given: Given;
}

/** The command line, environment or file is wrong: a sentence for stderr; the program ends with code 2. */
export interface Misused {
  readonly type: 'misused';
  readonly message: string;
}

/** A value and how a person would say where it came from. */
interface Value {
  readonly value: unknown;
  readonly label: string;
}
type Values = Readonly<Record<string, Value>>;

export function misused(message: string): Misused {
  return { type: 'misused', message };
}

/** The sentence for a value that is not allowed; `rule` completes "must be …". */
export function wrongValue(given: string, rule: string): Misused {
  return misused(`${given}: must be ${rule}`);
}

/** `flags` by option name, only those that were given; `file` is the path of a TOML file, if any was. */
export function settle(
  flags: Readonly<Partial<Record<OptionName, string | boolean>>>,
  file: string | null,
  surroundings: Surroundings,
): Settings | Misused {
  const { env } = surroundings;
  const fromFile = readSettingsFile(file ?? (env['HOBNOB_CONFIG'] || null), surroundings);
  if (isMisused(fromFile)) return fromFile;
  const mistyped = misspeltVariable(env);
  if (mistyped) return mistyped;

  const config: Record<string, unknown> = {};
  const given: Partial<Record<OptionName, string>> = {};
  for (const name of optionNames) {
    const { value, label } =
      flagValue(name, flags) ?? variableValue(name, env) ?? fromFile[name] ?? fallback(name);
    const read = readOption(name, value);
    if (!read) return wrongValue(label, options[name].allowed);
    config[camelCase(name)] = read.value;
    given[name] = label;
  }
  const settings = { type: 'settings', config: config as Config, given: given as Given } as const;
  return contradiction(settings) ?? settings;
}

/** What is allowed alone, but not together. */
function contradiction({ config, given }: Settings): Misused | null {
  const { tlsCert, tlsKey, port, httpPort, assistantUrl, assistantModel } = config;
  if ((tlsCert === null) !== (tlsKey === null)) {
    const [there, missing] =
      tlsKey === null ? (['tls-cert', 'tls-key'] as const) : (['tls-key', 'tls-cert'] as const);
    return misused(`${given[there]}: --${missing} is needed as well`);
  }
  if ((assistantUrl === null) !== (assistantModel === null)) {
    const [there, missing] =
      assistantModel === null
        ? (['assistant-url', 'assistant-model'] as const)
        : (['assistant-model', 'assistant-url'] as const);
    return misused(`${given[there]}: --${missing} is needed as well`);
  }
  return httpPort !== null && httpPort !== 0 && httpPort === port
    ? wrongValue(given['http-port'], options['http-port'].allowed)
    : null;
}

function isMisused(result: Values | Misused): result is Misused {
  return result['type'] === 'misused';
}

function flagValue(
  name: OptionName,
  flags: Readonly<Partial<Record<OptionName, string | boolean>>>,
): Value | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return { value, label: value ? `--${name}` : `--no-${name}` };
  return { value, label: `--${name} ${shownOf(name, value)}` };
}

/** An empty variable counts as not set: that is how a line in a compose file or a unit is left out. */
function variableValue(name: OptionName, env: Surroundings['env']): Value | undefined {
  const variable = variableOf(name);
  const value = env[variable];
  return value ? { value, label: `${variable}=${shownOf(name, value)}` } : undefined;
}

function fallback(name: OptionName): Value {
  const value = options[name].fallback;
  return { value, label: `--${name} ${shown(value)}` };
}

/** Only a near miss is an error: a cluster puts variables of its own with our prefix into the environment. */
function misspeltVariable(env: Surroundings['env']): Misused | null {
  const variables = ['HOBNOB_CONFIG', ...optionNames.map(variableOf)];
  for (const name of Object.keys(env)) {
    if (!name.startsWith('HOBNOB_') || variables.includes(name)) continue;
    const meant = nearest(
      name.slice(7),
      optionNames.map((option) => variableOf(option).slice(7)),
    );
    if (meant) return misused(`${name}: there is no such option; did you mean HOBNOB_${meant}?`);
  }
  return null;
}

function readSettingsFile(path: string | null, surroundings: Surroundings): Values | Misused {
  if (path === null) return {};
  let text: string;
  try {
    text = surroundings.readFile(path);
  } catch (error) {
    return misused(`--config ${shown(path)}: cannot be read (${messageOf(error)})`);
  }
  return parseSettings(path, text);
}

function parseSettings(path: string, text: string): Values | Misused {
  const values: Record<string, Value> = {};
  try {
    for (const [key, value] of Object.entries(parseToml(text))) {
      const place = `${path}:${placeOf(key, text)}`;
      if (!isOption(key)) return unknownKey(place, key);
      values[key] = { value, label: `${place}: ${key} = ${shownOf(key, value)}` };
    }
    return values;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return misused(`${path}:${error.line}:${error.column}: not valid TOML: ${reason}`);
  }
}

function isOption(key: string): key is OptionName {
  return Object.hasOwn(options, key);
}

function unknownKey(place: string, key: string): Misused {
  const meant = nearest(key, optionNames);
  return misused(`${place}: there is no option ${shown(key)}${meant ? `; did you mean ${meant}?` : ''}`);
}

/** Line and column of a key, both from 1. Ours is a flat file: a key begins its line, alone or as `[key]`. */
function placeOf(key: string, text: string): string {
  const quoted = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const start = new RegExp(`^[ \\t]*(?=\\[*[ \\t]*["']?${quoted}["']?[ \\t]*[\\].=])`, 'm').exec(text);
  if (!start) return '1:1';
  const before = text.slice(0, start.index);
  return `${before.split('\n').length}:${start[0].length + 1}`;
}

/** A value as `shown`, unless it is nobody's business. */
function shownOf(name: OptionName, value: unknown): string {
  return 'secret' in options[name] ? '…' : shown(value);
}

/** A value on one line and not too long. */
function shown(value: unknown): string {
  const text = typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
