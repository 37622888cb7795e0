import type { Operation } from '../shared/document-log';

/** The whole text of the open document, and the version that it is. */
export type DocumentOpened = Readonly<{ key: string; version: number; text: string }>;

/** What was changed since the last event, in consecutive versions. */
export type DocumentChanged = Readonly<{ key: string; operations: readonly Operation[] }>;

/** Where the text is kept: `template` means that there is nothing of the person's own yet. */
export type DraftState = 'template' | 'unsaved' | 'saved' | 'refused';

export type CursorMoved = Readonly<{ line: number; column: number; selected: number }>;

export interface EditorEventMap {
  'kiln-document': CustomEvent<DocumentOpened>;
  'kiln-operations': CustomEvent<DocumentChanged>;
  'kiln-draft': CustomEvent<Readonly<{ state: DraftState }>>;
  'kiln-cursor': CustomEvent<CursorMoved>;
  'kiln-run': CustomEvent<null>;
  'kiln-stop': CustomEvent<null>;
}

/** Fires an event that leaves shadow roots, because the page and its status bar listen outside. */
export function fire<Name extends keyof EditorEventMap>(
  target: EventTarget,
  name: Name,
  detail: EditorEventMap[Name]['detail'],
): void {
  target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
