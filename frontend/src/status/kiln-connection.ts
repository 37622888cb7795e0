import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../icon/kiln-icon';
import { connectionStyles } from './kiln-connection.styles';
import { watchConnection } from './connection-state';
import { announceSystemErrors } from './system-error';

/** Whether the page reaches the server. With `quiet` it is seen only when it does not. */
export class KilnConnection extends LitElement {
  static override styles = connectionStyles;
  static override properties: PropertyDeclarations = {
    quiet: { type: Boolean, reflect: true },
    connected: { state: true },
  };

  declare quiet: boolean;
  declare private connected: boolean;
  #stopWatching: (() => void) | null = null;
  #stopAnnouncing: (() => void) | null = null;

  constructor() {
    super();
    this.quiet = false;
    this.connected = true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopWatching = watchConnection((connected) => {
      this.connected = connected;
    });
    this.#stopAnnouncing = announceSystemErrors(document.body);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#stopAnnouncing?.();
    this.#stopAnnouncing = null;
  }

  protected override render(): TemplateResult {
    const word = this.connected ? 'Connected' : 'Not connected';
    return html`<span role="status" class=${this.connected ? 'connected' : 'lost'}
      >${
        this.connected && this.quiet
          ? nothing
          : html`<kiln-icon name=${this.connected ? 'connected' : 'disconnected'}></kiln-icon
              ><span class="word">${word}</span>`
      }</span
    >`;
  }
}

customElements.define('kiln-connection', KilnConnection);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-connection': KilnConnection;
  }
}
