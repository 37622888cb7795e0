import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completeAnyWord,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { indentationOf } from './editor-languages';
import { editorLook } from './editor-look';

/** What the editor tells the page by keys. */
export type EditorCommands = Readonly<{ run: () => void; stop: () => void }>;

/** The parts that change while a document is open. */
export type EditorCompartments = Readonly<{ language: Compartment; readOnly: Compartment }>;

export function createCompartments(): EditorCompartments {
  return { language: new Compartment(), readOnly: new Compartment() };
}

export function readOnlyExtension(readOnly: boolean): Extension {
  return [EditorState.readOnly.of(readOnly)];
}

/** Everything that a document is edited with, except its language, which comes when it is loaded. */
export function editorExtensions(options: {
  language: string;
  label: string;
  describedBy: string;
  readOnly: boolean;
  compartments: EditorCompartments;
  commands: EditorCommands;
}): Extension {
  return [
    commandKeys(options.commands),
    editingExtensions,
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      indentWithTab,
    ]),
    indentUnit.of(indentationOf(options.language)),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      // As browsers have it; said for the tools that do not know that what can be edited can be focused.
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
      translate: 'no',
    }),
    options.compartments.language.of([]),
    options.compartments.readOnly.of(readOnlyExtension(options.readOnly)),
    editorLook,
  ];
}

const editingExtensions: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  foldGutter(),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  EditorState.tabSize.of(4),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion(),
  EditorState.languageData.of(() => [{ autocomplete: completeAnyWord }]),
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
];

/**
 * Running goes before the editor's own keys. Stopping comes after them, so that Escape first closes the search or the
 * completion; it reports the key as not handled, because the editor lets Tab leave after it.
 */
function commandKeys(commands: EditorCommands): Extension {
  const run = (): boolean => {
    commands.run();
    return true;
  };
  const stop = (): boolean => {
    commands.stop();
    return false;
  };
  return [
    Prec.highest(
      keymap.of([
        { key: 'Ctrl-Enter', run },
        { key: 'Mod-Enter', run },
      ]),
    ),
    Prec.lowest(keymap.of([{ key: 'Escape', run: stop }])),
  ];
}
