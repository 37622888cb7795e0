// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import './kiln-usage-bar';
import type { KilnUsageBar } from './kiln-usage-bar';

async function bar(properties: Partial<KilnUsageBar>): Promise<ShadowRoot> {
  const element = Object.assign(document.createElement('kiln-usage-bar'), properties);
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot!;
}

describe('kiln-usage-bar', () => {
  afterEach(() => document.body.replaceChildren());

  it('says to everyone how much of the limit was used', async () => {
    const root = await bar({ label: 'CPU time', quantity: 'duration', value: 1200, limit: 5000 });

    const meter = root.querySelector('[role=meter]')!;
    expect(meter.getAttribute('aria-label')).toBe('CPU time');
    expect(meter.getAttribute('aria-valuenow')).toBe('24');
    expect(meter.getAttribute('aria-valuetext')).toBe('1.2 of 5 s');
  });

  it('says in words that the limit was reached', async () => {
    const root = await bar({ label: 'Memory', quantity: 'size', value: 268_435_456, limit: 268_435_456 });

    expect(root.textContent).toContain('limit reached');
    expect(root.querySelector('.fill.reached')).not.toBeNull();
  });

  it('draws the share that was used', async () => {
    const root = await bar({ label: 'CPU time', value: 2500, limit: 5000 });

    expect(root.querySelector<HTMLElement>('.fill')!.style.width).toBe('50%');
  });
});
