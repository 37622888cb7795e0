/** What a person has typed and no server keeps yet. */
export type Draft = Readonly<{
  text: string;
  /** Where the main selection is, in UTF-16 code units. */
  anchor: number;
  head: number;
}>;

/** The part of the browser's storage that drafts need; `setItem` may throw where the storage is full or refused. */
export type KeyValueStorage = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

export type SaveOutcome = 'saved' | 'refused';

const PREFIX = 'kiln.draft.1.';

/** Keeps drafts over a reload. What it finds in the storage may be anything: it takes only what it can have written. */
export class DraftStore {
  readonly #storage: KeyValueStorage;

  constructor(storage: KeyValueStorage) {
    this.#storage = storage;
  }

  load(key: string): Draft | null {
    const stored = this.#read(key);
    return stored === null ? null : readDraft(stored);
  }

  /** Never throws: `refused` means that the text lives only in the page, which the person must be told. */
  save(key: string, draft: Draft): SaveOutcome {
    try {
      this.#storage.setItem(PREFIX + key, JSON.stringify(draft));
      return 'saved';
    } catch {
      return 'refused';
    }
  }

  /** Forgets a draft, because a server keeps the text or the person went back to the template. */
  forget(key: string): void {
    try {
      this.#storage.removeItem(PREFIX + key);
    } catch {
      // A storage that is refused holds nothing that could be forgotten.
    }
  }

  #read(key: string): string | null {
    try {
      return this.#storage.getItem(PREFIX + key);
    } catch {
      // Browsers throw where a person has turned storage off; then there is no draft.
      return null;
    }
  }
}

function readDraft(stored: string): Draft | null {
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') {
    return null;
  }
  const { text } = value;
  return {
    text,
    anchor: position('anchor' in value ? value.anchor : 0, text.length),
    head: position('head' in value ? value.head : 0, text.length),
  };
}

function position(value: unknown, length: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.min(Math.max(0, value), length) : 0;
}
