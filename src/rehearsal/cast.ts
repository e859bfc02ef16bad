import type { Batch } from '../hub/batch.ts';
import type { Farewell, Listener } from '../hub/seat.ts';
import type { Entry, Refusal } from '../room/types.ts';

/** Who takes a seat here hears at once and is never slow. What is of no interest is left out by giving no handler. */
export interface Part {
  readonly onEntry?: (entry: Entry) => void;
  readonly onRefusal?: (refusal: Refusal) => void;
  readonly onClosed?: (farewell: Farewell) => void;
}

/** The listener of somebody on the stage. */
export function listenerOf({ onEntry, onRefusal, onClosed }: Part): Listener {
  return {
    seated: () => undefined,
    live: () => undefined,
    stored: () => undefined,
    deliver: (batch: Batch) => batch.entries.forEach((entry) => onEntry?.(entry)),
    refused: (refusal) => onRefusal?.(refusal),
    closed: (farewell) => onClosed?.(farewell),
    backlog: () => 0,
    whenDrained: (resume) => resume(),
  };
}
