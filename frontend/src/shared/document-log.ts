/**
 * The changes of one document, as operations with consecutive versions. Whoever holds the text of version n and applies
 * operation n + 1 holds the text of version n + 1; whoever misses one knows it by the number. The text as a whole
 * travels only when a document is opened.
 *
 * Positions are UTF-16 code units, as in JavaScript and Java strings, and refer to the text before the operation.
 */

export type TextChange = Readonly<{ from: number; to: number; insert: string }>;

export type Operation = Readonly<{ version: number; changes: readonly TextChange[] }>;

export class DocumentLog {
  #version = 0;
  #pending: Operation[] = [];

  /** The version of the text that the editor shows. */
  get version(): number {
    return this.#version;
  }

  /** Records one edit: its changes in ascending order, not overlapping. */
  record(changes: readonly TextChange[]): void {
    this.#version++;
    this.#pending.push({ version: this.#version, changes });
  }

  /** Hands over what was recorded since the last call. */
  take(): readonly Operation[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }
}

/** The text after the operation. Throws a RangeError where the operation was not made for this text. */
export function applyOperation(text: string, operation: Operation): string {
  let result = '';
  let kept = 0;
  for (const change of operation.changes) {
    if (change.from < kept || change.to < change.from || change.to > text.length) {
      throw new RangeError(`The change ${change.from}-${change.to} does not fit a text of ${text.length} characters.`);
    }
    result += text.slice(kept, change.from) + change.insert;
    kept = change.to;
  }
  return result + text.slice(kept);
}
