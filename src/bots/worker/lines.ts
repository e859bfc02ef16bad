import { PerSecond } from './per-second.ts';

/** A printed line is told in pieces of so many characters. */
const longestLine = 1_000;
const mostLines = 100;

/** Takes what a bot prints, as it comes, for lines. Of what it prints too fast nothing is looked at. */
export class Lines {
  readonly #tell: (line: string) => void;
  readonly #told = new PerSecond(mostLines);
  #begun = '';

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  take(text: string): void {
    for (let at = 0; at < text.length;) {
      const piece = text.slice(at, at + longestLine - this.#begun.length);
      const end = piece.indexOf('\n');
      at += end < 0 ? piece.length : end + 1;
      this.#begun += end < 0 ? piece : piece.slice(0, end);
      const isWhole = end >= 0 || this.#begun.length >= longestLine;
      if (isWhole && !this.#whole()) return;
    }
  }

  /** What was begun is a line too. */
  end(): void {
    if (this.#begun !== '') this.#whole();
  }

  /** False when it is one too many. */
  #whole(): boolean {
    const line = this.#begun;
    this.#begun = '';
    const isAllowed = this.#told.allows();
    if (isAllowed) this.#tell(line);
    else if (this.#told.isFirstTooMany) this.#tell('prints too much; some of it is left out');
    return isAllowed;
  }
}
