import { describe, expect, it } from 'vitest';
import type { KeyValueStorage } from './draft-store';
import { FieldStore } from './field-store';

function storageOf(entries: Map<string, string>): KeyValueStorage {
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

describe('FieldStore', () => {
  it('gives back what was typed into each field of each document', () => {
    const fields = new FieldStore(storageOf(new Map()));
    fields.save('ada/scratch/python', 'stdin', 'wet clay\n');

    expect(fields.load('ada/scratch/python', 'stdin')).toBe('wet clay\n');
    expect(fields.load('ada/scratch/python', 'arguments')).toBe('');
    expect(fields.load('bob/scratch/python', 'stdin')).toBe('');
  });

  it('keeps nothing of a field that was emptied', () => {
    const entries = new Map<string, string>();
    const fields = new FieldStore(storageOf(entries));
    fields.save('k', 'stdin', 'typed');
    fields.save('k', 'stdin', '');

    expect(entries).toHaveLength(0);
  });

  it('says so when the browser refuses to store', () => {
    const refuse = (): never => {
      throw new Error('refused');
    };
    const fields = new FieldStore({ getItem: refuse, setItem: refuse, removeItem: refuse });

    expect(fields.save('k', 'stdin', 'typed')).toBe('refused');
    expect(fields.load('k', 'stdin')).toBe('');
  });
});
