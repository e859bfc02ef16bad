/** A server of the live wire in memory, for clients on a virtual clock: rooms, sessions, ids stored once, lines that can be cut. */
import type { Dial, SocketListener } from '../../src/client/socket.ts';
import type { ClientMessage } from '../../src/wire/live/messages.ts';
import type { VirtualClock } from '../../src/rehearsal/virtual-clock.ts';

type Fields = Record<string, unknown>;
export interface StoredEntry extends Fields {
  readonly seq: number;
  readonly room: string;
  readonly event: string;
  readonly name: string;
}

interface Guest {
  readonly line: Line;
  name: string;
  token: string;
}

/** How much of it is wanted. */
interface Past {
  readonly since?: number;
  readonly history?: number;
}

interface Place {
  readonly kind: string;
  name: string;
  rooms: Set<string>;
  read: Record<string, number>;
}

/** One connection. Frames travel for `delay` ms, one after the other; when it is cut, what is on its way is lost. */
class Line {
  readonly #clock: VirtualClock;
  readonly #delay: number;
  /** When the last frame arrives. */
  #last = 0;
  readonly listener: SocketListener;
  isOpen = true;
  /** Nothing arrives any more, in either direction, and nobody is told. */
  isDead = false;

  constructor(clock: VirtualClock, delay: number, listener: SocketListener) {
    this.#clock = clock;
    this.#delay = delay;
    this.listener = listener;
  }

  carry(run: () => void): void {
    const now = this.#clock.now();
    this.#last = Math.max(now + this.#delay, this.#last + 2);
    this.#clock.after(this.#last - now, () => {
      if (this.isOpen && !this.isDead) run();
    });
  }

  tell(message: Fields): void {
    this.carry(() => this.listener.frame(JSON.stringify(message)));
  }

  end(code: number, reason = ''): void {
    this.carry(() => {
      this.isOpen = false;
      this.listener.closed(code, reason);
    });
  }

  cut(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.listener.closed(1006, '');
  }
}

export class FakeHouse {
  readonly #clock: VirtualClock;
  readonly log: StoredEntry[] = [];
  /** Frames that came in, whole. */
  readonly heard: ClientMessage[] = [];
  delay = 5;
  /** How much its clock is ahead, ms. */
  ahead = 0;
  isUp = true;
  /** As on a connection that began with `since`. */
  joinsGiveNoPast = false;
  /** A room is told with the place in the log that it stands for. */
  tellsSeq = true;
  /** Where one talks to whom one finds under a name, if not in the room `@NAME`; null where nobody has the name. */
  readonly conversations = new Map<string, string | null>();
  /** Codes for the next hellos, instead of a welcome. */
  readonly refusals: { code: number; closing: string; reason: string }[] = [];
  #lines = new Set<Line>();
  #guests = new Set<Guest>();
  readonly #places = new Map<string, Place>();
  readonly #forgotten = new Set<string>();
  #hasRefused = false;
  #seq = 0;
  #tokens = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get texts(): unknown[] {
    return this.log.filter(({ event }) => event === 'message').map(({ text }) => text);
  }

  textsIn(room: string): unknown[] {
    return this.log
      .filter((entry) => entry.event === 'message' && entry.room === room)
      .map(({ text }) => text);
  }

  readonly dial: Dial = (listener) => {
    const line = new Line(this.#clock, this.delay, listener);
    this.#lines.add(line);
    if (this.isUp) line.carry(() => listener.open());
    else line.carry(() => line.cut());
    const bye = () => {
      line.isOpen = false;
      this.#guests = new Set([...this.#guests].filter((guest) => guest.line !== line));
    };
    return {
      send: (text) => line.carry(() => this.#receive(line, JSON.parse(text) as ClientMessage)),
      close: bye,
      drop: bye,
    };
  };

  /** What others do. */
  say(name: string, text: string, room = 'lobby', more: Fields = {}): StoredEntry {
    return this.#store({ room, event: 'message', name, kind: 'person', text, ...more });
  }

  happen(event: string, name: string, room = 'lobby', more: Fields = {}): StoredEntry {
    return this.#store({ room, event, name, kind: 'person', ...more });
  }

  /** The other of a private room is called so now, and is here or not. */
  tellOther(room: string, name: string, isHere = true): void {
    const members = isHere ? [personCalled(name)] : [];
    this.tell({ type: 'conversation', room, with: name, members });
  }

  /** To everyone who is connected, not stored. */
  tell(message: Fields): void {
    for (const { line } of this.#guests) line.tell(message);
  }

  cutLines(): void {
    const lines = [...this.#lines];
    this.#lines.clear();
    this.#guests.clear();
    for (const line of lines) line.cut();
  }

  /** Another thread takes the place of this one. */
  beginAnew(): void {
    this.log.length = 0;
    this.#seq = 0;
  }

  /** Nobody can go on where they were. */
  forgetSessions(): void {
    for (const { rooms } of this.#places.values())
      for (const room of rooms) if (room.startsWith('@')) this.#forgotten.add(room);
    this.#places.clear();
  }

  /** The lines stay, and carry nothing. */
  unplug(): void {
    for (const line of this.#lines) line.isDead = true;
  }

  close(code: number, closing: string, reason = ''): void {
    for (const { line } of this.#guests) {
      line.tell({ type: 'closing', code: closing, reason });
      line.end(code, reason);
    }
    this.#guests.clear();
  }

  #receive(line: Line, message: ClientMessage): void {
    this.heard.push(message);
    const guest = [...this.#guests].find((each) => each.line === line);
    if (message.type === 'hello') this.#hello(line, message);
    else if (guest) this.#obey(guest, message);
  }

  #hello(line: Line, hello: Extract<ClientMessage, { type: 'hello' }>): void {
    const refusal = this.refusals.shift();
    if (refusal) {
      this.#hasRefused = true;
      line.tell({ type: 'closing', code: refusal.closing, reason: refusal.reason });
      line.end(refusal.code, refusal.reason);
      return;
    }
    const asked = typeof hello.session === 'string' ? hello.session : '';
    const known = this.#places.has(asked);
    const token = known ? asked : `token-${++this.#tokens}`;
    const place = this.#places.get(token) ?? {
      kind: hello.kind ?? 'person',
      name: hello.name,
      rooms: new Set(['lobby']),
      read: {},
    };
    // Whoever is let in again has the name of before, unless that could not be had.
    if (this.#hasRefused) place.name = hello.name;
    this.#hasRefused = false;
    const { name } = place;
    this.#places.set(token, place);
    const guest = { line, name, token };
    this.#guests.add(guest);
    line.tell({
      type: 'welcome',
      version: 1,
      name,
      limits: { text: 100, frame: 1000 },
      session: token,
    });
    for (const room of place.rooms) this.#admit(guest, room, hello);
    if (!known) this.happen('joined', name);
  }

  #admit({ line, token, name }: Guest, room: string, { since, history = 200 }: Past): void {
    const { read } = this.#places.get(token)!;
    line.tell({
      type: 'room',
      room,
      topic: '',
      members: [name, ...(room.startsWith('@') ? [room.slice(1)] : [])].map(personCalled),
      ...(this.tellsSeq ? { seq: this.#seq } : {}),
      ...(room.startsWith('@') ? { with: room.slice(1) } : {}),
      ...(read[room] === undefined ? {} : { read: read[room] }),
    });
    const all = this.log.filter((entry) => entry.room === room);
    const past =
      since === undefined
        ? all.slice(all.length - Math.min(history, all.length))
        : all.filter(({ seq }) => seq > since);
    for (const entry of past) line.tell({ type: 'entry', ...entry });
    line.tell({ type: 'live', room, seq: this.#seq });
  }

  #obey(guest: Guest, message: Exclude<ClientMessage, { type: 'hello' }>): void {
    const { line, name, token } = guest;
    const place = this.#places.get(token)!;
    switch (message.type) {
      case 'post':
        this.#post(guest, place, message);
        break;
      case 'join':
        if (/[^a-z0-9]/.test(message.room)) {
          line.tell({ type: 'refused', code: 'bad_room', message: 'That is not a name of a room.' });
          break;
        }
        if (place.rooms.has(message.room)) break;
        this.#admit(guest, message.room, this.joinsGiveNoPast ? { since: this.#seq } : {});
        place.rooms.add(message.room);
        this.happen('joined', name, message.room);
        break;
      case 'leave':
        if (message.room === undefined) break;
        this.happen('left', name, message.room, { reason: '' });
        place.rooms.delete(message.room);
        break;
      case 'page': {
        const { ref, room = 'lobby', limit = 50, before, after, around } = message;
        const all = this.log.filter((entry) => entry.room === room);
        const first = around ?? (after === undefined ? (before ?? Infinity) : after + 1);
        const middle = all.filter(({ seq }) => seq < first).length;
        const from = middle - (around === undefined ? (after === undefined ? limit : 0) : limit / 2);
        const start = Math.max(0, from);
        const end = Math.min(all.length, from + limit);
        const entries = all.slice(start, end);
        line.tell({ type: 'page', ref, room, entries, more: start > 0, later: end < all.length });
        break;
      }
      case 'search': {
        const found = this.log.filter(
          ({ text, seq }) => String(text).includes(message.text) && seq < (message.before ?? Infinity),
        );
        const entries = found.slice(-2);
        line.tell({ type: 'found', ref: message.ref, entries, more: entries.length < found.length });
        break;
      }
      case 'rooms':
        line.tell({ type: 'rooms', ref: message.ref, rooms: [{ room: 'lobby', topic: 'all', members: 3 }] });
        break;
      case 'bots':
        line.tell({
          type: 'bots',
          ref: message.ref,
          bots: [
            {
              name: 'Weather_Bot',
              about: 'Tells the weather.',
              state: 'running',
              since: new Date(this.#clock.now() - 150_000).toISOString(),
              restarts: 1,
              answersPerMinute: 3,
              lag: 4,
              memory: 12_600_000,
            },
            {
              name: 'Art_Bot',
              about: 'Paints.',
              state: 'stopped',
              by: 'Ben',
              since: new Date(0).toISOString(),
            },
          ],
        });
        break;
      case 'read':
        place.read[message.room ?? 'lobby'] = message.seq;
        break;
      case 'ping':
        line.tell({ type: 'pong', ref: message.ref, time: this.#time() });
        break;
      case 'rename':
        if (message.name === 'Taken') {
          const { ref } = message;
          line.tell({ type: 'refused', ref, code: 'name_taken', message: 'The name Taken is taken.' });
          break;
        }
        for (const room of place.rooms) {
          if (!room.startsWith('@')) this.happen('renamed', name, room, { to: message.name });
        }
        guest.name = place.name = message.name;
        line.tell({ type: 'renamed', ref: message.ref, name: message.name });
        break;
      case 'topic':
      case 'offer':
      case 'draft':
      case 'typing':
        break;
    }
  }

  #post(
    { line, name }: Guest,
    place: Place,
    { room = 'lobby', to, id = '', text, action, answers, because }: Extract<ClientMessage, { type: 'post' }>,
  ): void {
    const met = to === undefined ? room : this.conversations.get(to);
    const where = met === undefined ? `@${to}` : met;
    if (where === null || this.#forgotten.has(where)) {
      line.tell({ type: 'refused', id, code: 'not_here', message: `${to ?? room} is not here.` });
      return;
    }
    if (text === 'refuse me') {
      line.tell({ type: 'refused', id, code: 'not_stored', message: 'The disk is full.' });
      return;
    }
    const stored = this.log.find(
      (entry) => entry['id'] === id && entry.room === where && entry.name === name,
    );
    if (to !== undefined && !place.rooms.has(where)) {
      place.rooms.add(where);
      line.tell({ type: 'room', room: where, topic: '', members: [name, to].map(personCalled), with: to });
      line.tell({ type: 'live', room: where, seq: this.#seq });
    }
    const { kind } = place;
    const { seq } = stored ?? this.say(name, text, where, { id, kind, action, answers, because });
    line.tell({ type: 'accepted', id, room: where, seq });
  }

  #time(): string {
    return new Date(this.#clock.now() + this.ahead).toISOString();
  }

  #store(fields: Fields & { room: string; event: string; name: string }): StoredEntry {
    // Several rooms share one count, so that no room's numbers are dense.
    this.#seq += 2;
    const entry = { seq: this.#seq, time: this.#time(), ...fields };
    this.log.push(entry);
    for (const { line, token } of this.#guests) {
      if (this.#places.get(token)?.rooms.has(entry.room)) line.tell({ type: 'entry', ...entry });
    }
    return entry;
  }
}

function personCalled(name: string): Fields {
  return { name, kind: 'person' };
}
