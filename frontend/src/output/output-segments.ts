import type { StyledText, TextStyle, Colour } from '../shared/ansi';
import { PLAIN } from '../shared/ansi';
import { OutputText, type OutputChange } from '../shared/output-text';

export type OutputStream = 'stdout' | 'stderr' | 'compiler' | 'note';

const LABELS: Readonly<Record<OutputStream, string>> = {
  stdout: '',
  stderr: 'stderr',
  compiler: 'compiler',
  note: '',
};

/** Characters after which a new block begins; the browser skips the layout of blocks that are out of sight. */
const BLOCK_CHARACTERS = 16_384;
/** Elements after which text is shown without its colours: a program may colour each of ten million characters. */
export const MOST_COLOURED_PARTS = 20_000;
const LINE_HEIGHT = 18;

/**
 * Draws output into a container: a segment for each stretch of one stream, in it blocks of bounded size. Text becomes
 * text nodes and nothing else.
 */
export class OutputSegments {
  readonly #container: HTMLElement;
  readonly #texts = new Map<OutputStream, OutputText>();
  #stream: OutputStream | null = null;
  #segment: HTMLElement | null = null;
  #block: HTMLElement | null = null;
  #blockCharacters = 0;
  #blockLines = 0;
  #tail: HTMLElement | null = null;
  #colouredParts = 0;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  append(stream: OutputStream, piece: string): void {
    if (stream !== this.#stream) {
      this.#endSegment();
      this.#beginSegment(stream);
    }
    this.#show(this.#textOf(stream).append(piece));
  }

  clear(): void {
    this.#texts.clear();
    this.#stream = null;
    this.#segment = null;
    this.#block = null;
    this.#tail = null;
    this.#blockCharacters = 0;
    this.#blockLines = 0;
    this.#colouredParts = 0;
    this.#container.replaceChildren();
  }

  #show(change: OutputChange): void {
    if (change.closed.length > 0) {
      this.#tail?.remove();
      this.#tail = null;
      merged(change.closed).forEach((part) => this.#appendToBlock(part));
    }
    this.#showOpen(change.open);
  }

  #showOpen(open: readonly StyledText[]): void {
    this.#tail?.remove();
    this.#tail = null;
    if (open.length > 0) {
      this.#tail = document.createElement('span');
      this.#tail.className = 'tail';
      this.#tail.append(...open.map((part) => this.#nodeOf(part)));
      this.#currentBlock().append(this.#tail);
    }
  }

  #appendToBlock(part: StyledText): void {
    const block = this.#currentBlock();
    block.append(this.#nodeOf(part));
    this.#blockCharacters += part.text.length;
    this.#blockLines += part.text.split('\n').length - 1;
    if (this.#blockCharacters >= BLOCK_CHARACTERS) {
      block.style.containIntrinsicSize = `auto ${Math.max(1, this.#blockLines) * LINE_HEIGHT}px`;
      block.classList.add('full');
      this.#block = null;
    }
  }

  #currentBlock(): HTMLElement {
    if (this.#block === null) {
      this.#block = document.createElement('div');
      this.#block.className = 'block';
      this.#blockCharacters = 0;
      this.#blockLines = 0;
      this.#segment!.append(this.#block);
    }
    return this.#block;
  }

  #nodeOf(part: StyledText): Node {
    if (part.style === PLAIN || this.#colouredParts >= MOST_COLOURED_PARTS) {
      return document.createTextNode(part.text);
    }
    this.#colouredParts++;
    const span = document.createElement('span');
    span.textContent = part.text;
    applyStyle(span, part.style);
    return span;
  }

  #beginSegment(stream: OutputStream): void {
    this.#stream = stream;
    this.#segment = document.createElement('div');
    this.#segment.className = `segment ${stream}`;
    if (LABELS[stream] !== '') {
      const label = document.createElement('div');
      label.className = 'label';
      label.textContent = LABELS[stream];
      this.#segment.append(label);
    }
    this.#container.append(this.#segment);
  }

  #endSegment(): void {
    if (this.#stream !== null) {
      this.#show({ closed: this.#textOf(this.#stream).close(), open: [] });
    }
    this.#segment = null;
    this.#block = null;
  }

  #textOf(stream: OutputStream): OutputText {
    let text = this.#texts.get(stream);
    if (text === undefined) {
      text = new OutputText();
      this.#texts.set(stream, text);
    }
    return text;
  }
}

/** Joins neighbours of one style, as far as a block goes: one node for a thousand lines instead of a thousand nodes. */
function merged(parts: readonly StyledText[]): StyledText[] {
  const result: StyledText[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last !== undefined && last.style === part.style && last.text.length + part.text.length <= BLOCK_CHARACTERS) {
      result[result.length - 1] = { text: last.text + part.text, style: part.style };
    } else {
      result.push(part);
    }
  }
  return result;
}

function applyStyle(span: HTMLElement, style: TextStyle): void {
  const names = (['bold', 'dim', 'italic', 'underline', 'strike'] as const).filter((name) => style[name]);
  span.className = names.join(' ');
  const [foreground, background] = style.inverse
    ? [colourOf(style.background, 'var(--kiln-background)'), colourOf(style.foreground, 'var(--kiln-text)')]
    : [colourOf(style.foreground, ''), colourOf(style.background, '')];
  span.style.color = foreground;
  span.style.backgroundColor = background;
}

/** The numbers come out of the parser as bytes, so nothing of the program's text reaches the style. */
function colourOf(colour: Colour | null, otherwise: string): string {
  if (colour === null) {
    return otherwise;
  }
  return colour.kind === 'palette'
    ? `var(--kiln-ansi-${colour.index})`
    : `rgb(${colour.red}, ${colour.green}, ${colour.blue})`;
}
