import { wrapText } from '../util/terminal-safe.ts';
import { describeCommands } from './run-command.ts';

export interface StartFacts {
  readonly version: string;
  readonly port: number;
  /** An address at which other machines may reach this one, if one is known. */
  readonly address: string | null;
  /** Why there is no live weather, and how there would be; null if it is on. */
  readonly weatherOff: string | null;
  /** Width of the terminal. */
  readonly columns: number;
}

/** What whoever started the server sees first. */
export function startScreen({ version, port, address, weatherOff, columns }: StartFacts): string[] {
  const width = Math.max(20, Math.min(columns, 100));
  const wrapped = (text: string) => wrapText(text, width);
  const join = `bin/hobnob join${port === 2020 ? '' : ` -p ${port}`} -u NAME`;
  const away = address === null ? [] : [`  from another one: ${join} -d ${address}`];
  return [
    `hobnob ${version} - a chat room with resident bots`,
    `The server is listening on port ${port}.`,
    '',
    'Join the room',
    `  from this machine: ${join}`,
    ...away,
    ...(weatherOff === null ? [] : ['', ...wrapped(weatherOff)]),
    '',
    'Commands',
    ...describeCommands(width),
    '',
  ];
}
