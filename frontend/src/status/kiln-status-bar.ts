import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CursorMoved, DraftState, EditorEventMap } from '../editor/editor-events';
import '../icon/kiln-icon';
import type { IconName } from '../icon/icon-shapes';
import './kiln-connection';
import { statusBarStyles } from './kiln-status-bar.styles';

const DRAFT_WORDS: Readonly<Record<DraftState, { icon: IconName; words: string; about: string }>> = {
  template: { icon: 'saved', words: 'Template', about: 'Nothing of your own to save yet.' },
  unsaved: { icon: 'running', words: 'Saving', about: 'What you typed is being kept in this browser.' },
  saved: { icon: 'saved', words: 'Saved', about: 'Your text is kept in this browser.' },
  refused: { icon: 'warning', words: 'Not saved', about: 'This browser keeps nothing: a reload loses your text.' },
};

/**
 * The line under an editor: language, isolation, position, whether the text is kept, whether the server is reached. It
 * hears the editor's events on `source`, so that moving the cursor costs no request.
 */
export class KilnStatusBar extends LitElement {
  static override styles = statusBarStyles;
  static override properties: PropertyDeclarations = {
    language: {},
    isolation: {},
    cursor: { state: true },
    draft: { state: true },
  };

  /** Name and version of the language. */
  declare language: string;
  /** The isolation of the last run; empty before the first. */
  declare isolation: string;
  declare private cursor: CursorMoved;
  declare private draft: DraftState;
  #source: EventTarget | null = null;

  constructor() {
    super();
    this.language = '';
    this.isolation = '';
    this.cursor = { line: 1, column: 1, selected: 0 };
    this.draft = 'template';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#source = this.parentElement ?? document;
    this.#source.addEventListener('kiln-cursor', this.#moved);
    this.#source.addEventListener('kiln-draft', this.#kept);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#source?.removeEventListener('kiln-cursor', this.#moved);
    this.#source?.removeEventListener('kiln-draft', this.#kept);
    this.#source = null;
  }

  protected override render(): TemplateResult {
    const draft = DRAFT_WORDS[this.draft];
    const { line, column, selected } = this.cursor;
    return html`
      <span class="language">${this.language}</span>
      ${
        this.isolation === ''
          ? nothing
          : html`<span class="isolation" title="What kept the last program in">Isolation: ${this.isolation}</span>`
      }
      <span class="space"></span>
      <span class="position" title="Line and column"
        >Ln ${line}, Col
        ${column}${selected > 0 ? html` <span class="selected">(${selected} selected)</span>` : nothing}</span
      >
      <span class="draft ${this.draft}" title=${draft.about}
        ><kiln-icon name=${draft.icon}></kiln-icon>${draft.words}</span
      >
      <kiln-connection></kiln-connection>
    `;
  }

  readonly #moved = (event: Event): void => {
    this.cursor = (event as EditorEventMap['kiln-cursor']).detail;
  };

  readonly #kept = (event: Event): void => {
    this.draft = (event as EditorEventMap['kiln-draft']).detail.state;
  };
}

customElements.define('kiln-status-bar', KilnStatusBar);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-status-bar': KilnStatusBar;
  }
}
