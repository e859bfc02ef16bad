import type { Seat } from '../hub/seat.ts';
import { shortened } from '../util/shortened.ts';
import type { Voice } from './mind/mind.ts';
import type { RunnerOptions } from './runner-options.ts';
import type { Tenure } from './tenure.ts';

/** Entries of the past that a bot gets at a time. */
const mostHistory = 1000;

/** The stay in which a voice is heard. */
export interface Stay {
  readonly options: Pick<RunnerOptions, 'kept' | 'note' | 'textLimit' | 'onAnswer'>;
  /** Aborted when it ends. */
  readonly signal: AbortSignal;
  readonly seat: () => Seat | undefined;
  /** When a person last said something, ms UTC. */
  readonly lastHeardAt: () => number | null;
  /** The tenure has said something, or written. */
  readonly onVoice: (tenure: Tenure) => void;
  readonly onFailed: (tenure: Tenure, reason: string) => void;
}

/** What one version of a bot says and asks for, on the seat of its stay: nothing once either is over. */
export function seatVoice(tenure: Tenure, stay: Stay): Voice {
  const { options, signal, seat, onVoice } = stay;
  const isHeard = () => !tenure.isOver && !signal.aborted;
  return {
    say: (text, because, answers, id) => {
      if (!isHeard()) return;
      if (id !== undefined) tenure.drafts.delete(id);
      tenure.says(answers);
      seat()?.say({
        text: shortened(text, options.textLimit),
        ...(because !== undefined && { because }),
        ...(answers !== undefined && { answers }),
        ...(id !== undefined && { id }),
      });
      if (answers !== undefined) options.onAnswer();
      onVoice(tenure);
    },
    draft: (sketch) => {
      if (!isHeard()) return;
      if (tenure.writes(sketch)) seat()?.draft?.(sketch);
      onVoice(tenure);
    },
    members: () => seat()?.members() ?? [],
    lastHeardAt: stay.lastHeardAt,
    history: async (limit, before) => seat()?.history(Math.min(limit, mostHistory), before) ?? [],
    records: options.kept.during(signal),
    note: options.note,
    failed: (reason) => stay.onFailed(tenure, reason),
  };
}
