import { LitElement, css, html, type TemplateResult } from 'lit';
import { fire } from '../editor/editor-events';
import type { SaveOutcome } from '../shared/draft-store';
import { FieldStore } from '../shared/field-store';

type Field = HTMLElement & { value: string };

/**
 * Keeps what is typed into the fields in it: in this browser, for each document, at each key, so that a reload at any
 * moment loses nothing. A field is a child with an id and a value.
 */
export class KilnKeptFields extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  readonly #fields = new FieldStore(localStorage);
  #key = '';
  #outcome: SaveOutcome = 'saved';

  constructor() {
    super();
    this.addEventListener('input', (event) => this.#typed(event));
  }

  /** Shows what was kept for a document, and tells each field's listeners what is in it now. */
  open(key: string): void {
    this.#key = key;
    for (const child of this.children) {
      if (isField(child)) {
        child.value = this.#fields.load(key, child.id);
        // As typing does it, except that it does not come up to here.
        child.dispatchEvent(new Event('input'));
      }
    }
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #typed(event: Event): void {
    const field = [...this.children].find((child) => child.contains(event.target as Node));
    if (field !== undefined && isField(field) && this.#key !== '') {
      this.#tell(this.#fields.save(this.#key, field.id, field.value));
    }
  }

  #tell(outcome: SaveOutcome): void {
    if (outcome !== this.#outcome) {
      this.#outcome = outcome;
      fire(this, 'kiln-draft', { state: outcome });
    }
  }
}

function isField(element: Element): element is Field {
  return element.id !== '' && 'value' in element && typeof element.value === 'string';
}

customElements.define('kiln-kept-fields', KilnKeptFields);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-kept-fields': KilnKeptFields;
  }
}
