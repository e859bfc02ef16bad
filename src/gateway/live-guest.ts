/** A guest on the live wire. A few lines over 300 because each message that may come or go has its line here. */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Batch } from '../hub/batch.ts';
import type { Farewell, HouseSeat, JoinRequest, Listener, RoomView, Unfinished } from '../hub/seat.ts';
import type { BotCommand, MessageId, Nick, Refusal, RoomName, Seq } from '../room/types.ts';
import { lobby, refuse } from '../room/types.ts';
import type { Clock } from '../util/clock.ts';
import type { Note } from '../util/note.ts';
import { never } from '../util/result.ts';
import { kindByName } from '../wire/bot-name.ts';
import { closeCodes } from '../wire/live/close-codes.ts';
import type { Hello, LiveCommand, Offer } from '../wire/live/parse.ts';
import { type ListedBot, liveVersion } from '../wire/live/messages.ts';
import { parseLive } from '../wire/live/parse.ts';
import {
  renderAccepted,
  renderClosing,
  renderConversation,
  renderCommands,
  renderDraftFrame,
  renderEntryFrame,
  renderLive,
  renderNaming,
  renderNotice,
  renderPong,
  renderRefused,
  renderRoom,
  renderTyping,
  renderUnanswered,
  renderWelcome,
} from '../wire/live/render.ts';
import { Chatter } from './chatter.ts';
import { lingerOver } from './linger.ts';
import { LiveQuestions, questionsAtOnce } from './live-questions.ts';
import type { Rounds } from './rounds.ts';

type Aside = Extract<LiveCommand, { type: 'typing' | 'read' | 'ping' | 'offer' | 'draft' }>;

export interface LiveOptions {
  readonly join: (request: JoinRequest, listener: Listener) => HouseSeat;
  readonly replay: number | 'all';
  /** Time until the hello, in ms. */
  readonly handshakeTimeout: number;
  readonly clock: Clock;
  /** Characters in a message, bytes in a frame: told to clients. */
  readonly textLimit: number;
  readonly frameLimit: number;
  /** Bytes that may wait to be read by the other side. */
  readonly backlogLimit: number;
  readonly note: Note;
  /** Who lives in the server, for whoever asks. */
  readonly bots: () => readonly ListedBot[];
}

interface GuestOptions extends LiveOptions {
  /** Shared by all guests. */
  readonly rounds: Rounds;
}

/**
 * One connection that speaks the live wire. What everyone gets is written to the connection below the WebSocket, as
 * frames that all seats share; the WebSocket itself reads, answers and closes. Its frames are written whole and at once
 * (it does not compress), so the two never mix.
 */
export class LiveGuest implements Listener {
  readonly #webSocket: WebSocket;
  readonly #connection: Duplex;
  readonly #address: string;
  readonly #options: GuestOptions;
  readonly #identified: () => void;
  readonly #questions: LiveQuestions;
  readonly #chatter = new Chatter();
  #seat: HouseSeat | null = null;
  #isSeated = false;
  #isClosed = false;

  /** `identified` is called when there has been a hello or there will be none, perhaps more than once. */
  constructor(
    webSocket: WebSocket,
    connection: Duplex,
    address: string,
    options: GuestOptions,
    identified: () => void,
  ) {
    this.#webSocket = webSocket;
    this.#connection = connection;
    this.#address = address;
    this.#options = options;
    this.#questions = new LiveQuestions({
      house: options,
      send: (answer) => this.#send(answer),
      whenDrained: (resume) => this.whenDrained(resume),
      isOpen: () => !this.#isClosed,
    });
    const cancel = options.clock.after(options.handshakeTimeout, () => {
      this.#close('silent', 'not saying hello in time.');
    });
    this.#identified = () => {
      cancel();
      identified();
    };
    webSocket.on('ping', (data) => {
      if (this.#mayWrite()) webSocket.pong(data);
    });
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('close', () => this.#ended());
    // An error is always followed by `close`, where the seat is given up.
    webSocket.on('error', () => undefined);
  }

  /** Ends it from ours, before anyone has said hello. */
  turnAway(reason: string): void {
    this.#close('stopping', reason);
  }

  seated(nick: Nick, session: string | null): void {
    this.#isSeated = true;
    const { textLimit: text, frameLimit: frame } = this.#options;
    this.#send(renderWelcome(nick, { text, frame }, session));
  }

  entered(view: RoomView): void {
    this.#send(renderRoom(view));
  }

  conversation(view: RoomView): void {
    this.#send(renderConversation(view));
  }

  deliver(batch: Batch): void {
    const bytes = batch.bytes(renderEntryFrame);
    if (bytes.length > 0 && !this.#isClosed) this.#connection.write(bytes);
  }

  live(room: RoomName, seq: number): void {
    this.#send(renderLive(room, seq));
  }

  typing(room: RoomName, nick: Nick): void {
    this.#send(renderTyping(room, nick));
  }

  drafted(unfinished: Unfinished): void {
    if (this.#mayWrite()) this.#connection.write(unfinished.bytes(renderDraftFrame));
  }

  commands(commands: readonly BotCommand[]): void {
    this.#send(renderCommands(commands));
  }

  notice(text: string): void {
    this.#send(renderNotice(text));
  }

  refused(refusal: Refusal, id: MessageId | null): void {
    this.#send(renderRefused(refusal, id));
  }

  stored(id: MessageId, seq: Seq, room: RoomName): void {
    this.#send(renderAccepted(id, seq, room));
  }

  closed(farewell: Farewell): void {
    if (farewell.code === 'slow') this.#connection.destroy();
    else this.#close(farewell.code, farewell.reason, farewell.refusal?.code);
  }

  backlog(): number {
    return this.#connection.writableLength;
  }

  whenDrained(resume: () => void): void {
    if (this.#connection.writableNeedDrain) this.#connection.once('drain', resume);
    else resume();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed) return;
    const command = isBinary
      ? ({ type: 'protocol-error', message: 'messages are text, not binary' } as const)
      : parseLive(textOf(data));
    if (command.type === 'protocol-error') this.#close('protocol', command.message);
    else if (this.#seat === null) this.#greet(command);
    else this.#carryOut(command, this.#seat);
  }

  #greet(command: LiveCommand): void {
    if (command.type !== 'hello') {
      this.#close('protocol', 'the first message must be a hello');
    } else if (command.version !== liveVersion) {
      this.#close('version', `this server speaks version ${liveVersion} of the protocol`);
    } else {
      this.#identified();
      this.#options.note('info', 'connected', { nick: command.name, address: this.#address, wire: 'live' });
      this.#seat = this.#options.join(this.#requestOf(command), this);
    }
  }

  #requestOf({ name, kind = kindByName(name), since, history, session }: Hello): JoinRequest {
    const replay = since === undefined ? (history ?? this.#options.replay) : { after: since };
    const request = { nick: name, kind, address: this.#address, wire: 'live', replay };
    return session === undefined ? request : { ...request, session };
  }

  #carryOut(command: LiveCommand, seat: HouseSeat): void {
    switch (command.type) {
      case 'hello':
        this.#close('protocol', 'a second hello');
        return;
      case 'post':
        seat.say(command);
        return;
      case 'join':
        seat.enter(command.room);
        return;
      case 'leave':
        if (command.room === undefined) this.#goodbye();
        else seat.part(command.room);
        return;
      case 'topic':
        seat.setTopic(command.room ?? lobby, command.text);
        return;
      case 'rename':
        seat.rename(command.name, (outcome) => this.#send(renderNaming(command.ref, outcome)));
        return;
      case 'typing':
      case 'read':
      case 'ping':
      case 'offer':
      case 'draft':
        if (this.#chatter.add(this.#options.clock.now())) this.#note(command, seat);
        else this.#close('flood', 'sending too many messages in too short a time.');
        return;
      case 'page':
      case 'search':
      case 'rooms':
      case 'bots':
        if (!this.#isSeated) this.#close('protocol', 'questions are for those who have been welcomed');
        else if (!this.#questions.ask(command, seat)) this.#refuseToAnswer(command.ref);
        return;
      default:
        never(command);
    }
  }

  /** Whoever asks on all the same is cut off: to say no costs something, too. */
  #refuseToAnswer(ref: string): void {
    const why = `At most ${questionsAtOnce} questions may wait for their answers. Ask again when one has come.`;
    if (this.#chatter.add(this.#options.clock.now()))
      this.#send(renderUnanswered(ref, 'too_many_questions', why));
    else this.#close('flood', 'asking too many questions at once.');
  }

  /** What changes nothing in the room. */
  #note(command: Aside, seat: HouseSeat): void {
    if (command.type === 'ping') this.#send(renderPong(command.ref, this.#options.clock.now()));
    else if (command.type === 'typing') seat.typing(command.room ?? lobby);
    else if (command.type === 'read') seat.markRead(command.room ?? lobby, command.seq);
    else if (!this.#isSeated) this.#close('protocol', `${command.type} is for those who have been welcomed`);
    else if (seat.kind === 'person') this.refused(refuse('not_possible', 'This is for bots only.'), null);
    else if (command.type === 'offer') seat.offer?.(offered(command, seat.nick));
    else seat.draft?.({ ...command, text: command.text ?? null });
  }

  #goodbye(): void {
    this.#isClosed = true;
    this.#seat?.leave('left');
    this.#webSocket.close(1000);
    lingerOver(this.#connection);
  }

  #ended(): void {
    this.#isClosed = true;
    this.#identified();
    this.#seat?.lost();
  }

  #send(message: string): void {
    if (this.#mayWrite()) this.#webSocket.send(message);
  }

  /** Whoever asks and does not read the answers is cut off, like one that does not read the room. */
  #mayWrite(): boolean {
    if (this.#isClosed || this.#webSocket.readyState !== this.#webSocket.OPEN) return false;
    if (this.#connection.writableLength <= this.#options.backlogLimit) return true;
    this.#connection.destroy();
    return false;
  }

  #close(code: keyof typeof closeCodes, reason: string, detail: string = code): void {
    if (this.#isClosed) return;
    this.#send(renderClosing(detail, reason));
    this.#isClosed = true;
    this.#identified();
    this.#seat?.leave(reason);
    this.#webSocket.close(closeCodes[code], reason.slice(0, 40));
    lingerOver(this.#connection);
  }
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data).toString();
}

function offered({ commands }: Offer, bot: Nick): readonly BotCommand[] {
  return commands.map(({ name, args = '', help }) => ({ name, args, help, bot }));
}
