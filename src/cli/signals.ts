import { isatty } from 'node:tty';

export interface SignalsOptions {
  readonly stop: () => void;
  /** Reads again what may have changed; null where nothing can be read again. */
  readonly reload: (() => void) | null;
}

/**
 * SIGINT and SIGTERM stop the server. SIGHUP comes when the terminal that it was started in is lost, which stops it too,
 * and otherwise from somebody who wants files to be read again; where there are none, it stops.
 */
export function heedSignals({ stop, reload }: SignalsOptions): void {
  const terminals = [0, 1, 2].filter((stream) => isatty(stream));
  // A terminal that was hung up is none any more.
  const isLost = () => terminals.some((stream) => !isatty(stream));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.on('SIGHUP', () => {
    if (reload === null || isLost()) stop();
    else reload();
  });
}
