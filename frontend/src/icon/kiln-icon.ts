import { LitElement, nothing, svg, html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { iconStyles } from './kiln-icon.styles';
import { ICON_SHAPES, isIconName, type IconShape } from './icon-shapes';

/** One of Kiln's icons, in the colour and size of the text around it. It says nothing: a word stands beside it. */
export class KilnIcon extends LitElement {
  static override styles = iconStyles;
  static override properties: PropertyDeclarations = { name: { reflect: true } };

  declare name: string;

  constructor() {
    super();
    this.name = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!isIconName(this.name)) {
      return nothing;
    }
    const shape: IconShape = ICON_SHAPES[this.name];
    return html`<svg viewBox="0 0 16 16">
      ${svg`<path d=${shape.path} class=${shape.filled ? 'filled' : 'line'}></path>`}
    </svg>`;
  }
}

customElements.define('kiln-icon', KilnIcon);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-icon': KilnIcon;
  }
}
