import { EditorState } from '@codemirror/state';
import { ensureSyntaxTree } from '@codemirror/language';
import { describe, expect, it } from 'vitest';
import { HIGHLIGHTED_LANGUAGES, indentationOf, loadLanguage } from './editor-languages';

describe('the languages of the editor', () => {
  it('are those that Kiln brings', () => {
    expect([...HIGHLIGHTED_LANGUAGES].sort()).toEqual(
      'bash c cpp go java javascript php python ruby rust typescript'.split(' '),
    );
  });

  it.each([...HIGHLIGHTED_LANGUAGES, 'c++'])('highlights and comments %s', async (language) => {
    const state = EditorState.create({ doc: 'x = "text" // 1\n', extensions: await loadLanguage(language) });

    const tree = ensureSyntaxTree(state, state.doc.length, 2000)!;
    const [comment] = state.languageDataAt<{ line?: string }>('commentTokens', 0);
    expect(tree.length).toBe(state.doc.length);
    expect(tree.topNode.firstChild).not.toBeNull();
    expect(comment?.line).toMatch(/^(#|\/\/)$/);
  });

  it.each(['brainfuck', 'constructor', '__proto__', ''])('edits %j as plain text', async (language) => {
    expect(await loadLanguage(language)).toEqual([]);
    expect(indentationOf(language)).toBe('    ');
  });
});
