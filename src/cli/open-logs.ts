import { join } from 'node:path';
import type { Config } from '../config.ts';
import { inMemory } from '../log/log.ts';
import { systemClock } from '../util/clock.ts';
import { type LogFile, openLogFile } from '../util/log-file.ts';
import { type BotLogs, botLogFiles, botLogsInMemory } from './bot-logs.ts';

export interface Logs {
  readonly logFile: LogFile;
  readonly botLogs: BotLogs;
}

/**
 * The logs of the server and its bots, in its data folder. Where nothing is kept, only what bots wrote last is remembered.
 * `onTrouble` is told when they cannot be written.
 */
export function openLogs(
  { data, logDays }: Pick<Config, 'data' | 'logDays'>,
  onTrouble: (message: string) => void,
): Logs {
  if (data === inMemory) {
    const nowhere: LogFile = { note: () => undefined, close: () => undefined };
    return { logFile: nowhere, botLogs: botLogsInMemory(systemClock) };
  }
  const logging = { folder: join(data, 'logs'), keepDays: logDays, clock: systemClock, onTrouble };
  return { logFile: openLogFile(logging), botLogs: botLogFiles(logging) };
}
