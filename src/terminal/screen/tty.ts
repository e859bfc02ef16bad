/** The terminal itself: taken for a full screen, and given back as it was, whatever happens. */
import { emitKeypressEvents, type Key } from 'node:readline';
import type { Screen } from '../../util/prompt.ts';

export interface TtyListener {
  /** A key, or a character typed or pasted. */
  key(text: string, key: Key): void;
  pasted(text: string): void;
  focus(has: boolean): void;
  resize(): void;
  /** The input has ended: nobody is there any more. */
  ended(): void;
  /** It was given to the shell meanwhile and is ours again. */
  resumed(): void;
}

/** The other screen; keys of pastes marked; focus told; no wrapping at the last column. */
const take = '\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?7l\x1b[H\x1b[2J';
const giveBack = '\x1b[0m\x1b[?7h\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l';

export class Tty {
  readonly #screen: Screen;
  readonly #listener: TtyListener;
  #isTaken = false;
  #pasted: string[] | null = null;

  constructor(screen: Screen, listener: TtyListener) {
    this.#screen = screen;
    this.#listener = listener;
  }

  /** False while the shell has it. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  get size(): { columns: number; rows: number } {
    const { columns, rows } = this.#screen.output;
    return { columns: columns ?? 80, rows: rows ?? 24 };
  }

  open(): void {
    const { input, output } = this.#screen;
    emitKeypressEvents(input);
    input.on('keypress', this.#pressed);
    input.on('end', this.#ended);
    input.on('error', this.#ended);
    output.on('error', this.#ended);
    output.on('resize', this.#resized);
    process.on('SIGCONT', this.#resumed);
    // However the process ends, the shell gets its screen back.
    process.on('exit', this.#giveBack);
    // Before the error is printed, so that it can be read there.
    process.on('uncaughtExceptionMonitor', this.#giveBack);
    this.#take();
  }

  /** Rings, where the terminal has a bell. */
  ring(): void {
    this.#screen.output.write('\x07');
  }

  close(): void {
    const { input, output } = this.#screen;
    input.off('keypress', this.#pressed);
    input.off('end', this.#ended);
    output.off('resize', this.#resized);
    process.off('SIGCONT', this.#resumed);
    process.off('exit', this.#giveBack);
    process.off('uncaughtExceptionMonitor', this.#giveBack);
    this.#giveBack();
    input.pause();
  }

  /** Ctrl-Z: to the shell, until it lets us go on. */
  suspend(): void {
    this.#giveBack();
    process.kill(process.pid, 'SIGTSTP');
  }

  #take(): void {
    const { input, output } = this.#screen;
    input.setRawMode?.(true);
    input.resume();
    output.write(take);
    this.#isTaken = true;
  }

  readonly #giveBack = (): void => {
    if (!this.#isTaken) return;
    this.#isTaken = false;
    this.#screen.output.write(giveBack);
    this.#screen.input.setRawMode?.(false);
  };

  readonly #resumed = (): void => {
    this.#take();
    this.#listener.resumed();
  };

  readonly #resized = (): void => this.#listener.resize();
  readonly #ended = (): void => this.#listener.ended();

  readonly #pressed = (text: string | undefined, key: Key): void => {
    const { sequence } = key;
    if (key.name === 'paste-start') this.#pasted = [];
    else if (key.name === 'paste-end') {
      this.#listener.pasted((this.#pasted ?? []).join('').replace(/\r\n?/g, '\n'));
      this.#pasted = null;
    } else if (this.#pasted) this.#pasted.push(text ?? '');
    else if (sequence === '\x1b[I' || sequence === '\x1b[O') this.#listener.focus(sequence === '\x1b[I');
    else this.#listener.key(text ?? '', key);
  };
}
