import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { messageOf, never } from '../util/result.ts';
import type { AdminClosing, AdminState } from '../wire/admin/messages.ts';
import { renderAdmin } from '../wire/admin/messages.ts';
import { type AdminCommand, parseAdmin } from '../wire/admin/parse.ts';
import type { AdminCaller, AdminDoor, AdminVisit } from './admin-door.ts';
import type { Admission, AdminKeys } from './admin-keys.ts';
import type { Sample, SharedState } from './admin-state.ts';
import { guestsMatching, sampled, sharedState } from './admin-state.ts';
import { type Desk, splitWord } from './command.ts';
import { runFromPage } from './run-command.ts';

/** Between two looks at what has changed, in ms. */
const lookPause = 1000;
/** Commands of one page that may wait for those before them. */
const waitingAtMost = 16;

export interface AdminPageOptions {
  readonly desk: Desk;
  readonly keys: AdminKeys;
  readonly clock: Clock;
  /** Time to show a token, in ms. */
  readonly patience: number;
  readonly note: Note;
}

const closings: Readonly<Record<'wrong' | 'attempts' | 'ended' | 'stopping' | 'silent', string>> = {
  wrong: 'This link or session is not valid, or no longer.',
  attempts: 'There were too many wrong links from this address. Try again in 10 minutes.',
  ended: 'This session was ended.',
  stopping: 'The service is stopping!',
  silent: 'Nothing was said in time.',
};

/** The administrator's page, as the server sees it: everyone who has it open, and what they are shown every second. */
export class AdminPage {
  readonly #options: AdminPageOptions;
  readonly #visits = new Set<Visit>();
  #samples: readonly Sample[] = [];
  #cancelLook: (() => void) | null = null;

  constructor(options: AdminPageOptions) {
    this.#options = options;
  }

  readonly open: AdminDoor = (caller): AdminVisit => {
    const visit = new Visit(caller, this.#options, {
      entered: () => this.#look(),
      changed: () => this.#look(),
      gone: () => this.#visits.delete(visit),
    });
    this.#visits.add(visit);
    return visit;
  };

  /** Ends every session and voids every link. Returns how many pages were closed. */
  revoke(): number {
    this.#options.keys.revoke();
    return this.#closeAll('ended');
  }

  close(): void {
    this.#closeAll('stopping');
  }

  #closeAll(code: 'ended' | 'stopping'): number {
    const entered = [...this.#visits].filter((visit) => visit.hasEntered).length;
    for (const visit of this.#visits) visit.close(code);
    return entered;
  }

  /** Now, and from then on as long as somebody looks. Looks that overlap are one. */
  #look(): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#options.clock.after(0, () => void this.#show());
  }

  /** Never rejects. */
  async #show(): Promise<void> {
    const { desk, clock, note } = this.#options;
    const cancel = clock.after(lookPause, () => void this.#show());
    this.#cancelLook = cancel;
    try {
      this.#samples = sampled(this.#samples, desk.admin.figures(), clock.now());
      const shared = await sharedState(desk, this.#samples);
      for (const visit of this.#visits) visit.show(shared);
    } catch (fault) {
      note('warn', `The administrator's page cannot be shown: ${messageOf(fault)}`);
    }
    if (![...this.#visits].some((visit) => visit.hasEntered)) {
      cancel();
      this.#samples = [];
    }
  }
}

interface VisitEvents {
  readonly entered: () => void;
  readonly changed: () => void;
  readonly gone: () => void;
}

/** One page that is open: a stranger until it has shown a token. */
class Visit implements AdminVisit {
  readonly #caller: AdminCaller;
  readonly #options: AdminPageOptions;
  readonly #events: VisitEvents;
  readonly #cancelPatience: () => void;
  #session: string | null = null;
  #isClosed = false;
  #find = '';
  #shown = '';
  #work = Promise.resolve();
  #waiting = 0;

  constructor(caller: AdminCaller, options: AdminPageOptions, events: VisitEvents) {
    this.#caller = caller;
    this.#options = options;
    this.#events = events;
    this.#cancelPatience = options.clock.after(options.patience, () => this.close('silent'));
  }

  get hasEntered(): boolean {
    return this.#session !== null;
  }

  receive(frame: string): void {
    if (this.#isClosed) return;
    const command = parseAdmin(frame);
    if (command.type === 'protocol-error') this.close('protocol', command.message);
    else if (this.#session === null) this.#greet(command);
    else if (this.#options.keys.use(this.#session)) this.#carryOut(command, this.#session);
    else this.close('ended');
  }

  ended(): void {
    this.#isClosed = true;
    this.#session = null;
    this.#cancelPatience();
    this.#events.gone();
  }

  close(code: AdminClosing, reason: string = code === 'protocol' ? code : closings[code]): void {
    if (this.#isClosed) return;
    this.ended();
    this.#caller.close(code, reason);
  }

  /** Sends what is new, to those who may see it and have taken what came before. */
  show(shared: SharedState): void {
    if (this.#session === null) return;
    if (!this.#options.keys.isOpen(this.#session)) {
      this.close('ended');
      return;
    }
    if (this.#caller.backlog() > 0) return;
    const { desk, clock } = this.#options;
    const state: AdminState = { ...shared, guests: guestsMatching(desk, this.#find) };
    const text = JSON.stringify(state);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#caller.send(renderAdmin({ type: 'state', now: clock.now(), ...state }));
  }

  #greet(command: AdminCommand): void {
    const { keys, note } = this.#options;
    const { address } = this.#caller;
    let admission: Admission;
    if (command.type === 'enter') admission = keys.enter(command.token, address);
    else if (command.type === 'resume') admission = keys.resume(command.session, address);
    else {
      this.close('protocol', 'the first message must be enter or resume');
      return;
    }
    if (admission.type !== 'session') {
      note('info', "The administrator's page was asked for without a valid link.", { address });
      this.close(admission.type);
      return;
    }
    this.#cancelPatience();
    this.#session = admission.session;
    note('info', "The administrator's page was opened.", { address });
    this.#caller.send(renderAdmin({ type: 'entered', session: admission.session }));
    this.#events.entered();
  }

  #carryOut(command: AdminCommand, session: string): void {
    switch (command.type) {
      case 'enter':
      case 'resume':
        this.close('protocol', `a second ${command.type}`);
        return;
      case 'run':
        this.#queue(command.ref, command.line);
        return;
      case 'find':
        this.#find = command.text;
        this.#events.changed();
        return;
      case 'leave':
        this.#options.keys.end(session);
        this.close('ended');
        return;
      default:
        never(command);
    }
  }

  /** One command after the other. */
  #queue(ref: string, line: string): void {
    if (++this.#waiting > waitingAtMost) {
      this.close('protocol', 'too many commands at once');
      return;
    }
    const { desk, note } = this.#options;
    this.#work = this.#work.then(async () => {
      if (this.#isClosed) return;
      note('info', `The administrator's page: ${splitWord(line)[0]}`, { address: this.#caller.address });
      const { done, lines } = await runFromPage(desk, line);
      this.#waiting -= 1;
      if (!this.hasEntered) return;
      this.#caller.send(renderAdmin({ type: 'answer', ref, done, lines }));
      this.#events.changed();
    });
  }
}
