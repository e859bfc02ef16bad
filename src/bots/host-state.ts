/** What the Host is about to say, for whoever runs the room. Pure. Times are ms UTC. */
import { never } from '../util/result.ts';

/**
 * `on`: it speaks when it is due, as soon as courtesy allows. `empty`: it waits for people. `paused`: it was told to be
 * silent. `stopped`: the bot is not running. `off`: it never speaks of its own accord here.
 */
export interface HostState {
  readonly status: 'on' | 'empty' | 'paused' | 'stopped' | 'off';
  /** The starter that comes next. */
  readonly next: string;
  /** Null unless the status is `on`. */
  readonly dueAt: number | null;
}

/** What whoever runs the room may do about the starters. */
export interface HostControls {
  state(): Promise<HostState>;
  /** Leaves the next starter out of this round. Resolves with the one that takes its place. */
  skip(): Promise<string>;
  /** False if it is paused already. */
  pause(): boolean;
  /** The Host goes on after one whole pause between starters. False if it was not paused. */
  resume(): boolean;
  /** Takes the next starter, for whoever says it now; the pause before the one after begins anew. */
  take(): Promise<string>;
}

/** `next in 12 s`, `paused`, … */
export function hostInWords({ status, dueAt }: HostState, now: number): string {
  switch (status) {
    case 'on':
      return `next in ${Math.max(0, Math.ceil(((dueAt ?? now) - now) / 1000))} s`;
    case 'empty':
      return 'waiting for people';
    case 'paused':
    case 'stopped':
      return status;
    case 'off':
      return 'silent, as --host-every 0 says';
    default:
      return never(status);
  }
}
