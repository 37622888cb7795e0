import { css } from 'lit';

export const usageBarStyles = css`
  :host {
    display: block;
    min-width: 0;
    font-size: var(--kiln-font-size-small, 12px);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  .label {
    color: var(--kiln-text-secondary, #57606a);
  }
  .value {
    margin-bottom: 4px;
    overflow-wrap: anywhere;
  }
  .value i {
    color: var(--kiln-failed, #b91c2c);
    font-style: normal;
    font-weight: 600;
  }
  .track {
    height: 4px;
    border-radius: 2px;
    background: var(--kiln-track, #dfe2e6);
    overflow: hidden;
  }
  .fill {
    min-width: 2px;
    height: 100%;
    border-radius: 2px;
    background: var(--kiln-text-secondary, #57606a);
  }
  .near {
    background: var(--kiln-waiting, #8a5a00);
  }
  .reached {
    background: var(--kiln-failed, #b91c2c);
  }
  @media (forced-colors: active) {
    .track {
      border: 1px solid;
    }
    .fill {
      background: Highlight;
    }
  }
`;
