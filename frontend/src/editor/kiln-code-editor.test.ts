// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EditorView } from '@codemirror/view';
import { applyOperation } from '../shared/document-log';
import type { EditorEventMap } from './editor-events';
import './kiln-code-editor';
import type { KilnCodeEditor } from './kiln-code-editor';

const TEMPLATE = 'print("hello")\n';

describe('kiln-code-editor', () => {
  let editor: KilnCodeEditor;
  let copy: { text: string; version: number };
  let heard: string[];

  beforeAll(() => {
    // jsdom lays nothing out and knows no editing commands; the editor asks for both.
    document.execCommand = () => false;
    Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
    Range.prototype.getBoundingClientRect = () => new DOMRect();
  });

  beforeEach(async () => {
    localStorage.clear();
    await show();
  });

  afterEach(() => editor.remove());

  function wrapped(element: HTMLElement): HTMLElement {
    const parent = document.createElement('div');
    parent.append(element);
    return parent;
  }

  async function show(): Promise<void> {
    editor = document.createElement('kiln-code-editor');
    copy = { text: '', version: -1 };
    heard = [];
    listen('kiln-document', ({ detail }) => {
      copy = { text: detail.text, version: detail.version };
    });
    listen('kiln-operations', ({ detail }) => {
      heard.push('operations');
      for (const operation of detail.operations) {
        expect(operation.version).toBe(copy.version + 1);
        copy = { text: applyOperation(copy.text, operation), version: operation.version };
      }
    });
    listen('kiln-draft', ({ detail }) => heard.push(detail.state));
    listen('kiln-run', () => heard.push('run'));
    listen('kiln-stop', () => heard.push('stop'));
    document.body.append(editor);
    await editor.updateComplete;
    editor.openDocument('ada/scratch/python', 'python', TEMPLATE);
  }

  function listen<Name extends keyof EditorEventMap>(name: Name, hear: (event: EditorEventMap[Name]) => void): void {
    editor.addEventListener(name, hear as unknown as EventListener);
  }

  const content = (): HTMLElement => editor.shadowRoot!.querySelector<HTMLElement>('.cm-content')!;
  const view = (): EditorView => EditorView.findFromDOM(content())!;
  const type = (insert: string): void => view().dispatch({ changes: { from: view().state.doc.length, insert } });
  const press = (key: string, modifiers: KeyboardEventInit = {}): void => {
    content().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }));
  };

  it('shows the template where there is no draft', () => {
    expect(editor.text).toBe(TEMPLATE);
    expect(copy).toEqual({ text: TEMPLATE, version: 0 });
    expect(heard).toEqual(['template']);
  });

  it('tells what was typed as operations from which a copy of the text is kept', () => {
    type('a');
    type('b');
    view().dispatch({
      changes: [
        { from: 0, insert: '# ' },
        { from: 6, to: 7, insert: "'" },
      ],
    });
    editor.flush();

    expect(copy).toEqual({ text: editor.text, version: 3 });
  });

  it('gathers keystrokes and tells them by itself', async () => {
    type('a');
    type('b');

    await vi.waitFor(() => expect(copy.version).toBe(2));
    expect(heard.filter((event) => event === 'operations')).toHaveLength(1);
  });

  it('tells what was typed before it asks to run', () => {
    type('# typed');
    press('Enter', { ctrlKey: true });

    expect(heard).toEqual(['template', 'unsaved', 'operations', 'saved', 'run']);
    expect(copy.text).toBe(`${TEMPLATE}# typed`);
    expect(editor.text).toBe(copy.text);
  });

  it('tells what was typed before a button elsewhere is clicked', () => {
    type('# typed');
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));

    expect(copy.text).toBe(`${TEMPLATE}# typed`);
  });

  it('asks to stop at Escape', () => {
    press('Escape');

    expect(heard).toContain('stop');
  });

  it('takes the focus also before it is drawn', async () => {
    const early = document.createElement('kiln-code-editor');
    document.body.append(early);
    early.focus();

    await vi.waitFor(() => expect(document.activeElement).toBe(early));
    early.remove();
  });

  it('keeps the focus when the page moves it', async () => {
    editor.focus();
    await vi.waitFor(() => expect(document.activeElement).toBe(editor));

    document.body.append(wrapped(editor));

    await vi.waitFor(() => expect(document.activeElement).toBe(editor));
    editor.parentElement!.remove();
  });

  it('does not take the focus back from where a person went', async () => {
    const elsewhere = document.createElement('button');
    document.body.append(elsewhere);
    editor.focus();
    await vi.waitFor(() => expect(document.activeElement).toBe(editor));
    elsewhere.focus();

    document.body.append(wrapped(editor));

    await editor.updateComplete;
    expect(document.activeElement).toBe(elsewhere);
    editor.parentElement!.remove();
    elsewhere.remove();
  });

  it('tells screen readers how to leave', () => {
    const hint = editor.shadowRoot!.getElementById(content().getAttribute('aria-describedby')!)!;

    expect(hint.textContent).toContain('press Escape, then Tab, to leave');
    expect(content().getAttribute('aria-label')).toBe('Code');
  });

  it('keeps the text over a reload', async () => {
    type('# mine');
    window.dispatchEvent(new Event('pagehide'));
    editor.remove();
    await show();

    expect(editor.text).toBe(`${TEMPLATE}# mine`);
    expect(copy.text).toBe(editor.text);
    expect(heard).toEqual(['saved']);
  });

  it('keeps a text for each document', () => {
    type('# python');
    editor.openDocument('ada/scratch/ruby', 'ruby', 'puts 1\n');
    type('# ruby');
    editor.openDocument('ada/scratch/python', 'python', TEMPLATE);

    expect(editor.text).toBe(`${TEMPLATE}# python`);
  });

  it('says so when the browser keeps nothing', () => {
    const refuse = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('quota exceeded');
    });
    type('x');
    editor.flush();
    refuse.mockRestore();

    expect(heard).toContain('refused');
  });

  it('goes back to the template as an edit, and forgets the draft', () => {
    type('# mine');
    editor.resetToTemplate();

    expect(editor.text).toBe(TEMPLATE);
    expect(copy.text).toBe(TEMPLATE);
    expect(localStorage).toHaveLength(0);
  });

  it('tells the whole text with its version when asked again', () => {
    type('a');
    editor.flush();
    copy = { text: '', version: -1 };
    editor.announce();

    expect(copy).toEqual({ text: `${TEMPLATE}a`, version: 1 });
  });

  it('cannot be typed into when it is read-only', async () => {
    editor.readonly = true;
    await editor.updateComplete;

    expect(view().state.readOnly).toBe(true);
  });
});
