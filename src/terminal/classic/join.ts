/**
 * `hobnob join`: a person in a room over the classic wire, at a terminal or through pipes. Knows the wire and the screen;
 * knows nothing of the hub, the log or what a bot is.
 */
import { commandsWith, findCommand } from '../../client/commands.ts';
import type { Clock } from '../../util/clock.ts';
import { type Completion, openPrompt, type Prompt, type Screen } from '../../util/prompt.ts';
import type { Random } from '../../util/random.ts';
import { ClassicConnection, type ConnectionEvent } from './connection.ts';
import { Presence } from './presence.ts';
import { eventInWords } from './wording.ts';

export interface JoinOptions {
  readonly dest: string;
  readonly port: number;
  readonly username: string;
  /** Gives up when the server is lost. */
  readonly once: boolean;
  /** Sends no faster than the default flood limit bears. */
  readonly pace: boolean;
}

export interface JoinIo {
  readonly screen: Screen;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted to leave as `/exit` does. */
  readonly signal?: AbortSignal;
  /** Called once, when we are in; what it gives back is closed when we are out. */
  readonly onJoined?: (tell: (line: string) => void) => Companions;
}

/** Who came along. */
interface Companions {
  close(): void | Promise<void>;
}

/**
 * Resolves with the exit code when the person is out again: 0 after `/exit`, Ctrl-C or the end of piped input; 1 if there
 * was no server, it did not let us in, it removed us, or it was lost for good.
 */
export function runJoin(options: JoinOptions, io: JoinIo): Promise<number> {
  return new Promise((resolve) => {
    new JoinSession(options, io, resolve).start();
  });
}

/** What the full client has beyond that; `/why` the Host answers everybody. */
const fullCommands = commandsWith([]).filter(({ name }) => name !== 'why');

const help = [
  '/exit    leaves the chat',
  '/help    shows this',
  '/who     shows who seems to be here',
  '//TEXT   says /TEXT',
  'Everything else is said to everyone: bots hear their commands, such as /weather Oslo.',
];

/** More lines than this in one paste are asked about. */
const pasteUnasked = 5;
/** After the end of piped input: how long nothing may have come before we leave, and how long we stay at most, ms. */
const quietMs = 1_500;
const stayMs = 5_000;
/** How long after the end of piped input lines that cannot be sent are kept, ms. */
const giveUpMs = 30_000;

const notSent = (count: number) => `Lines that were not sent: ${count}.`;

class JoinSession {
  readonly #options: JoinOptions;
  readonly #io: JoinIo;
  readonly #finish: (code: number) => void;
  readonly #connection: ClassicConnection;
  readonly #presence = new Presence();
  readonly #prompt: Prompt;
  #companions: Companions | null = null;
  /** Pasted lines that wait for a yes. */
  #asked: readonly string[] | null = null;
  #interrupted = false;
  #inputOver = false;
  #isLive = false;
  #isLingering = false;
  #isOver = false;
  #code = 0;
  #cancelQuiet: () => void = () => {};
  #cancelStay: () => void = () => {};

  constructor(options: JoinOptions, io: JoinIo, finish: (code: number) => void) {
    this.#options = options;
    this.#io = io;
    this.#finish = finish;
    const { username: name, ...rest } = options;
    this.#connection = new ClassicConnection({ ...rest, name, clock: io.clock, random: io.random }, (event) =>
      this.#happened(event),
    );
    this.#prompt = openPrompt(io.screen, {
      prompt: this.#promptText(),
      complete: (line) => this.#complete(line),
      onLine: (line) => this.#entered(line),
      onPaste: (lines) => this.#pasted(lines),
      onInterrupt: () => this.#interrupt(),
      onEnd: () => this.#inputEnded(),
      onOutputLost: () => this.#leave(),
    });
  }

  start(): void {
    const { signal } = this.#io;
    signal?.addEventListener('abort', this.#leaveAloud, { once: true });
    if (signal?.aborted) this.#leaveAloud();
    else this.#connection.start();
  }

  #promptText(): string {
    return `${this.#options.username} $> `;
  }

  #happened(event: ConnectionEvent): void {
    this.#prompt.print(eventInWords(event, this.#options));
    if (event.type === 'past' || event.type === 'line') this.#presence.see(event.line);
    if (event.type === 'live') this.#live();
    if (event.type === 'rejoined') this.#isLive = true;
    if (event.type === 'lost') this.#interruptLinger();
    if (event.type === 'ended') this.#ended(event.why === 'left' ? this.#code : 1);
    else if (this.#inputOver) this.#linger();
  }

  #live(): void {
    this.#isLive = true;
    this.#companions = this.#io.onJoined?.((line) => this.#prompt.print([`(${line})`])) ?? null;
  }

  #ended(code: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#io.signal?.removeEventListener('abort', this.#leaveAloud);
    this.#cancelQuiet();
    this.#cancelStay();
    this.#prompt.close();
    void Promise.resolve(this.#companions?.close()).finally(() => this.#finish(code));
  }

  #entered(line: string): void {
    this.#interrupted = false;
    if (this.#asked !== null) this.#answered(line);
    else if (line.startsWith('//')) this.#connection.say(line.slice(1));
    else if (line.startsWith('/')) this.#command(line);
    else if (line.trim() !== '') this.#connection.say(line);
  }

  #command(line: string): void {
    const [name = ''] = line.split(/\s/, 1);
    const run = this.#commands.get(name.toLowerCase());
    if (run) run();
    else if (findCommand(fullCommands, name.slice(1)))
      this.#prompt.print([`The classic wire has no ${name}. /help lists what there is.`]);
    // This wire does not tell what bots can be asked: they hear it in the room.
    else this.#connection.say(line);
  }

  readonly #commands: ReadonlyMap<string, () => void> = new Map([
    ['/exit', () => this.#leaveAloud()],
    ['/help', () => this.#prompt.print(help)],
    ['/who', () => this.#prompt.print(this.#who())],
  ]);

  #who(): string[] {
    const names = this.#presence.names().filter((name) => name !== this.#options.username);
    const others = names.length === 0 ? 'nobody else' : names.join(', ');
    return [
      `Seen here: ${others}. (This wire has no list of members: it is whom you saw come or speak, and not leave.)`,
    ];
  }

  readonly #leaveAloud = (): void => {
    if (this.#isOver) return;
    const { unsent } = this.#connection;
    if (unsent > 0) this.#prompt.print([notSent(unsent)]);
    this.#prompt.print(['You are disconnecting from the chat.']);
    this.#leave();
  };

  #leave(): void {
    this.#connection.leave();
  }

  #pasted(lines: readonly string[]): void {
    const full = lines.filter((line) => line.trim() !== '');
    if (full.length <= pasteUnasked) {
      for (const line of full) this.#connection.say(line);
      return;
    }
    this.#asked = full;
    this.#prompt.setPrompt(`Send ${full.length} lines? [y/N] `);
  }

  #answered(answer: string): void {
    const lines = this.#asked ?? [];
    this.#asked = null;
    this.#prompt.setPrompt(this.#promptText());
    if (!/^y(es)?$/i.test(answer.trim())) {
      this.#prompt.print(['The lines were not sent.']);
      return;
    }
    for (const line of lines) this.#connection.say(line);
  }

  #interrupt(): void {
    if (this.#asked !== null) {
      this.#answered('no');
      return;
    }
    if (this.#interrupted) {
      this.#leaveAloud();
      return;
    }
    this.#interrupted = true;
    this.#prompt.print(['Press Ctrl-C again, or type /exit, to leave.']);
  }

  #inputEnded(): void {
    if (this.#prompt.terminal) {
      this.#leaveAloud();
      return;
    }
    this.#inputOver = true;
    this.#limitWaiting();
    this.#linger();
  }

  #limitWaiting(): void {
    this.#cancelStay = this.#io.clock.after(giveUpMs, () => this.#giveUp());
  }

  /** Only a lost connection ends the waiting: what is sent slowly, for the flood limit, is sent. */
  #giveUp(): void {
    if (this.#isLive) return;
    const { unsent } = this.#connection;
    this.#code = 1;
    this.#prompt.print([unsent > 0 ? notSent(unsent) : 'It is not known whether everything has arrived.']);
    this.#leave();
  }

  /** Once everything is sent, stays until nothing more comes back for a while. Called again whenever something comes. */
  #linger(): void {
    if (!this.#isLive || this.#connection.unsent > 0) return;
    const { clock } = this.#io;
    this.#cancelQuiet();
    this.#cancelQuiet = clock.after(quietMs, () => this.#leave());
    if (this.#isLingering) return;
    this.#isLingering = true;
    this.#cancelStay();
    this.#cancelStay = clock.after(stayMs, () => this.#leave());
  }

  /** What was sent last may have been lost with the connection. */
  #interruptLinger(): void {
    const wasLive = this.#isLive;
    this.#isLive = false;
    this.#isLingering = false;
    if (!this.#inputOver || !wasLive) return;
    this.#cancelQuiet();
    this.#cancelStay();
    this.#limitWaiting();
  }

  #complete(line: string): Completion {
    const word = /\S*$/.exec(line)?.[0] ?? '';
    const choices = line.startsWith('/') ? [...this.#commands.keys()] : this.#presence.names();
    const begun = word.toLowerCase();
    if (begun === '') return { word, candidates: [] };
    return { word, candidates: choices.filter((choice) => choice.toLowerCase().startsWith(begun)) };
  }
}
