import { EditorState, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { LitElement, html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { DraftStore, type Draft } from '../shared/draft-store';
import { fire } from './editor-events';
import { createCompartments, editorExtensions, readOnlyExtension } from './editor-extensions';
import { loadLanguage } from './editor-languages';
import { codeEditorStyles } from './kiln-code-editor.styles';
import { OpenDocument } from './open-document';

const KEY_HINT = 'key-hint';

type DocumentToOpen = Readonly<{ key: string; language: string; template: string }>;

/**
 * A code editor. It holds the text: typing never waits for a server. Listen to `kiln-document` and `kiln-operations` to
 * hold a copy, to `kiln-run` and `kiln-stop` for its keys, to `kiln-draft` and `kiln-cursor` for a status bar.
 */
export class KilnCodeEditor extends LitElement {
  static override styles = codeEditorStyles;
  static override properties: PropertyDeclarations = {
    label: {},
    readonly: { type: Boolean, reflect: true },
  };

  /** The accessible name of the text. */
  declare label: string;
  declare readonly: boolean;

  readonly #compartments = createCompartments();
  readonly #drafts = new DraftStore(localStorage);
  #view: EditorView | null = null;
  #document: OpenDocument | null = null;
  #toOpen: DocumentToOpen | null = null;
  #wantsFocus = false;

  constructor() {
    super();
    this.label = 'Code';
    this.readonly = false;
  }

  /**
   * Shows a document: the draft that this browser keeps under the key, or the template where there is none. The key names
   * person, project and file, so that drafts do not meet.
   */
  openDocument(key: string, language: string, template: string): void {
    this.#toOpen = { key, language, template };
    if (this.#view !== null) {
      this.#open(this.#toOpen);
    }
  }

  /** Replaces the text by the template, as an edit that can be undone. */
  resetToTemplate(): void {
    const view = this.#view;
    if (view !== null && this.#document !== null) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: this.#document.template } });
      this.flush();
      view.focus();
    }
  }

  /** Tells what was typed up to now, for somebody who is about to use the text. */
  flush(): void {
    this.#document?.flush();
  }

  /** Tells the whole text again, for somebody whose copy is out of step. */
  announce(): void {
    this.flush();
    this.#document?.announce();
  }

  /** Puts the cursor into the text, as soon as there is one, and again if the page moves the element. */
  override focus(): void {
    this.#wantsFocus = true;
    void this.updateComplete.then(() => this.#view?.focus());
  }

  /** The text as it is on the screen. */
  get text(): string {
    return this.#view?.state.doc.toString() ?? '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#flushNow);
    document.addEventListener('visibilitychange', this.#flushNow);
    // Before a click reaches a button outside, the server has what was typed: the events arrive in this order.
    document.addEventListener('pointerdown', this.#pressed, true);
    this.addEventListener('focusout', this.#left);
    // Vaadin's router may attach a page once more right after its first focus, which moves the element and takes the focus.
    if (this.#wantsFocus) {
      this.focus();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.flush();
    window.removeEventListener('pagehide', this.#flushNow);
    document.removeEventListener('visibilitychange', this.#flushNow);
    document.removeEventListener('pointerdown', this.#pressed, true);
    this.removeEventListener('focusout', this.#left);
  }

  protected override firstUpdated(): void {
    this.#view = new EditorView({
      parent: this.renderRoot.querySelector('.editor')!,
      root: this.renderRoot as ShadowRoot,
      dispatchTransactions: (transactions, view) => this.#dispatch(transactions, view),
    });
    if (this.#toOpen !== null) {
      this.#open(this.#toOpen);
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('readonly') && this.#view !== null) {
      this.#view.dispatch({
        effects: this.#compartments.readOnly.reconfigure(readOnlyExtension(this.readonly)),
      });
    }
  }

  protected override render(): TemplateResult {
    return html`
      <span id=${KEY_HINT} hidden>
        Control Enter runs the program, Escape stops it. Tab indents; press Escape, then Tab, to leave the editor.
      </span>
      <div class="editor"></div>
    `;
  }

  readonly #flushNow = (): void => this.flush();

  readonly #pressed = (event: Event): void => {
    this.flush();
    this.#wantsFocus = event.composedPath().includes(this);
  };

  /** Nothing takes the focus over where the element is only moved. */
  readonly #left = (event: FocusEvent): void => {
    this.flush();
    if (event.relatedTarget !== null) {
      this.#wantsFocus = false;
    }
  };

  #open(wanted: DocumentToOpen): void {
    const view = this.#view!;
    this.flush();
    const draft = this.#drafts.load(wanted.key);
    this.#document = new OpenDocument(
      wanted.key,
      wanted.template,
      this,
      this.#drafts,
      () => view.state,
      draft !== null,
    );
    view.setState(this.#stateOf(wanted, draft));
    view.dispatch({ scrollIntoView: true });
    this.#document.announce();
    this.#tellCursor();
    void this.#showLanguage(wanted);
  }

  #stateOf(wanted: DocumentToOpen, draft: Draft | null): EditorState {
    const text = draft?.text ?? wanted.template;
    const start = EditorState.create({ doc: text });
    const length = start.doc.length;
    return EditorState.create({
      doc: start.doc,
      selection: {
        anchor: Math.min(draft?.anchor ?? length, length),
        head: Math.min(draft?.head ?? length, length),
      },
      extensions: editorExtensions({
        language: wanted.language,
        label: this.label,
        describedBy: KEY_HINT,
        readOnly: this.readonly,
        compartments: this.#compartments,
        commands: {
          run: () => {
            this.flush();
            fire(this, 'kiln-run', null);
          },
          stop: () => fire(this, 'kiln-stop', null),
        },
      }),
    });
  }

  async #showLanguage(wanted: DocumentToOpen): Promise<void> {
    const language = await loadLanguage(wanted.language);
    if (this.#toOpen === wanted) {
      this.#view?.dispatch({ effects: this.#compartments.language.reconfigure(language) });
    }
  }

  #dispatch(transactions: readonly Transaction[], view: EditorView): void {
    view.update(transactions);
    for (const transaction of transactions) {
      if (transaction.docChanged) {
        this.#document?.changed(transaction);
      }
    }
    if (transactions.some((transaction) => transaction.docChanged || transaction.selection !== undefined)) {
      this.#tellCursor();
    }
  }

  #tellCursor(): void {
    const { doc, selection } = this.#view!.state;
    const line = doc.lineAt(selection.main.head);
    fire(this, 'kiln-cursor', {
      line: line.number,
      column: selection.main.head - line.from + 1,
      selected: selection.ranges.reduce((sum, range) => sum + range.to - range.from, 0),
    });
  }
}

customElements.define('kiln-code-editor', KilnCodeEditor);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-code-editor': KilnCodeEditor;
  }
}
