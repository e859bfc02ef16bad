/**
 * The full-screen client: keys go to the draft, the scrolling and the chat; what changes is drawn soon, and once for many
 * changes. Knows the chat and the terminal; how things look is composed elsewhere.
 * Long because every key that does something has its line here.
 */
import type { Key } from 'node:readline';
import { overLimit } from '../../client/sender.ts';
import { shownOf } from '../../client/shown.ts';
import type { Call, Chat } from '../../client/state.ts';
import type { Clock } from '../../util/clock.ts';
import { Announcer } from './announcer.ts';
import { Bell } from './bell.ts';
import { bindingsByKey, type Deck } from './bindings.ts';
import { composeFrame, currentRoom, lastTold, scrollOf, type ViewState } from './compose.ts';
import { broughtBack, toggled, type TurnedFolds } from './folding.ts';
import { isTyped, keyName } from './keys.ts';
import { acts, draftOf, emptyDraft, insert } from './line-editor.ts';
import { Painter } from './painter.ts';
import { leaveQuestion, type Question, sendQuestion } from './question.ts';
import type { Times } from './times.ts';
import { Tty } from './tty.ts';
import { mentionBeside, roomBeside, unreadRoom } from './turning.ts';
import { heldAt, newestFromTop, type Position, positionAt, scrolled, viewAt } from './viewport.ts';
import type { Stage } from './view-commands.ts';
import { Writing } from './writing.ts';
import type { Screen } from '../../util/prompt.ts';

export interface ScreenOptions {
  readonly screen: Screen;
  readonly chat: Chat;
  readonly clock: Clock;
  readonly times: Times;
  readonly colours: boolean;
  /** The person wants to go, or nobody is there any more. */
  onQuit(): void;
}

/** More lines than this are asked about before they are sent. */
const linesUnasked = 3;
/** What comes within so many ms is drawn together. */
const drawMs = 15;
/** How often a countdown is drawn anew, ms. */
const tickMs = 1000;

export class ScreenSession implements Deck, Stage {
  readonly #options: ScreenOptions;
  readonly #tty: Tty;
  readonly #painter: Painter;
  readonly #keys = bindingsByKey();
  readonly #bell: Bell;
  readonly #announcer: Announcer;
  readonly writing: Writing;
  /** Where one had scrolled to, in other rooms. */
  readonly #positions = new Map<string, Position>();
  #room: string;
  #position: Position = null;
  /** The mention that was gone to, as long as one stays there. */
  #mention: number | null = null;
  #open: ReadonlySet<string> = new Set();
  /** What the last turn of the folds has changed, as long as one stays there. */
  #turnedFolds: TurnedFolds | null = null;
  #nicks: ViewState['nicks'] = 'auto';
  #question: Question | null = null;
  #wrong: string | null = null;
  #hasFocus = true;
  /** The newest line of our own that was the last of its room. */
  #answered = 0;
  #isDrawing = false;
  #isClosed = false;
  #stop: (() => void)[] = [];

  constructor(options: ScreenOptions) {
    this.#options = options;
    const { screen, chat, clock, times, colours } = options;
    this.#room = chat.state.current;
    this.writing = new Writing(chat);
    this.#announcer = new Announcer(chat, times);
    this.#painter = new Painter(screen.output, colours);
    this.#tty = new Tty(screen, {
      key: (text, key) => this.#pressed(text, key),
      pasted: (text) => this.#pasted(text),
      focus: (has) => this.#focused(has),
      resize: () => this.redraw(),
      ended: () => options.onQuit(),
      resumed: () => this.redraw(),
    });
    this.#bell = new Bell(clock, () => this.#tty.ring());
  }

  open(): void {
    const { chat, clock } = this.#options;
    this.#tty.open();
    const stopTick = { cancel: () => {} };
    const tick = () => {
      const { status, caughtUp } = chat.state;
      if (status.type === 'waiting' || caughtUp !== null) this.#schedule();
      stopTick.cancel = clock.after(tickMs, tick);
    };
    tick();
    this.#stop = [
      chat.onChange(() => this.#changed()),
      chat.onCall((call) => this.#called(call)),
      chat.onReturn((line) => this.writing.giveBack(line, this.#room)),
      () => stopTick.cancel(),
    ];
    this.#schedule();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stop) stop();
    this.#tty.close();
  }

  enter(): void {
    const { text } = this.writing.draft;
    const { chat } = this.#options;
    const { status } = chat.state;
    if (text.trim() === '') return;
    if (status.type === 'stopped' && status.ask === 'name' && !text.startsWith('/')) {
      // What was said at the door is of no interest inside.
      if (this.#timeline().newest === 0) chat.clear(chat.state.current);
      chat.start(this.writing.take().trim());
      return;
    }
    const lines = text.split('\n').length;
    if (lines > linesUnasked) this.#ask(sendQuestion(lines, () => this.#send()));
    else this.#send();
  }

  escape(): void {
    if (!this.writing.undoChoice() && this.#position !== null) this.scrollToEnd();
  }

  scroll(pages: number): void {
    const scroll = this.#scroll();
    const step = Math.max(1, Math.round(Math.abs(pages) * (scroll.height - 1)));
    this.#moveTo(scrolled(scroll, this.#position, pages > 0 ? step : -step));
    this.#loadAtEdge(pages > 0);
  }

  scrollToEnd(): void {
    const { chat } = this.#options;
    chat.toNow(chat.state.current);
    this.#moveTo(null);
  }

  scrollToTop(): void {
    this.#moveTo(positionAt(this.#scroll(), 0));
    this.#loadAtEdge(true);
  }

  toUnread(): void {
    const line = () => this.#timeline().rows.findLastIndex(({ type }) => type === 'unread');
    if (line() < 0 && !this.#scroll().isNow) this.scrollToEnd();
    const index = line();
    if (index >= 0) this.#moveTo(positionAt(this.#scroll(), index));
  }

  toMention(step: 1 | -1): void {
    const { rows } = this.#timeline();
    const index = mentionBeside(rows, this.#mention ?? this.#position?.seq ?? Infinity, step);
    if (index < 0) return;
    this.#goToRow(index);
    this.#mention = rows[index]?.seq ?? null;
  }

  toggleFolds(): void {
    const [before, position, open] = [this.#scroll(), this.#position, this.#open];
    const { rows } = viewAt(before, position);
    const back = broughtBack(this.#turnedFolds, rows, open);
    const { open: now, first } = toggled(rows, open);
    this.#open = back?.open ?? now;
    // Whoever is at the end stays there, and sees what comes.
    const held = position && first ? heldAt(first, before, position, this.#scroll()) : position;
    this.#moveTo(back ? back.position : held);
    if (first && !back) this.#turnedFolds = { open, position, newest: this.#timeline().newest };
  }

  turn(step: 1 | -1): void {
    const { chat } = this.#options;
    chat.show(roomBeside(chat.state, step));
  }

  turnToUnread(): void {
    const { chat } = this.#options;
    chat.show(unreadRoom(chat.state));
  }

  turnTo(number: number): void {
    const { chat } = this.#options;
    const room = [...chat.state.rooms.keys()][number - 1];
    if (room !== undefined) chat.show(room);
  }

  toggleNicks(): void {
    const wasShown = this.#nicks === 'on' || (this.#nicks === 'auto' && this.#tty.size.columns >= 80);
    this.#nicks = wasShown ? 'off' : 'on';
    this.#schedule();
  }

  redraw(): void {
    this.#painter.forget();
    this.#schedule();
  }

  /** Gives up what is typed; when nothing is, asks. */
  interrupt(): void {
    if (this.writing.draft.text === '') this.#ask(leaveQuestion(() => this.quit()));
    else this.writing.edit(() => emptyDraft);
  }

  endOfInput(): void {
    if (this.writing.draft.text === '') this.interrupt();
    else this.writing.edit(acts.delete);
  }

  suspend(): void {
    this.#tty.suspend();
  }

  quit(): void {
    this.#options.onQuit();
  }

  ring(on: boolean): void {
    this.#bell.turn(on);
  }

  goTo(number: number): boolean {
    const { chat } = this.#options;
    const entry = chat.state.search?.entries[number - 1];
    if (!entry) return false;
    chat.jump(entry.room, entry.seq, (problem) => {
      if (problem === null && chat.state.current !== entry.room) return;
      this.#turned();
      const row = problem === null ? this.#timeline().rowOf(entry.seq) : -1;
      if (row >= 0) this.#goToRow(row);
      else {
        this.scrollToEnd();
        chat.tell(problem ?? 'Whoever said this is muted or ignored.', 'error');
      }
    });
    return true;
  }

  #pressed(text: string, key: Key): void {
    this.#wrong = null;
    if (this.#question) {
      this.#answer(text, key);
      return;
    }
    const name = keyName(text, key);
    if (this.writing.searchTakes(text, name)) {
      this.#schedule();
      return;
    }
    const binding = name === null ? undefined : this.#keys.get(name);
    if (binding) binding.run(this);
    else if (name === null && isTyped(text)) this.writing.edit(insert(text));
    if (name !== 'tab' && name !== 'S-tab') this.writing.endChoice();
    this.#schedule();
  }

  #pasted(text: string): void {
    const clean = text.replaceAll('\t', ' ').replace(/[^\P{Cc}\n]/gu, '');
    this.writing.edit(insert(clean.replace(/\n+$/, '')));
    const { chat } = this.#options;
    const tooLong = overLimit(this.writing.draft.text, chat.state.limits.text);
    if (tooLong !== null) chat.tell(tooLong, 'error');
    this.#schedule();
  }

  #answer(text: string, key: Key): void {
    const question = this.#question;
    this.#question = null;
    if (/^y$/i.test(text) || question?.agrees(key)) question?.yes();
    this.#schedule();
  }

  #ask(question: Question): void {
    this.#question = question;
    this.#schedule();
  }

  #send(): void {
    const { chat } = this.#options;
    const [from, text] = [this.#position, this.writing.take()];
    this.#moveTo(null);
    const isRight = chat.enter(text);
    // What was wrong comes back, to be corrected where one was.
    if (!isRight) this.writing.edit(() => draftOf(text));
    if (!isRight && from !== null) this.#moveTo(from);
    this.#wrong = isRight || from === null ? null : lastTold(chat.state);
  }

  #moveTo(position: Position): void {
    this.#position = position;
    this.#mention = null;
    this.#turnedFolds = null;
    this.#attend();
    this.#schedule();
  }

  #goToRow(index: number): void {
    this.#moveTo(positionAt(this.#scroll(), index));
  }

  #loadAtEdge(upwards: boolean): void {
    const { chat } = this.#options;
    const { atTop, below } = viewAt(this.#scroll(), this.#position);
    if (upwards && atTop) chat.loadOlder(chat.state.current);
    else if (!upwards && below === 0) chat.loadLater(chat.state.current);
  }

  #attend(): void {
    this.#options.chat.attend(this.#hasFocus, this.#position === null);
  }

  #focused(has: boolean): void {
    this.#hasFocus = has;
    this.#attend();
  }

  #called({ room }: Call): void {
    const isSeen = this.#hasFocus && this.#position === null && room === this.#options.chat.state.current;
    if (!isSeen) this.#bell.ring();
  }

  #changed(): void {
    if (this.#options.chat.state.current !== this.#room) this.#turned();
    this.#announcer.look();
    this.#showAnswer();
    this.#schedule();
  }

  /** An answer is read from its beginning, also one that comes later than what asked for it. */
  #showAnswer(): void {
    const row = this.#timeline().rows.at(-1);
    if (row?.type !== 'local' || row.line.id <= this.#answered) return;
    this.#answered = row.line.id;
    const top = this.#position === null ? newestFromTop(this.#scroll()) : null;
    if (top !== null) this.#moveTo(top);
  }

  /** Another room is shown: each has its own draft and place. */
  #turned(): void {
    const { current } = this.#options.chat.state;
    if (current === this.#room) return;
    this.writing.turn(this.#room, current);
    this.#positions.set(this.#room, this.#position);
    this.#room = current;
    this.#position = this.#positions.get(current) ?? null;
    this.#attend();
  }

  #timeline() {
    return shownOf(currentRoom(this.#options.chat.state)).timeline;
  }

  #scroll() {
    const { chat, times } = this.#options;
    return scrollOf(chat.state, this.#view(), this.#tty.size, times);
  }

  #view(): ViewState {
    const { status } = this.#options.chat.state;
    const isAskedForName = status.type === 'stopped' && status.ask === 'name';
    return {
      draft: this.writing.draft,
      position: this.#position,
      open: this.#open,
      nicks: this.#nicks,
      question: this.#question?.text ?? null,
      prompt: this.writing.prompt ?? (isAskedForName ? 'another name: ' : null),
      choices: this.writing.choices,
      wrong: this.#wrong,
    };
  }

  #schedule(): void {
    if (this.#isDrawing || this.#isClosed) return;
    this.#isDrawing = true;
    this.#options.clock.after(drawMs, () => {
      this.#isDrawing = false;
      if (!this.#isClosed) this.#draw();
    });
  }

  #draw(): void {
    // What is to be drawn while the shell has the screen is drawn when it is ours again.
    if (!this.#tty.isTaken) return;
    const { chat, times, clock } = this.#options;
    this.#painter.paint(composeFrame(chat.state, this.#view(), this.#tty.size, times, clock.now()));
  }
}
