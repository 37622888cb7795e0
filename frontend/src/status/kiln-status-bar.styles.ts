import { css } from 'lit';

export const statusBarStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 16px;
    min-width: 0;
    height: 24px;
    padding: 0 12px;
    overflow: hidden;
    border-top: 1px solid var(--kiln-border, #dfe2e6);
    background: var(--kiln-surface, #f6f7f8);
    color: var(--kiln-text-secondary, #57606a);
    font-size: var(--kiln-font-size-small, 12px);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  :host([hidden]) {
    display: none;
  }
  .space {
    flex: 1;
  }
  .language {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .draft {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .refused {
    color: var(--kiln-failed, #b91c2c);
    font-weight: 600;
  }
  @media (max-width: 640px) {
    :host {
      gap: 12px;
    }
    .isolation,
    .selected {
      display: none;
    }
  }
`;
