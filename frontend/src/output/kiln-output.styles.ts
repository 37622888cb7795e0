import { css } from 'lit';

export const outputStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--kiln-background, #fff);
    color: var(--kiln-text, #1b1f24);
  }
  :host([hidden]) {
    display: none;
  }
  .bar {
    display: flex;
    justify-content: flex-end;
    gap: 4px;
    padding: 4px 8px;
    border-bottom: 1px solid var(--kiln-border, #dfe2e6);
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--kiln-radius, 4px);
    background: none;
    color: var(--kiln-text-secondary, #57606a);
    font: inherit;
    font-size: var(--kiln-font-size-small, 12px);
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--kiln-surface, #f6f7f8);
    color: var(--kiln-text, #1b1f24);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  button:focus-visible,
  .scroller:focus-visible {
    outline: 2px solid var(--kiln-focus, #0a5fc2);
    outline-offset: -2px;
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 8px 0;
    font-family: var(--kiln-font-mono, monospace);
    font-size: var(--kiln-font-size-mono, 13px);
    font-variant-ligatures: none;
    line-height: 18px;
    overflow-anchor: none;
  }
  .hint {
    margin: 0;
    padding: 0 12px;
    color: var(--kiln-text-secondary, #57606a);
    font-family: var(--kiln-font, sans-serif);
  }
  .segment {
    padding: 0 12px;
    border-inline-start: 3px solid transparent;
  }
  .block {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 8;
    /* Each line reads in its own direction, and all begin where the eye looks for them. */
    unicode-bidi: plaintext;
    text-align: left;
  }
  .block.full {
    content-visibility: auto;
  }
  .label {
    margin: 4px 0 2px;
    color: var(--kiln-text-secondary, #57606a);
    font-family: var(--kiln-font, sans-serif);
    font-size: 11px;
    font-weight: 600;
    line-height: 16px;
    user-select: none;
  }
  .stderr {
    border-inline-start-color: var(--kiln-failed, #b91c2c);
    background: var(--kiln-failed-surface, #fdf3f3);
  }
  .stderr .label {
    color: var(--kiln-failed, #b91c2c);
  }
  .compiler {
    border-inline-start-color: var(--kiln-waiting, #8a5a00);
    background: var(--kiln-waiting-surface, #fcf7ea);
  }
  .compiler .label {
    color: var(--kiln-waiting, #8a5a00);
  }
  .note {
    color: var(--kiln-text-secondary, #57606a);
    font-family: var(--kiln-font, sans-serif);
    font-style: italic;
  }
  .bold {
    font-weight: 700;
  }
  .dim {
    opacity: 0.75;
  }
  .italic {
    font-style: italic;
  }
  .underline {
    text-decoration: underline;
  }
  .strike {
    text-decoration: line-through;
  }
  .underline.strike {
    text-decoration: underline line-through;
  }
  .end {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 16px;
    border-color: var(--kiln-border, #dfe2e6);
    background: var(--kiln-background, #fff);
    color: var(--kiln-text, #1b1f24);
  }
`;
