/**
 * An input line at the bottom of a terminal, with everything else printed above it, and the same for pipes: lines in,
 * lines out, no control codes. Readline does the editing; the drawing is ours, because readline takes for granted that
 * nobody else writes to the screen.
 */
import { createInterface, emitKeypressEvents } from 'node:readline';
import type { Interface, Key } from 'node:readline';
import type { Readable } from 'node:stream';
import { PassThrough, Writable } from 'node:stream';
import type { Layout } from './prompt-layout.ts';
import { layOut, rowsAboveCursor } from './prompt-layout.ts';
import { terminalSafe } from './terminal-safe.ts';

/** Standard input and output, or a pair like them. It is a terminal if both are. */
export interface Screen {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
}

/** What the end of a line could become: `candidates` each begin with `word`, in any case. */
export interface Completion {
  readonly word: string;
  readonly candidates: readonly string[];
}

export interface PromptOptions {
  readonly prompt: string;
  /** `line` is what stands before the cursor. */
  complete?(line: string): Completion;
  /** What was entered is gone from the screen; print it where it belongs. */
  onLine(line: string): void;
  /** Several lines pasted at once, together with what was on the line before. Without it they are entered. */
  onPaste?(lines: readonly string[]): void;
  /** Ctrl-C while nothing was typed. */
  onInterrupt(): void;
  /** End of file, or Ctrl-D on an empty line: on a terminal more may follow. */
  onEnd(): void;
  /** Nobody reads the output any more. */
  onOutputLost(): void;
}

export interface Prompt {
  readonly terminal: boolean;
  /** Each line is made safe for terminals and ends with a line feed; the line being typed stays below. */
  print(lines: readonly string[]): void;
  setPrompt(prompt: string): void;
  /** Gives the terminal back as it was. Safe to call twice. */
  close(): void;
}

export function openPrompt(screen: Screen, options: PromptOptions): Prompt {
  const terminal =
    screen.input.isTTY === true && screen.output.isTTY === true && process.env['TERM'] !== 'dumb';
  const prompt = terminal ? new TerminalPrompt(screen, options) : new PlainPrompt(screen, options);
  screen.output.on('error', () => {
    options.onOutputLost();
  });
  return prompt;
}

class PlainPrompt implements Prompt {
  readonly terminal = false;
  readonly #output: Writable;
  readonly #lines: Interface;
  #closed = false;

  constructor({ input, output }: Screen, options: PromptOptions) {
    this.#output = output;
    this.#lines = createInterface({ input, crlfDelay: Infinity, terminal: false });
    this.#lines.on('line', (line) => options.onLine(line));
    this.#lines.on('close', () => {
      if (!this.#closed) options.onEnd();
    });
    this.#lines.on('error', () => this.#lines.close());
  }

  print(lines: readonly string[]): void {
    if (lines.length > 0) this.#output.write(asText(lines, '\n'));
  }

  setPrompt(): void {
    // Nothing shows where no one looks.
  }

  close(): void {
    this.#closed = true;
    this.#lines.close();
  }
}

const bracketedPaste = { on: '\x1b[?2004h', off: '\x1b[?2004l' };
const rowsAtMost = 10;

class TerminalPrompt implements Prompt {
  readonly terminal = true;
  readonly #options: PromptOptions;
  readonly #input: Screen['input'];
  readonly #output: Screen['output'];
  readonly #readline: Interface;
  #prompt: string;
  /** What stands on the screen below everything printed; null while there is nothing. */
  #shown: Layout | null = null;
  #unprinted: string[] = [];
  #pasted: string[] | null = null;
  #offered: string | null = null;
  #scheduled = false;
  #closed = false;

  constructor({ input, output }: Screen, options: PromptOptions) {
    this.#options = options;
    this.#input = input;
    this.#output = output;
    this.#prompt = options.prompt;
    // Keys are handed to readline one by one: what it reads itself in one chunk it adds at the end of the line,
    // wherever the cursor is.
    this.#readline = createInterface({
      input: new PassThrough(),
      output: new Writable({ write: (_chunk, _encoding, done) => done() }),
      terminal: true,
      historySize: 500,
      removeHistoryDuplicates: true,
      crlfDelay: Infinity,
      completer: (line: string) => this.#complete(line),
    });
    this.#listen();
    this.#take();
  }

  print(lines: readonly string[]): void {
    this.#unprinted.push(...lines);
    this.#schedule();
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
    this.#schedule();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#output.off('resize', this.#redraw);
    this.#input.off('keypress', this.#pressed);
    process.off('SIGCONT', this.#take);
    this.#output.write(this.#erase() + this.#takeUnprinted());
    this.#giveBack();
    this.#input.pause();
    this.#readline.close();
  }

  #listen(): void {
    this.#readline.on('line', (line) => this.#entered(line));
    this.#readline.on('SIGINT', () => this.#interrupted());
    this.#readline.on('SIGTSTP', () => this.#suspend());
    this.#readline.on('close', () => {
      if (!this.#closed) this.#options.onEnd();
    });
    emitKeypressEvents(this.#input);
    this.#input.on('keypress', this.#pressed);
    this.#input.on('end', () => this.#readline.close());
    this.#input.on('error', () => this.#readline.close());
    this.#output.on('resize', this.#redraw);
    process.on('SIGCONT', this.#take);
  }

  /** Takes the terminal, at the start and after the shell had it. */
  readonly #take = (): void => {
    this.#input.setRawMode?.(true);
    this.#input.resume();
    this.#output.write(bracketedPaste.on);
    this.#shown = null;
    this.#schedule();
  };

  #giveBack(): void {
    this.#output.write(bracketedPaste.off);
    this.#input.setRawMode?.(false);
  }

  #suspend(): void {
    this.#output.write(this.#erase());
    this.#giveBack();
    process.kill(process.pid, 'SIGTSTP');
  }

  readonly #pressed = (text: string | undefined, key: Key): void => {
    if (key.name === 'paste-start') this.#pasted = [];
    else if (key.name === 'paste-end') this.#pasteEnded();
    else if (key.ctrl === true && key.name === 'l') this.#clear();
    else if (key.ctrl === true && key.name === 'd' && this.#readline.line === '') this.#options.onEnd();
    else this.#readline.write(text ?? '', this.#pasted !== null && key.name === 'tab' ? {} : key);
    this.#schedule();
  };

  #clear(): void {
    this.#shown = null;
    this.#output.write('\x1b[H\x1b[2J');
  }

  #pasteEnded(): void {
    const lines = this.#pasted;
    this.#pasted = null;
    if (lines === null || lines.length === 0) return;
    const rest = this.#readline.line;
    this.#emptyLine();
    this.#options.onPaste?.(rest === '' ? lines : [...lines, rest]);
  }

  #emptyLine(): void {
    this.#readline.write(null, { ctrl: true, name: 'e' });
    this.#readline.write(null, { ctrl: true, name: 'u' });
  }

  #entered(line: string): void {
    this.#offered = null;
    if (this.#pasted !== null && this.#options.onPaste) {
      this.#pasted.push(line);
      return;
    }
    this.#options.onLine(line);
    this.#schedule();
  }

  /** The first Ctrl-C gives up the line, as in a shell. */
  #interrupted(): void {
    if (this.#readline.line === '') {
      this.#options.onInterrupt();
      return;
    }
    this.#emptyLine();
    this.#schedule();
  }

  /** Readline fills in what the candidates share; a second Tab shows them. */
  #complete(line: string): [string[], string] {
    const { word, candidates } = this.#options.complete?.(line) ?? { word: '', candidates: [] };
    if (candidates.length === 1) return [[`${candidates[0] ?? ''} `], word];
    if (candidates.length > 1 && this.#offered === line) this.print([candidates.join('  ')]);
    this.#offered = line;
    return [[...candidates], word];
  }

  /** Drawn once for everything that happens in one go: a burst of messages, a paste. */
  #schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#redraw();
    });
  }

  readonly #redraw = (): void => {
    if (this.#closed) return;
    const erased = this.#erase();
    this.#output.write(erased + this.#takeUnprinted() + this.#draw());
  };

  #erase(): string {
    if (this.#shown === null) return '\r\x1b[J';
    const up = rowsAboveCursor(this.#shown, this.#output.columns ?? 80);
    this.#shown = null;
    return `${up > 0 ? `\x1b[${up}A` : ''}\r\x1b[J`;
  }

  #takeUnprinted(): string {
    const lines = this.#unprinted;
    this.#unprinted = [];
    return asText(lines, '\r\n');
  }

  #draw(): string {
    const { columns = 80, rows: height = 24 } = this.#output;
    const maxRows = Math.max(1, Math.min(rowsAtMost, height - 1));
    const layout = layOut(this.#prompt, this.#readline.line, this.#readline.cursor, { columns, maxRows });
    this.#shown = layout;
    const below = layout.rows.length - 1 - layout.row;
    const up = below > 0 ? `\x1b[${below}A` : '';
    const right = layout.column > 0 ? `\x1b[${layout.column}C` : '';
    return `${layout.rows.join('\r\n')}${up}\r${right}`;
  }
}

function asText(lines: readonly string[], end: string): string {
  return lines.map((line) => terminalSafe(line) + end).join('');
}
