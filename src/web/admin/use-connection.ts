import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Answer, Connection } from './connection.ts';

/** Draws again whenever something has come. */
export function useConnection(connection: Connection): void {
  const [, setVersion] = useState(0);
  useEffect(() => connection.onChange(() => setVersion((version) => version + 1)), [connection]);
}

/** The server's time, ms UTC, every second. */
export function useNow(connection: Connection): number {
  const read = () => Date.now() + connection.clockDifference;
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), 1000);
    return () => clearInterval(timer);
  }, [connection]);
  return Math.max(now, 0);
}

/** What every card may do. */
export interface Deeds {
  /** Runs a line of the console, and shows what came of it. */
  readonly run: (line: string) => Promise<Answer>;
  /** Runs one whose lines are shown by whoever asks. */
  readonly query: (line: string) => Promise<Answer>;
  /** Asks for a reason first. */
  readonly ask: (question: Question) => void;
  /** Nothing can be done while the connection is lost. */
  readonly disabled: boolean;
  readonly now: number;
}

/** Something that wants to be thought about. */
export interface Question {
  readonly title: string;
  readonly hint: string;
  readonly button: string;
  /** Whom it may hit: the command's first word behind it, and how it is called. Free text where there are none. */
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly command: 'kick' | 'ban';
}

export const DeedsContext = createContext<Deeds | null>(null);

export function useDeeds(): Deeds {
  const deeds = useContext(DeedsContext);
  if (!deeds) throw new Error('no deeds here');
  return deeds;
}
