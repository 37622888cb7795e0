/**
 * Reads the text that a program wrote to a terminal: what is to be shown, and how it is to look.
 *
 * Programs are not trusted. Nothing here makes markup, and of all escape sequences only "select graphic rendition"
 * (colours and weight) has an effect; titles, clipboard writes, links and cursor moves are swallowed. Sequences that are
 * never ended hide at most {@link LONGEST_SEQUENCE} characters, and never more than the rest of their line.
 */

export type Colour =
  Readonly<{ kind: 'palette'; index: number }> | Readonly<{ kind: 'rgb'; red: number; green: number; blue: number }>;

export type TextStyle = Readonly<{
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
  strike: boolean;
  foreground: Colour | null;
  background: Colour | null;
}>;

export type StyledText = Readonly<{ text: string; style: TextStyle }>;

export const PLAIN: TextStyle = Object.freeze({
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strike: false,
  foreground: null,
  background: null,
});

/** Characters after which a sequence that has not ended is taken for text that is over. */
export const LONGEST_SEQUENCE = 4096;

const ESCAPE = 0x1b;
const BELL = 0x07;
const DELETE = 0x7f;

type State = 'text' | 'escape' | 'intermediate' | 'control' | 'string' | 'stringEscape';

/** Keeps its state from one piece of output to the next, so that a sequence may be cut anywhere. */
export class AnsiParser {
  #state: State = 'text';
  #style: TextStyle = PLAIN;
  #parameters = '';
  #sequenceLength = 0;
  #text = '';
  #parsed: StyledText[] = [];

  /** Returns what the piece adds, in order. Carriage returns, line feeds, tabs and backspaces stay in the text. */
  parse(piece: string): StyledText[] {
    this.#parsed = [];
    for (let index = 0; index < piece.length; index++) {
      this.#take(piece.charCodeAt(index), piece.charAt(index));
    }
    this.#endText();
    return this.#parsed;
  }

  #take(code: number, character: string): void {
    if (this.#state === 'text') {
      this.#takeText(code, character);
      return;
    }
    this.#sequenceLength++;
    if (code === 0x0a || this.#sequenceLength > LONGEST_SEQUENCE) {
      this.#state = 'text';
      this.#takeText(code, character);
      return;
    }
    switch (this.#state) {
      case 'escape':
        this.#takeAfterEscape(code);
        break;
      case 'intermediate':
        this.#state = code >= 0x20 && code <= 0x2f ? 'intermediate' : 'text';
        break;
      case 'control':
        this.#takeControl(code, character);
        break;
      case 'string':
        this.#state = code === ESCAPE ? 'stringEscape' : code === BELL ? 'text' : 'string';
        break;
      case 'stringEscape':
        this.#endString(code);
        break;
    }
  }

  #takeText(code: number, character: string): void {
    if (code === ESCAPE) {
      this.#endText();
      this.#state = 'escape';
      this.#sequenceLength = 0;
    } else if (isShown(code)) {
      this.#text += character;
    }
  }

  #takeAfterEscape(code: number): void {
    switch (code) {
      case 0x5b: // [
        this.#state = 'control';
        this.#parameters = '';
        break;
      case 0x5d: // ]  operating system command
      case 0x50: // P  device control
      case 0x58: // X  start of string
      case 0x5e: // ^  privacy message
      case 0x5f: // _  application program command
        this.#state = 'string';
        break;
      case ESCAPE:
        break;
      default:
        this.#state = code >= 0x20 && code <= 0x2f ? 'intermediate' : 'text';
    }
  }

  #takeControl(code: number, character: string): void {
    if (code >= 0x40 && code <= 0x7e) {
      this.#state = 'text';
      if (character === 'm') {
        this.#style = applyRendition(this.#style, this.#parameters);
      }
    } else if (code === ESCAPE) {
      this.#state = 'escape';
    } else {
      this.#parameters += character;
    }
  }

  #endString(code: number): void {
    if (code === 0x5c) {
      this.#state = 'text';
    } else {
      this.#state = 'escape';
      this.#takeAfterEscape(code);
    }
  }

  #endText(): void {
    if (this.#text !== '') {
      this.#parsed.push({ text: this.#text, style: this.#style });
      this.#text = '';
    }
  }
}

/** C0 and C1 controls move cursors and ring bells; shown are only those that a line of text needs. */
function isShown(code: number): boolean {
  if (code < 0x20) {
    return code === 0x0a || code === 0x0d || code === 0x09 || code === 0x08;
  }
  return code !== DELETE && !(code >= 0x80 && code <= 0x9f);
}

function applyRendition(before: TextStyle, parameters: string): TextStyle {
  if (!/^[0-9;:]*$/.test(parameters)) {
    return before;
  }
  const numbers = parameters.split(/[;:]/).map((number) => (number === '' ? 0 : Number(number)));
  let style = before;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    if (number === 38 || number === 48) {
      const { colour, used } = extendedColour(numbers, index + 1);
      style = number === 38 ? { ...style, foreground: colour } : { ...style, background: colour };
      index += used;
    } else {
      style = { ...style, ...renditionOf(number) };
    }
  }
  return style;
}

function renditionOf(number: number): Partial<TextStyle> {
  if (number >= 30 && number <= 37) return { foreground: { kind: 'palette', index: number - 30 } };
  if (number >= 40 && number <= 47) return { background: { kind: 'palette', index: number - 40 } };
  if (number >= 90 && number <= 97) return { foreground: { kind: 'palette', index: number - 82 } };
  if (number >= 100 && number <= 107) return { background: { kind: 'palette', index: number - 92 } };
  return RENDITIONS.get(number) ?? {};
}

const RENDITIONS: ReadonlyMap<number, Partial<TextStyle>> = new Map<number, Partial<TextStyle>>([
  [0, PLAIN],
  [1, { bold: true }],
  [2, { dim: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [9, { strike: true }],
  [22, { bold: false, dim: false }],
  [23, { italic: false }],
  [24, { underline: false }],
  [27, { inverse: false }],
  [29, { strike: false }],
  [39, { foreground: null }],
  [49, { background: null }],
]);

/** Reads `5;n` (256 colours) or `2;r;g;b`; anything else uses up the rest and means the default colour. */
function extendedColour(numbers: readonly number[], from: number): { colour: Colour | null; used: number } {
  const mode = numbers[from];
  if (mode === 5) {
    return { colour: indexedColour(numbers[from + 1]), used: 2 };
  }
  if (mode === 2) {
    const [red, green, blue] = [numbers[from + 1], numbers[from + 2], numbers[from + 3]];
    const valid = isByte(red) && isByte(green) && isByte(blue);
    return { colour: valid ? { kind: 'rgb', red, green, blue } : null, used: 4 };
  }
  return { colour: null, used: numbers.length - from };
}

function indexedColour(index: number | undefined): Colour | null {
  if (!isByte(index)) return null;
  if (index < 16) return { kind: 'palette', index };
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return { kind: 'rgb', red: grey, green: grey, blue: grey };
  }
  const step = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return { kind: 'rgb', red: step(Math.floor(cube / 36)), green: step(Math.floor(cube / 6) % 6), blue: step(cube % 6) };
}

function isByte(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255;
}
