import { beforeEach, describe, expect, it } from 'vitest';
import { DraftStore, type KeyValueStorage } from './draft-store';

class MapStorage implements KeyValueStorage {
  readonly entries = new Map<string, string>();
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

const refusing: KeyValueStorage = {
  getItem: () => {
    throw new Error('refused');
  },
  setItem: () => {
    throw new Error('quota exceeded');
  },
  removeItem: () => {
    throw new Error('refused');
  },
};

describe('DraftStore', () => {
  let storage: MapStorage;
  let drafts: DraftStore;

  beforeEach(() => {
    storage = new MapStorage();
    drafts = new DraftStore(storage);
  });

  it('gives back what was saved', () => {
    expect(drafts.save('ada/scratch/python', { text: 'print(1)', anchor: 3, head: 5 })).toBe('saved');

    expect(drafts.load('ada/scratch/python')).toEqual({ text: 'print(1)', anchor: 3, head: 5 });
  });

  it('keeps drafts of different keys apart', () => {
    drafts.save('ada/scratch/python', { text: 'a', anchor: 0, head: 0 });

    expect(drafts.load('bob/scratch/python')).toBeNull();
  });

  it('forgets what it is told to', () => {
    drafts.save('k', { text: 'a', anchor: 0, head: 0 });
    drafts.forget('k');

    expect(drafts.load('k')).toBeNull();
  });

  it.each([['no JSON'], ['null'], ['"text"'], ['{"text":3}'], ['{}']])('takes %s for no draft', (stored) => {
    drafts.save('k', { text: 'a', anchor: 0, head: 0 });
    const [key] = [...storage.entries.keys()];
    storage.setItem(key!, stored);

    expect(drafts.load('k')).toBeNull();
  });

  it('moves a selection that lies outside into the text', () => {
    drafts.save('k', { text: 'abc', anchor: -4, head: 99 });

    expect(drafts.load('k')).toEqual({ text: 'abc', anchor: 0, head: 3 });
  });

  it('says so when the browser refuses to store', () => {
    const refused = new DraftStore(refusing);

    expect(refused.save('k', { text: 'a', anchor: 0, head: 0 })).toBe('refused');
    expect(refused.load('k')).toBeNull();
    expect(() => refused.forget('k')).not.toThrow();
  });
});
