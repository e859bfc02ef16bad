/** What the Host is about to say, for whoever runs the room. Pure. Times are ms UTC. */
import { never } from '../util/result.ts';

/**
 * `on`: it speaks when it is due, as soon as courtesy allows. `empty`: it waits for people. `paused`: it was told to be
 * silent. `stopped`: the bot is not running. `off`: it never speaks of its own accord here.
 */
export interface HostState {
  readonly status: 'on' | 'empty' | 'paused' | 'stopped' | 'off';
  /** The starter that comes next; empty while the bot is not running. */
  readonly next: string;
  /** Null unless the status is `on`. */
  readonly dueAt: number | null;
}

/** What whoever runs the room may do about the starters. All but `state` reject with a Fault while the Host is not running. */
export interface HostControls {
  state(): Promise<HostState>;
  /** Leaves the next starter out of this round. Resolves with the one that takes its place. */
  skip(): Promise<string>;
  /** False if it is paused already. */
  pause(): Promise<boolean>;
  /** The Host goes on after one whole pause between starters. False if it was not paused. */
  resume(): Promise<boolean>;
  /** Takes the next starter, for whoever says it now; the pause before the one after begins anew. */
  take(): Promise<string>;
}

/** The same by the Host's operations, which `ask` reaches. */
export function hostControls(ask: (operation: keyof HostControls) => Promise<unknown>): HostControls {
  return {
    // Not running, or not answering: its state is that of a bot, which the list of bots tells.
    state: () => ask('state').catch(() => silent) as Promise<HostState>,
    skip: () => ask('skip') as Promise<string>,
    pause: () => ask('pause') as Promise<boolean>,
    resume: () => ask('resume') as Promise<boolean>,
    take: () => ask('take') as Promise<string>,
  };
}

const silent: HostState = { status: 'stopped', next: '', dueAt: null };

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
