import type { KeyValueStorage, SaveOutcome } from './draft-store';

/** Keeps what a person has typed into the fields of a form, over a reload. An empty field needs no place. */
export class FieldStore {
  readonly #storage: KeyValueStorage;

  constructor(storage: KeyValueStorage) {
    this.#storage = storage;
  }

  /** What was kept of a field; empty where there is nothing. */
  load(key: string, field: string): string {
    try {
      return this.#storage.getItem(nameOf(key, field)) ?? '';
    } catch {
      // Browsers throw where a person has turned storage off; then nothing was kept.
      return '';
    }
  }

  /** Never throws: `refused` means that the text lives only in the page, which the person must be told. */
  save(key: string, field: string, text: string): SaveOutcome {
    try {
      if (text === '') {
        this.#storage.removeItem(nameOf(key, field));
      } else {
        this.#storage.setItem(nameOf(key, field), text);
      }
      return 'saved';
    } catch {
      return 'refused';
    }
  }
}

function nameOf(key: string, field: string): string {
  return `kiln.${field}.1.${key}`;
}
