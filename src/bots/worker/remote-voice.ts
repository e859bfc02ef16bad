import type { Sketch } from '../../hub/seat.ts';
import type { Entry, Member, MessageId, Nick, Seq } from '../../room/types.ts';
import { brief } from '../../util/brief.ts';
import type { Voice } from '../mind/mind.ts';
import type { Records } from '../mind/records.ts';
import type { Answer, Change, FromMind, Request } from './mind-messages.ts';
import { longestSaid, pulse } from './mind-messages.ts';
import type { Outlet } from './outlet.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The world as a mind in a worker reaches it: what it asks goes to the other thread; who is there it keeps itself. */
export class RemoteVoice implements Voice {
  readonly #outlet: Outlet<FromMind>;
  readonly #shared: Float64Array;
  readonly #waiting = new Map<number, Waiting>();
  readonly #members = new Map<Nick, Member>();
  #listed: readonly Member[] | null = null;
  #nextId = 1;
  readonly records: Records;

  constructor(outlet: Outlet<FromMind>, shared: Float64Array) {
    this.#outlet = outlet;
    this.#shared = shared;
    this.records = {
      get: (key) => this.#request({ about: 'get', key }) as Promise<string | undefined>,
      put: (key, json) => this.#request({ about: 'put', key, json }) as Promise<void>,
      delete: (key) => this.#request({ about: 'delete', key }) as Promise<boolean>,
      page: (after) => this.#request({ about: 'page', after }) as ReturnType<Records['page']>,
    };
  }

  say(text: string, because: string | undefined, answers: Seq | undefined, id?: MessageId): void {
    this.#outlet.send({
      type: 'say',
      text: brief(text, longestSaid),
      because: because === undefined ? because : brief(because),
      answers,
      id,
    });
  }

  draft(sketch: Sketch): void {
    this.#outlet.send({ type: 'draft', sketch });
  }

  note(level: 'info' | 'warn' | 'error', message: string): void {
    this.#outlet.send({ type: 'note', level, message: brief(message) });
  }

  failed(reason: string): void {
    this.#outlet.force({ type: 'failed', reason: brief(reason) });
  }

  members(): readonly Member[] {
    return (this.#listed ??= [...this.#members.values()]);
  }

  lastHeardAt(): number | null {
    return this.#shared[pulse.heardAt] || null;
  }

  async history(limit: number, before?: Seq): Promise<readonly Entry[]> {
    for (const given of [limit, before ?? 0]) {
      if (!Number.isFinite(given)) throw new TypeError('history takes a number of entries, and a seq');
    }
    const request = { about: 'history', limit, before } as const;
    return this.#request(request) as Promise<readonly Entry[]>;
  }

  /** Everyone who is there. */
  replace(members: readonly Member[]): void {
    this.#members.clear();
    for (const member of members) this.#members.set(member.nick, member);
    this.#listed = null;
  }

  change(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'out') this.#members.delete(change.nick);
      else this.#members.set(change.nick, { nick: change.nick, kind: change.kind });
    }
    this.#listed = null;
  }

  answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(errorIn(answer.error, answer.name));
    else waiting?.resolve(answer.value);
  }

  async #request(request: Request): Promise<unknown> {
    const id = this.#nextId++;
    this.#outlet.send({ type: 'request', id, ...request });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
}

function errorIn(message: string, name: string | undefined): Error {
  const error = new Error(message);
  if (name !== undefined) error.name = name;
  return error;
}

/**
 * What is left of a value as JSON, which is all that can be kept of it; `undefined` where nothing is. Throws a RangeError
 * where that has more than `longest` characters.
 */
export function plain(value: unknown, longest: number): unknown {
  const json = JSON.stringify(value) as string | undefined;
  if (json !== undefined && json.length > longest) {
    throw new RangeError(`a value may have ${longest} characters as JSON`);
  }
  return json === undefined ? undefined : (JSON.parse(json) as unknown);
}
