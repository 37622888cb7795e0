import type { EditorState, Transaction } from '@codemirror/state';
import { DocumentLog, type TextChange } from '../shared/document-log';
import type { DraftStore } from '../shared/draft-store';
import { fire, type DraftState } from './editor-events';

/** How long changes are gathered before they are told and kept, in milliseconds. */
const GATHERING = 200;

/**
 * The document in the editor, seen from outside: it tells changes as operations and keeps the draft. Both happen after a
 * pause in typing, or at once when somebody is about to use the text.
 */
export class OpenDocument {
  readonly #log = new DocumentLog();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #draftState: DraftState;

  constructor(
    readonly key: string,
    readonly template: string,
    private readonly target: EventTarget,
    private readonly drafts: DraftStore,
    private readonly currentState: () => EditorState,
    draftFound: boolean,
  ) {
    this.#draftState = draftFound ? 'saved' : 'template';
  }

  /** Tells the text that the operations to come are counted from. */
  announce(): void {
    fire(this.target, 'kiln-document', {
      key: this.key,
      version: this.#log.version,
      text: this.currentState().doc.toString(),
    });
    fire(this.target, 'kiln-draft', { state: this.#draftState });
  }

  /** Takes note of an edit. */
  changed(transaction: Transaction): void {
    const changes: TextChange[] = [];
    transaction.changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
      changes.push({ from, to, insert: inserted.toString() });
    });
    this.#log.record(changes);
    this.#setDraftState('unsaved');
    this.#schedule();
  }

  /** Tells and keeps what is pending now. */
  flush(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    const operations = this.#log.take();
    if (operations.length > 0) {
      fire(this.target, 'kiln-operations', { key: this.key, operations });
      this.#keep();
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, GATHERING);
  }

  #keep(): void {
    const state = this.currentState();
    const text = state.doc.toString();
    if (text === this.template) {
      this.drafts.forget(this.key);
      this.#setDraftState('template');
      return;
    }
    const { anchor, head } = state.selection.main;
    this.#setDraftState(this.drafts.save(this.key, { text, anchor, head }));
  }

  #setDraftState(state: DraftState): void {
    if (state !== this.#draftState) {
      this.#draftState = state;
      fire(this.target, 'kiln-draft', { state });
    }
  }
}
