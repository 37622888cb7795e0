// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftState, EditorEventMap } from '../editor/editor-events';
import './kiln-kept-fields';
import type { KilnKeptFields } from './kiln-kept-fields';

describe('kiln-kept-fields', () => {
  let fields: KilnKeptFields;
  let stdin: HTMLTextAreaElement;
  let told: DraftState[];

  beforeEach(() => {
    localStorage.clear();
    show();
  });

  afterEach(() => fields.remove());

  function show(): void {
    fields = document.createElement('kiln-kept-fields');
    const parts = document.createElement('label');
    parts.textContent = 'Standard input';
    stdin = document.createElement('textarea');
    stdin.id = 'stdin';
    fields.append(parts, stdin);
    told = [];
    fields.addEventListener('kiln-draft', (event) => {
      told.push((event as EditorEventMap['kiln-draft']).detail.state);
    });
    document.body.append(fields);
    fields.open('ada/scratch/python');
  }

  function type(text: string): void {
    stdin.value = text;
    stdin.dispatchEvent(new Event('input', { bubbles: true }));
  }

  it('has what was typed right before a reload', () => {
    type('wet clay');
    fields.remove();
    show();

    expect(stdin.value).toBe('wet clay');
  });

  it('tells the listeners of a field what it shows again', () => {
    type('wet clay');
    const heard: string[] = [];
    stdin.addEventListener('input', () => heard.push(stdin.value));

    fields.open('ada/scratch/ruby');
    fields.open('ada/scratch/python');

    expect(heard).toEqual(['', 'wet clay']);
  });

  it('keeps a text for each document', () => {
    type('for python');
    fields.open('ada/scratch/ruby');
    type('for ruby');
    fields.open('ada/scratch/python');

    expect(stdin.value).toBe('for python');
  });

  it('says so when the browser keeps nothing, and when it does again', () => {
    const refuse = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('quota exceeded');
    });
    type('a');
    type('ab');
    refuse.mockRestore();
    type('abc');

    expect(told).toEqual(['refused', 'saved']);
  });
});
