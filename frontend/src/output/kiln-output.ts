import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../icon/kiln-icon';
import { copyText } from './clipboard';
import { outputStyles } from './kiln-output.styles';
import { OutputSegments, type OutputStream } from './output-segments';

/** Characters that are drawn at once; then the browser gets its turn, so that the page never freezes. */
const CHARACTERS_PER_TURN = 65_536;
/** How near the end counts as at the end, in pixels. */
const NEAR_THE_END = 24;

/** How long after a person's last move scrolling counts as theirs, in milliseconds. */
const HAND_ON = 500;

type Piece = Readonly<{ stream: OutputStream; text: string }>;

/**
 * What a program wrote. Follows the end unless the person has scrolled away from it. Texts are shown as text: nothing
 * that a program writes becomes markup.
 */
export class KilnOutput extends LitElement {
  static override styles = outputStyles;
  static override properties: PropertyDeclarations = {
    hint: {},
    empty: { state: true },
    following: { state: true },
    copied: { state: true },
  };

  /** What stands in the place of output while there is none. */
  declare hint: string;
  declare private empty: boolean;
  declare private following: boolean;
  declare private copied: boolean;

  readonly #waiting: Piece[] = [];
  #segments: OutputSegments | null = null;
  #turn: number | null = null;
  #movedAt = -Infinity;
  readonly #growth = new ResizeObserver(() => this.#follow());

  constructor() {
    super();
    this.hint = '';
    this.empty = true;
    this.following = true;
    this.copied = false;
  }

  /** Adds output, in the order of the calls. */
  write(stream: OutputStream, text: string): void {
    for (let from = 0; from < text.length; from += CHARACTERS_PER_TURN) {
      this.#waiting.push({ stream, text: text.slice(from, from + CHARACTERS_PER_TURN) });
    }
    if (text.length > 0) {
      this.empty = false;
      this.#schedule();
    }
  }

  /** Removes all output, and what was not drawn yet. */
  clear(): void {
    this.#waiting.length = 0;
    this.#segments?.clear();
    this.empty = true;
    this.following = true;
    this.copied = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#turn !== null) {
      cancelAnimationFrame(this.#turn);
      this.#turn = null;
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#schedule();
  }

  protected override firstUpdated(): void {
    this.#segments = new OutputSegments(this.#textElement);
    this.#growth.observe(this.#textElement);
    this.#schedule();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="bar">
        <button type="button" @click=${this.#copy} ?disabled=${this.empty}>
          <kiln-icon name="copy"></kiln-icon>${this.copied ? 'Copied' : 'Copy'}
        </button>
        <button type="button" @click=${this.#clearByHand} ?disabled=${this.empty}>
          <kiln-icon name="clear"></kiln-icon>Clear
        </button>
      </div>
      <div
        class="scroller"
        role="region"
        aria-label="Program output"
        tabindex="0"
        @scroll=${this.#scrolled}
        @wheel=${{ handleEvent: this.#moved, passive: true }}
        @touchmove=${{ handleEvent: this.#moved, passive: true }}
        @pointerdown=${this.#moved}
        @keydown=${this.#moved}
      >
        <p class="hint" ?hidden=${!this.empty}>${this.hint}</p>
        <div class="text" translate="no"></div>
      </div>
      ${
        this.following
          ? nothing
          : html`<button type="button" class="end" @click=${this.#toEnd}>
              <kiln-icon name="down"></kiln-icon>Newest
            </button>`
      }
    `;
  }

  get #textElement(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.text')!;
  }

  get #scroller(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.scroller')!;
  }

  #schedule(): void {
    if (this.#turn === null && this.#segments !== null && this.#waiting.length > 0) {
      this.#turn = requestAnimationFrame(() => this.#drawOneTurn());
    }
  }

  #drawOneTurn(): void {
    this.#turn = null;
    let characters = 0;
    while (characters < CHARACTERS_PER_TURN) {
      const piece = this.#waiting.shift();
      if (piece === undefined) {
        break;
      }
      this.#segments!.append(piece.stream, piece.text);
      characters += piece.text.length;
    }
    this.#schedule();
  }

  /** Text grows also when the browser lays out what was out of sight. */
  #follow(): void {
    if (this.following) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
  }

  readonly #moved = (): void => {
    this.#movedAt = performance.now();
  };

  /** Only a person leaves the end: when text grows, the page is for a moment not at the end either. */
  #scrolled(): void {
    const scroller = this.#scroller;
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= NEAR_THE_END) {
      this.following = true;
    } else if (performance.now() - this.#movedAt < HAND_ON) {
      this.following = false;
      this.#moved();
    }
  }

  #toEnd(): void {
    this.following = true;
    this.#follow();
  }

  #clearByHand(): void {
    this.clear();
    this.#scroller.focus();
  }

  async #copy(): Promise<void> {
    this.copied = await copyText(this.#textElement);
  }
}

customElements.define('kiln-output', KilnOutput);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-output': KilnOutput;
  }
}
