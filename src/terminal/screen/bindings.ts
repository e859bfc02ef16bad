/** What the keys do, as rows: several keys, what they are for, and what is done. */
import { acts, insert } from './line-editor.ts';
import type { Writing } from './writing.ts';

/** What keys may ask of the screen. */
export interface Deck {
  readonly writing: Writing;
  enter(): void;
  escape(): void;
  scroll(pages: number): void;
  scrollToEnd(): void;
  scrollToTop(): void;
  toUnread(): void;
  toMention(step: 1 | -1): void;
  turn(step: 1 | -1): void;
  turnToUnread(): void;
  turnTo(number: number): void;
  toggleFolds(): void;
  toggleNicks(): void;
  redraw(): void;
  interrupt(): void;
  endOfInput(): void;
  suspend(): void;
}

export interface Binding {
  readonly keys: readonly string[];
  /** For /keys; rows without are of the kind that everyone knows. */
  readonly help?: string;
  run(deck: Deck): void;
}

const bindings: readonly Binding[] = [
  { keys: ['return', 'enter'], run: (deck) => deck.enter() },
  {
    keys: ['M-return', 'M-enter'],
    help: 'Alt-Enter      a new line in the message',
    run: (deck) => deck.writing.edit(insert('\n')),
  },
  {
    keys: ['tab'],
    help: 'Tab            completes names, commands, rooms, :emoji',
    run: (deck) => deck.writing.complete(1),
  },
  { keys: ['S-tab'], run: (deck) => deck.writing.complete(-1) },
  { keys: ['escape'], run: (deck) => deck.escape() },
  {
    keys: ['up', 'C-up'],
    help: 'Up, Down       what was entered before',
    run: (deck) => deck.writing.older(),
  },
  { keys: ['down', 'C-down'], run: (deck) => deck.writing.newer() },
  {
    keys: ['C-r'],
    help: 'Ctrl-R         searches what was entered before',
    run: (deck) => deck.writing.searchHistory(),
  },
  {
    keys: ['pageup'],
    help: 'PgUp, PgDn     scroll; the past is loaded as needed',
    run: (deck) => deck.scroll(1),
  },
  { keys: ['pagedown'], run: (deck) => deck.scroll(-1) },
  { keys: ['S-up', 'M-up'], run: (deck) => deck.scroll(0.1) },
  { keys: ['S-down', 'M-down'], run: (deck) => deck.scroll(-0.1) },
  { keys: ['M-home'], help: 'Alt-Home, -End to the top and to the end', run: (deck) => deck.scrollToTop() },
  { keys: ['M-end', 'C-end'], run: (deck) => deck.scrollToEnd() },
  { keys: ['M-u'], help: 'Alt-U          to the first unread message', run: (deck) => deck.toUnread() },
  {
    keys: ['M-p'],
    help: 'Alt-P, Alt-N   to the mention before and after',
    run: (deck) => deck.toMention(-1),
  },
  { keys: ['M-n'], run: (deck) => deck.toMention(1) },
  {
    keys: ['C-n', 'M-right'],
    help: 'Ctrl-N, Ctrl-P next and previous room; Alt-1 … Alt-9',
    run: (deck) => deck.turn(1),
  },
  { keys: ['C-p', 'M-left'], run: (deck) => deck.turn(-1) },
  {
    keys: ['M-a', 'S-left', 'S-right'],
    help: 'Alt-A          next room with something unread',
    run: (deck) => deck.turnToUnread(),
  },
  {
    keys: ['C-o', 'M-='],
    help: 'Ctrl-O         opens what is folded (▸) on the screen, and folds it',
    run: (deck) => deck.toggleFolds(),
  },
  { keys: ['f7'], help: 'F7             the list of names', run: (deck) => deck.toggleNicks() },
  { keys: ['C-l'], help: 'Ctrl-L         draws the screen anew', run: (deck) => deck.redraw() },
  {
    keys: ['C-c'],
    help: 'Ctrl-C         clears the line, then asks to quit',
    run: (deck) => deck.interrupt(),
  },
  { keys: ['C-d'], run: (deck) => deck.endOfInput() },
  { keys: ['C-z'], run: (deck) => deck.suspend() },
  { keys: ['C-y'], run: (deck) => deck.writing.yank() },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({
    keys: [`M-${number}`],
    run: (deck: Deck) => deck.turnTo(number),
  })),
  ...Object.entries({
    left: ['left', 'C-b'],
    right: ['right', 'C-f'],
    home: ['home', 'C-a'],
    end: ['end', 'C-e'],
    wordLeft: ['M-b', 'C-left', 'M-S-left'],
    wordRight: ['M-f', 'C-right', 'M-S-right'],
    backspace: ['backspace', 'C-h', 'S-backspace'],
    delete: ['delete'],
    killWordLeft: ['C-w'],
    killPartLeft: ['M-backspace', 'C-backspace'],
    killWordRight: ['M-d', 'M-delete'],
    killToStart: ['C-u'],
    killToEnd: ['C-k'],
    swap: ['C-t'],
  } satisfies Record<keyof typeof acts, readonly string[]>).map(([name, keys]) => ({
    keys,
    run: (deck: Deck) => deck.writing.edit(acts[name as keyof typeof acts]),
  })),
];

/** The binding of each key. */
export function bindingsByKey(): ReadonlyMap<string, Binding> {
  return new Map(bindings.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));
}

export function keysInWords(): string {
  return [
    ...bindings.flatMap(({ help }) => help ?? []),
    'Besides: Ctrl-A/E/B/F/K/U/W/Y/T, Alt-B/F/D as in a shell.',
  ].join('\n');
}
