import { css } from 'lit';

export const codeEditorStyles = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
    background: var(--kiln-background, #fff);
  }
  :host([hidden]) {
    display: none;
  }
  .editor {
    height: 100%;
  }
  :host(:focus-within) .editor {
    box-shadow: inset 2px 0 0 var(--kiln-focus, #0a5fc2);
  }
`;
