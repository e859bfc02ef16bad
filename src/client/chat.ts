/** One person's chat, put together. Long because it is the one place where every act of theirs has its line. */
import { lobby } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Random } from '../util/random.ts';
import { type ClientMessage, liveVersion } from '../wire/live/messages.ts';
import { closeExcerpt } from './excerpt.ts';
import { commandsWith, withBots } from './commands.ts';
import { enterLine, withoutBlankEdges } from './entering.ts';
import { Finder } from './finder.ts';
import { Hearing } from './hearing.ts';
import { Link } from './link.ts';
import * as change from './model.ts';
import { OwnNames } from './own-names.ts';
import { Past } from './past.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';
import { Questions } from './questions.ts';
import { Reader } from './reader.ts';
import { roomNameOf } from './room-names.ts';
import type { LocalLine } from './rows.ts';
import { type Post, Sender } from './sender.ts';
import type { Dial } from './socket.ts';
import type { Call, Chat, Command, Returned, Unsent } from './state.ts';
import { Typing } from './typing.ts';
import { putAsideIfUnheard, rearrange } from './unheard.ts';
import { Whereabouts } from './whereabouts.ts';

export interface ChatOptions {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the view can be seen: a lost connection is then tried again sooner. Left out: always. */
  readonly isSeen?: () => boolean;
  /** The token of an earlier visit. */
  readonly session?: string | null;
  /** What that visit has left unsent: see `readUnsent`. */
  readonly unsent?: readonly Unsent[];
  readonly preferences?: Preferences;
  /** Which day a time (ms UTC) belongs to where the person is: any number that differs from that of the next day. */
  readonly dayOf?: (time: number) => number;
  /** Commands of the view itself, such as /quit or /theme, beside those that all views share. */
  readonly commands?: readonly Command[];
}

/** A chat that is not connected yet: `start` connects it. */
export function openChat(options: ChatOptions): Chat {
  return new Visit(options);
}

/** What the person does goes to the server or waits until it can; what is heard changes the model (`Hearing`). */
class Visit implements Chat {
  readonly #ownCommands: readonly Command[];
  readonly #clock: Clock;
  readonly #model: change.Model;
  readonly #link: Link;
  readonly #sender: Sender;
  readonly #reader: Reader;
  readonly #past: Past;
  readonly #finder: Finder;
  readonly #typing: Typing;
  readonly #hearing: Hearing;
  readonly #whereabouts = new Whereabouts();
  readonly #questions = new Questions();
  readonly #changed = new Set<() => void>();
  readonly #called = new Set<(call: Call) => void>();
  readonly #returned = new Set<(line: Returned) => void>();
  #localLines = 0;

  constructor(options: ChatOptions) {
    const { clock, dial, random, isSeen = () => true } = options;
    const { preferences = defaultPreferences, dayOf = localDay, unsent = [] } = options;
    this.#clock = clock;
    this.#ownCommands = commandsWith(options.commands ?? []);
    const model = change.emptyModel({ preferences, names: new OwnNames(), dayOf });
    model.session = options.session ?? null;
    model.outbox = unsent;
    this.#model = model;
    this.#link = new Link({
      dial,
      clock,
      random,
      isSeen,
      hello: () => this.#hello(),
      onMessage: (message) => this.#then(() => this.#hearing.receive(message)),
      onStatus: (status) => this.#then(() => this.#hearing.became(status)),
      onLag: (ms) => this.#then(() => this.#hearing.answered(ms)),
    });
    const send = (message: ClientMessage) => this.#link.send(message);
    const whereabouts = this.#whereabouts;
    const questions = this.#questions;
    this.#sender = new Sender({
      clock,
      random,
      unsent,
      send,
      isEntered: (room) => whereabouts.isEntered(room),
      allNamed: () => whereabouts.allNamed,
      room: (name) => model.rooms.get(name),
      limit: () => model.limits.text,
      onChange: (list) => this.#then(() => (model.outbox = list)),
    });
    this.#reader = new Reader(
      clock,
      (room, seq) => whereabouts.isEntered(room) && send({ type: 'read', room, seq }),
    );
    this.#past = new Past({ model, questions, whereabouts, send });
    this.#finder = new Finder({ model, questions, send });
    this.#typing = new Typing({
      model,
      clock,
      tell: (room) => whereabouts.isEntered(room) && send({ type: 'typing', room }),
      onChange: () => this.#then(() => undefined),
    });
    this.#hearing = new Hearing({
      model,
      clock,
      questions,
      whereabouts,
      send,
      sender: this.#sender,
      reader: this.#reader,
      past: this.#past,
      finder: this.#finder,
      typing: this.#typing,
      show: (room) => this.show(room),
      tell: (text, tone, room) => this.tell(text, tone, room),
      rename: (name, from) => this.#rename(name, from),
      prefer: (changes) => this.prefer(changes),
      onCall: (call) => this.#called.forEach((listener) => listener(call)),
      onReturn: (line) => this.#returned.forEach((listener) => listener(line)),
    });
  }

  get commands(): readonly Command[] {
    return withBots(this.#ownCommands, this.#model.botCommands);
  }

  get state(): change.Model {
    return this.#model;
  }

  onChange(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  onCall(listener: (call: Call) => void): () => void {
    this.#called.add(listener);
    return () => this.#called.delete(listener);
  }

  onReturn(listener: (line: Returned) => void): () => void {
    this.#returned.add(listener);
    return () => this.#returned.delete(listener);
  }

  start(name: string): void {
    this.#rename(name, 0);
    this.#link.start();
  }

  reconnect(): void {
    this.#link.reconnect();
  }

  leave(): void {
    this.#reader.flush();
    this.#link.leave();
    this.#sender.giveUp();
  }

  close(): void {
    this.#reader.flush();
    this.#reader.close();
    this.#link.close();
    this.#sender.close();
    this.#typing.close();
    this.#changed.clear();
    this.#called.clear();
    this.#returned.clear();
  }

  attend(looking: boolean, atEnd: boolean): void {
    this.#link.attend(looking);
    this.#model.atEnd = looking && atEnd;
    const room = this.#model.rooms.get(this.#model.current);
    if (this.#model.atEnd && room?.live && room.past === null) this.seen(room.name, room.timeline.newest);
  }

  show(name: string): void {
    const left = this.#model.rooms.get(this.#model.current);
    change.takeBack(this.#model, name);
    change.showRoom(this.#model, name);
    if (left) putAsideIfUnheard(this.#model, left);
    const room = this.#model.rooms.get(name);
    this.#then(() => room && this.#reader.read(name, room.read));
  }

  seen(name: string, seq: number): void {
    const room = this.#model.rooms.get(name);
    if (!room || !change.markRead(room, seq)) return;
    change.recount(this.#model, room);
    change.touch(this.#model, room);
    this.#then(() => this.#reader.read(name, room.read));
  }

  loadOlder(room: string): void {
    this.#then(() => this.#past.loadOlder(room));
  }

  loadLater(room: string): void {
    this.#then(() => this.#past.loadLater(room));
  }

  jump(room: string, seq: number, arrived: (problem: string | null) => void): void {
    this.show(room);
    this.#then(() => this.#past.jump(room, seq, arrived));
  }

  toNow(name: string): void {
    const room = this.#model.rooms.get(name);
    if (room) this.#then(() => closeExcerpt(this.#model, room));
  }

  enter(typed: string, answers?: number): boolean {
    const text = withoutBlankEdges(typed);
    const room = this.#model.rooms.get(this.#model.current);
    const past = room?.past ?? null;
    // What is said, and what a command answers, is shown at the end; what was wrong moves nobody.
    this.toNow(this.#model.current);
    const isRight = enterLine(this, text, answers);
    if (!isRight && room && past) this.#then(() => (room.past = past));
    return isRight;
  }

  say(name: string, typed: string, answers?: number): void {
    this.#post(name, { to: null, text: withoutBlankEdges(typed), answers: answers ?? null });
  }

  act(name: string, typed: string, answers?: number): void {
    const text = withoutBlankEdges(typed);
    this.#post(name, { to: null, text, action: true, answers: answers ?? null });
  }

  #post(name: string, post: Omit<Post, 'room'>): void {
    if (post.text === '') return;
    this.#sender.post({ room: name, ...post });
    const room = this.#model.rooms.get(name);
    if (!room) return;
    // Who speaks has read.
    this.seen(name, room.timeline.newest);
    room.timeline.drawLine(null);
    this.#then(() => change.touch(this.#model, room));
  }

  sayTo(name: string, typed: string): void {
    const text = withoutBlankEdges(typed);
    if (text !== '') this.#sender.post({ room: null, to: name, text, answers: null });
  }

  retry(id: string): void {
    this.#sender.retry(id);
  }

  discard(id: string): void {
    this.#sender.remove(id);
  }

  typing(): void {
    this.#typing.tell();
  }

  join(typed: string): void {
    const room = roomNameOf(typed);
    this.#hearing.leaving.delete(room);
    if (this.#model.rooms.has(room)) this.show(room);
    else if (this.#link.send({ type: 'join', room })) this.#hearing.wanted = room;
  }

  part(name: string): void {
    const room = this.#model.rooms.get(name);
    if (!room || name === lobby) return;
    if (room.with !== null) change.putAside(this.#model, room);
    else {
      change.dropRoom(this.#model, name);
      this.#sender.forget(name);
      this.#whereabouts.leave(name);
      if (!this.#link.send({ type: 'leave', room: name })) this.#hearing.leaving.add(name);
    }
    this.#then(() => undefined);
  }

  setTopic(room: string, text: string): void {
    this.#link.send({ type: 'topic', room, text });
  }

  rename(name: string): void {
    this.#hearing.renaming = null;
    const ref = this.#questions.ask({ type: 'rename', name, room: this.#model.current });
    this.#sender.run({ type: 'rename', ref, name });
  }

  listRooms(aloud: boolean): void {
    this.#link.send({ type: 'rooms', ref: this.#questions.ask({ type: 'rooms', aloud }) });
  }

  listBots(): void {
    this.#link.send({ type: 'bots', ref: this.#questions.ask({ type: 'bots' }) });
  }

  search(text: string, room?: string): void {
    this.#then(() => this.#finder.search(text, room ?? null));
  }

  searchOn(): void {
    this.#then(() => this.#finder.goOn());
  }

  endSearch(): void {
    this.#then(() => (this.#model.search = null));
  }

  prefer(changes: Partial<Preferences>): void {
    const before = this.#model.preferences;
    this.#model.preferences = { ...before, ...changes };
    rearrange(this.#model, before);
    this.#lookAgain();
  }

  tell(text: string, tone: LocalLine['tone'] = 'info', name: string = this.#model.current): void {
    const room = this.#model.rooms.get(name);
    if (!room) return;
    this.#localLines += 1;
    room.timeline.tell({ id: this.#localLines, time: this.#clock.now(), tone, text });
    this.#then(() => change.touch(this.#model, room));
  }

  clear(name: string): void {
    const room = this.#model.rooms.get(name);
    if (!room) return;
    room.timeline.clear();
    room.older = true;
    closeExcerpt(this.#model, room);
    this.#then(() => change.touch(this.#model, room));
  }

  #hello(): Extract<ClientMessage, { type: 'hello' }> {
    const { session, name } = this.#model;
    const { since } = this.#whereabouts;
    const whence = since === null ? {} : { since };
    return {
      type: 'hello',
      version: liveVersion,
      name,
      kind: 'person',
      session: session ?? true,
      ...whence,
    };
  }

  /** `from`: the first entry since. */
  #rename(name: string, from: number): void {
    const { look } = this.#model;
    if (name === this.#model.name && look.names.at(0) === name) return;
    this.#model.name = name;
    look.names.change(name, from);
    this.#then(() => undefined);
  }

  #lookAgain(): void {
    const { preferences } = this.#model;
    this.#model.look = { ...this.#model.look, preferences };
    this.#then(() => change.lookAgain(this.#model));
  }

  /** Changes something, and tells those who show it. */
  #then(act: () => unknown): void {
    act();
    this.#model.version += 1;
    for (const listener of this.#changed) listener();
  }
}

function localDay(time: number): number {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return Math.floor((time - offset) / 86_400_000);
}
