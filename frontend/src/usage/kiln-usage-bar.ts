import { LitElement, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatDuration, formatSize, formatUsed, usedShare } from '../shared/quantities';
import { usageBarStyles } from './kiln-usage-bar.styles';

/** From this share on the bar is marked: the next run may well hit the limit. */
const NEAR = 0.8;

/**
 * A thin bar: how much of a limit was used. `value` and `limit` are milliseconds (`quantity` = `duration`) or bytes
 * (`size`).
 */
export class KilnUsageBar extends LitElement {
  static override styles = usageBarStyles;
  static override properties: PropertyDeclarations = {
    label: {},
    quantity: {},
    value: { type: Number },
    limit: { type: Number },
  };

  declare label: string;
  declare quantity: 'duration' | 'size';
  declare value: number;
  declare limit: number;

  constructor() {
    super();
    this.label = '';
    this.quantity = 'duration';
    this.value = 0;
    this.limit = 0;
  }

  protected override render(): TemplateResult {
    const say = this.quantity === 'size' ? formatSize : formatDuration;
    const share = usedShare(this.value, this.limit);
    const words = formatUsed(say(this.value), say(this.limit));
    return html`
      <div class="label">${this.label}</div>
      <div class="value">${words}${share >= 1 ? html` <i>limit reached</i>` : ''}</div>
      <div
        class="track"
        role="meter"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(share * 100)}
        aria-valuetext=${words}
      >
        <div
          class=${share >= 1 ? 'fill reached' : share >= NEAR ? 'fill near' : 'fill'}
          .style=${`width: ${share * 100}%`}
        ></div>
      </div>
    `;
  }
}

customElements.define('kiln-usage-bar', KilnUsageBar);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-usage-bar': KilnUsageBar;
  }
}
