import { css } from 'lit';

export const connectionStyles = css`
  :host {
    display: inline-flex;
    white-space: nowrap;
  }
  :host([hidden]) {
    display: none;
  }
  span[role='status'] {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .lost {
    color: var(--kiln-failed, #b91c2c);
    font-weight: 600;
  }
`;
