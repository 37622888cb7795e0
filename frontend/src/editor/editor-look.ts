import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** All colours are tokens of the theme, so that light and dark need nothing here. */
const highlightStyle = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.controlKeyword, tags.operatorKeyword],
    color: 'var(--kiln-syntax-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], color: 'var(--kiln-syntax-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], color: 'var(--kiln-syntax-constant)' },
  { tag: [tags.comment, tags.docComment], color: 'var(--kiln-syntax-comment)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], color: 'var(--kiln-syntax-type)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName],
    color: 'var(--kiln-syntax-function)',
  },
  { tag: [tags.meta, tags.annotation, tags.processingInstruction], color: 'var(--kiln-syntax-meta)' },
  { tag: tags.invalid, color: 'var(--kiln-failed)' },
]);

const look = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--kiln-text)',
    backgroundColor: 'var(--kiln-background)',
    fontSize: 'var(--kiln-font-size-mono)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--kiln-font-mono)',
    fontVariantLigatures: 'none',
    lineHeight: '20px',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--kiln-accent)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--kiln-accent)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--kiln-background)',
    color: 'var(--kiln-text-secondary)',
    border: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '32px', padding: '0 4px 0 8px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--kiln-active-line)' },
  '.cm-activeLineGutter': { color: 'var(--kiln-text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--kiln-selection)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--kiln-match)' },
  '.cm-searchMatch': { backgroundColor: 'var(--kiln-match)', outline: '1px solid var(--kiln-waiting)' },
  '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: 'var(--kiln-selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--kiln-text-secondary)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    color: 'var(--kiln-failed)',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--kiln-surface)',
    borderColor: 'var(--kiln-border)',
    color: 'var(--kiln-text-secondary)',
  },
  '.cm-panels': { backgroundColor: 'var(--kiln-surface)', color: 'var(--kiln-text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--kiln-border)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--kiln-border)' },
  '.cm-panel.cm-search': { padding: '6px 24px 6px 8px', fontFamily: 'var(--kiln-font)' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-panel.cm-search [name=close]': { color: 'inherit', fontSize: '16px', right: '8px', top: '4px' },
  '.cm-textfield': {
    backgroundColor: 'var(--kiln-background)',
    border: '1px solid var(--kiln-border-strong)',
    borderRadius: 'var(--kiln-radius)',
    fontSize: '12px',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible': {
    outline: '2px solid var(--kiln-focus)',
    outlineOffset: '-1px',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--kiln-background)',
    border: '1px solid var(--kiln-border-strong)',
    borderRadius: 'var(--kiln-radius)',
    fontSize: '12px',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--kiln-background)',
    border: '1px solid var(--kiln-border-strong)',
    borderRadius: 'var(--kiln-radius)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', lineHeight: '18px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--kiln-selection)',
    color: 'var(--kiln-text)',
  },
});

export const editorLook: Extension = [look, syntaxHighlighting(highlightStyle)];
