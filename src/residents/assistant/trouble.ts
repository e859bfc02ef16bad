/** Why there is no answer. `detail` is for the log; nobody in the room sees it. */
export interface Trouble {
  readonly type: 'away' | 'key' | 'limited' | 'unknown' | 'failed' | 'nonsense' | 'slow';
  readonly detail: string;
  /** When to ask again, in ms from now; null where nobody said. */
  readonly wait: number | null;
  /** It certainly cost nothing: the question never arrived, or was turned away. */
  readonly isFree: boolean;
}
