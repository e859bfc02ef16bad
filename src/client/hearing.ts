/** What the server says, and what that changes. Long because each message that may come has its line here. */
import { type Entry, lobby, type Renamed } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import { never } from '../util/result.ts';
import type { ClientMessage, ServerMessage } from '../wire/live/messages.ts';
import { botsListed } from './bots-listed.ts';
import { listInWords } from './commands.ts';
import type { Finder } from './finder.ts';
import { isNews } from './members.ts';
import * as change from './model.ts';
import { notSaid, tellAbsence, whyNotIn } from './not-said.ts';
import type { Past } from './past.ts';
import { isNamedMuted, mutedRenamed, type Preferences } from './preferences.ts';
import type { Question, Questions } from './questions.ts';
import type { Reader } from './reader.ts';
import type { RoomRecord } from './room-record.ts';
import type { LocalLine } from './rows.ts';
import type { Sender } from './sender.ts';
import type { Call, LinkStatus, Returned } from './state.ts';
import type { Typing } from './typing.ts';
import { isUnheard, putAsideIfUnheard } from './unheard.ts';
import type { Whereabouts } from './whereabouts.ts';

export interface HearingOptions {
  readonly model: change.Model;
  readonly clock: Clock;
  readonly questions: Questions;
  readonly whereabouts: Whereabouts;
  readonly sender: Sender;
  readonly reader: Reader;
  readonly past: Past;
  readonly finder: Finder;
  readonly typing: Typing;
  readonly send: (message: ClientMessage) => boolean;
  readonly show: (room: string) => void;
  /** In the room that is looked at, where none is named. */
  readonly tell: (text: string, tone: LocalLine['tone'], room?: string) => void;
  /** Our own name, from an entry on. */
  readonly rename: (name: string, from: number) => void;
  readonly prefer: (changes: Partial<Preferences>) => void;
  readonly onCall: (call: Call) => void;
  readonly onReturn: (line: Returned) => void;
}

/** Fewer than this do not fill a screen. */
const fewEntries = 50;

type Of<Type extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: Type }>;

export class Hearing {
  readonly #options: HearingOptions;
  /** A room that was asked for, and is to be shown when we are in it. */
  wanted: string | null = null;
  /** Rooms that were left while there was no connection: the server learns of it when it puts us back. */
  readonly leaving = new Set<string>();
  /** The name that was asked for when the connection broke: it may be ours or not. */
  renaming: Extract<Question, { readonly type: 'rename' }> | null = null;
  #missed = 0;

  constructor(options: HearingOptions) {
    this.#options = options;
  }

  became(status: LinkStatus): void {
    const { model, whereabouts } = this.#options;
    model.status = status;
    if (status.type === 'connecting') whereabouts.begin();
    else if (status.type !== 'online' && status.type !== 'idle') this.#lost(status);
  }

  /** A ping was answered: all rooms have been named. */
  answered(ms: number): void {
    const { model, whereabouts } = this.#options;
    model.lag = ms;
    whereabouts.answered();
    this.#settle();
    this.#renameAgain();
  }

  receive(message: ServerMessage): void {
    const { model, past, finder, typing, questions, tell, clock } = this.#options;
    switch (message.type) {
      case 'welcome':
        model.limits = message.limits;
        model.session = message.session ?? model.session;
        // They are told next, if there are any.
        model.botCommands = [];
        this.#renamed(message.name);
        break;
      case 'room':
        this.#entered(message);
        break;
      case 'conversation':
        change.tellParties(model, message, (room) => this.#tellName(room));
        break;
      case 'entry':
        this.#happened(message.entry);
        break;
      case 'live':
        this.#live(message);
        break;
      case 'accepted':
        this.#accepted(message);
        break;
      case 'refused':
        this.#refused(message);
        break;
      case 'renamed':
        questions.answered(message.ref, 'rename');
        this.#renamed(message.name);
        break;
      case 'page':
        past.paged(message);
        break;
      case 'found':
        finder.found(message);
        break;
      case 'rooms':
        model.listed = message.rooms;
        if (questions.answered(message.ref, 'rooms')?.aloud) tell(listInWords(message.rooms), 'info');
        break;
      case 'bots':
        if (questions.answered(message.ref, 'bots'))
          tell(botsListed(message.bots, model, clock.now()), 'info');
        break;
      case 'typing':
        typing.heard(message.room, message.name);
        break;
      case 'draft':
        typing.drafted(message);
        break;
      case 'commands':
        model.botCommands = message.commands;
        break;
      case 'notice':
        tell(message.message, 'notice');
        break;
      case 'pong':
      case 'closing':
        // The link's own.
        break;
      default:
        never(message);
    }
    this.#renameAgain();
  }

  #lost(status: LinkStatus): void {
    const { model, whereabouts, questions, sender } = this.#options;
    model.lag = null;
    model.caughtUp = null;
    this.#missed = 0;
    whereabouts.begin();
    if (status.type === 'stopped' && (status.code === 'kicked' || status.code === 'banned'))
      model.session = null;
    for (const question of questions.giveUp()) {
      if (question.type === 'rename') this.renaming = question;
      else this.#unanswered(question, 'The connection was lost.');
    }
    if (status.type === 'stopped' || status.type === 'left') this.#giveUpRename();
    for (const room of model.rooms.values()) {
      room.typing.clear();
      room.drafts = [];
    }
    sender.lost();
  }

  #giveUpRename(): void {
    if (this.renaming === null) return;
    const { name, room } = this.renaming;
    this.renaming = null;
    this.#options.tell(
      `Whether you are called ${name} now is not known: the connection was lost.`,
      'info',
      room,
    );
  }

  /** Not before all is answered that was said: the server tells what comes again apart by its author's name. */
  #renameAgain(): void {
    const { model, whereabouts, questions, sender } = this.#options;
    const question = this.renaming;
    if (question === null || model.status.type !== 'online' || !whereabouts.allNamed) return;
    if (sender.outbox.list.some(({ state }) => state !== 'failed')) return;
    this.renaming = null;
    const { name } = question;
    if (name.normalize('NFC') !== model.name)
      sender.run({ type: 'rename', ref: questions.ask(question), name });
  }

  #entered(message: Of<'room'>): void {
    const { model, whereabouts, sender, show } = this.#options;
    const { goesOn, allNamed } = whereabouts;
    if (this.leaving.delete(message.room)) {
      sender.run({ type: 'leave', room: message.room });
      return;
    }
    model.aside.delete(message.room);
    whereabouts.enter(message.room);
    const room = change.enterRoom(model, message, { goesOn, late: allNamed });
    if (this.wanted === room.name) {
      this.wanted = null;
      show(room.name);
    }
    putAsideIfUnheard(model, room);
    sender.pump();
  }

  #happened(entry: Entry): void {
    const { model, whereabouts, sender, reader, onCall } = this.#options;
    whereabouts.saw(entry.seq);
    const isHeard = !isUnheard(model, entry);
    const aside = model.aside.get(entry.room);
    if (aside?.live && isHeard) change.takeBack(model, entry.room);
    const room = model.rooms.get(entry.room) ?? aside;
    if (!room) return;
    const isOwn = entry.nick === model.look.names.at(entry.seq);
    this.#tellName(room);
    const call = change.addEntry(model, room, entry);
    if (isOwn && entry.type === 'message' && entry.id !== null) this.#arrived(entry.id, entry.room);
    if (entry.type === 'message' && !isOwn && isHeard) this.#missed += 1;
    // Other history may tell of somebody who had a name before.
    if (entry.type === 'renamed' && (isNews(room, entry) || (room.goesOn && !isOwn)))
      this.#follow(entry, isOwn);
    reader.read(room.name, room.read);
    if (isOwn && room.live && (entry.type === 'left' || entry.type === 'kicked')) {
      whereabouts.leave(room.name);
      if (room.name !== lobby) sender.forget(room.name);
      change.dropRoom(model, room.name);
    }
    if (call) onCall(call);
  }

  /** Somebody is called something else now: who is muted stays so. */
  #follow({ nick, to, seq, time }: Renamed & Entry, isOwn: boolean): void {
    const { model, rename, prefer } = this.#options;
    const { preferences } = model;
    if (isOwn) rename(to, seq + 1);
    else if (isNamedMuted(preferences, nick)) prefer(mutedRenamed(preferences, nick, to, time));
  }

  /** The log of a conversation tells of no names: another one is said behind what was said before. */
  #tellName(room: RoomRecord): void {
    const { model, tell } = this.#options;
    const { called, with: other, live, name } = room;
    if (!live || called === other || !model.rooms.has(name)) return;
    room.called = other;
    tell(`${called ?? ''} is now called ${other ?? ''}.`, 'info', name);
  }

  /** The server says what we are called. */
  #renamed(name: string): void {
    const { model, rename } = this.#options;
    const newest = Array.from(model.rooms.values(), ({ timeline }) => timeline.newest);
    if (name !== model.name) rename(name, Math.max(...newest) + 1);
  }

  #live({ room: name, seq }: Of<'live'>): void {
    const { model, whereabouts, reader, past } = this.#options;
    whereabouts.live(name, seq);
    const room = model.rooms.get(name) ?? model.aside.get(name);
    if (room) {
      change.becomeLive(model, room, seq);
      reader.read(name, room.read);
      if (room.unread > 0) change.takeBack(model, name);
      this.#tellName(room);
      // A room that is entered on a connection that continues comes without its past; or there is none, which shows.
      if (room.timeline.items.length < fewEntries) past.loadOlder(name);
    }
    this.#settle();
  }

  /** All rooms have come. What we believe to be in and the server does not know (a new disk, a new session) we enter again. */
  #settle(): void {
    const { model, clock, whereabouts, reader, sender } = this.#options;
    if (!whereabouts.settle()) return;
    for (const room of model.rooms.values()) {
      if (!whereabouts.isEntered(room.name) && room.with === null)
        sender.run({ type: 'join', room: room.name });
    }
    this.#placeUnsent();
    if (model.status.type === 'online' && model.status.again) {
      model.caughtUp = { time: clock.now(), messages: this.#missed };
    }
    reader.flush();
    sender.pump();
  }

  /** What an earlier visit has left may be meant for rooms that we are not in any more: none of it is kept out of sight. */
  #placeUnsent(): void {
    const { model, sender, tell } = this.#options;
    const lost = sender.outbox.list.filter(({ room }) => room !== null && !model.rooms.has(room));
    for (const { id, room, text } of lost) {
      if (room === null || model.aside.has(room)) continue;
      if (room.startsWith('@')) {
        sender.remove(id);
        tell(`This was not said, because the conversation is not there any more: ${text}`, 'error');
      } else sender.run({ type: 'join', room });
    }
  }

  #accepted({ id, room, seq }: Of<'accepted'>): void {
    this.#options.sender.accepted(id, room, seq);
  }

  /** What we said is in the room. The first words to somebody open a room with them, which we turn to. */
  #arrived(id: string, room: string): void {
    const { sender, show } = this.#options;
    const post = sender.outbox.find(id);
    if (post === null) return;
    sender.remove(id);
    if (post.room === null) show(room);
    tellAbsence(this.#options, room);
  }

  #refused({ code, message, id, ref }: Of<'refused'>): void {
    const { model, questions, sender, tell } = this.#options;
    const words = message || code;
    const question = questions.answered(ref);
    const post = id === null ? null : sender.outbox.find(id);
    if (question) this.#unanswered(question, words);
    else if (post?.room === null) notSaid(this.#options, post, code, words);
    else if (post) sender.refused(post.id, whyNotIn(model.rooms.get(post.room), code) ?? words);
    else tell(words, 'error');
  }

  #unanswered(question: Question, reason: string): void {
    const { past, finder, tell, onReturn } = this.#options;
    if (question.type === 'page') past.unanswered(question, reason);
    else if (question.type === 'search') finder.unanswered(reason);
    else tell(reason, 'error');
    if (question.type === 'rename') onReturn({ room: question.room, text: `/nick ${question.name}` });
  }
}
