import { AnsiParser, type StyledText } from './ansi';

/** What one piece of output changes: text that will not change again, and the line that is still being written. */
export type OutputChange = Readonly<{ closed: readonly StyledText[]; open: readonly StyledText[] }>;

/** Characters after which a line is closed though no line feed came, so that a long line is not drawn again and again. */
export const LONGEST_OPEN_LINE = 8192;

/**
 * Turns one stream of a program's output into lines. A carriage return begins the line anew, as progress bars expect; a
 * backspace takes one character back.
 */
export class OutputText {
  readonly #parser = new AnsiParser();
  #open: StyledText[] = [];
  #openLength = 0;
  #returned = false;

  append(piece: string): OutputChange {
    const closed: StyledText[] = [];
    for (const part of this.#parser.parse(piece)) {
      this.#take(part, closed);
    }
    return { closed, open: [...this.#open] };
  }

  /** Closes the line that is still open, because nothing more will be added to it. */
  close(): readonly StyledText[] {
    const last = this.#open;
    this.#clearLine();
    return last;
  }

  #take(part: StyledText, closed: StyledText[]): void {
    for (const text of part.text.split(/([\r\n\b])/)) {
      switch (text) {
        case '':
          break;
        case '\n':
          this.#returned = false;
          this.#add({ text, style: part.style });
          closed.push(...this.close());
          break;
        case '\r':
          this.#returned = true;
          break;
        case '\b':
          this.#takeBack();
          break;
        default:
          this.#add({ text, style: part.style });
          if (this.#openLength > LONGEST_OPEN_LINE) {
            closed.push(...this.close());
          }
      }
    }
  }

  #add(part: StyledText): void {
    if (this.#returned) {
      this.#clearLine();
    }
    this.#open.push(part);
    this.#openLength += part.text.length;
  }

  #takeBack(): void {
    const last = this.#open.pop();
    if (last === undefined) {
      return;
    }
    const shorter = [...last.text].slice(0, -1).join('');
    this.#openLength -= last.text.length - shorter.length;
    if (shorter !== '') {
      this.#open.push({ text: shorter, style: last.style });
    }
  }

  #clearLine(): void {
    this.#open = [];
    this.#openLength = 0;
    this.#returned = false;
  }
}
