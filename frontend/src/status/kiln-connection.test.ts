// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './kiln-connection';
import type { KilnConnection } from './kiln-connection';

describe('kiln-connection', () => {
  let connection: KilnConnection;
  let listener: (before: string, now: string) => void;

  beforeEach(async () => {
    vi.stubGlobal('Vaadin', {
      connectionState: {
        state: 'connected',
        addStateChangeListener: (added: typeof listener) => {
          listener = added;
        },
        removeStateChangeListener: () => undefined,
      },
    });
    connection = document.createElement('kiln-connection');
    connection.quiet = true;
    document.body.append(connection);
    await connection.updateComplete;
  });

  afterEach(() => {
    connection.remove();
    vi.unstubAllGlobals();
  });

  const status = (): HTMLElement => connection.shadowRoot!.querySelector<HTMLElement>('[role=status]')!;

  it('is silent while the server is reached', async () => {
    listener('connected', 'loading');
    await connection.updateComplete;

    expect(status().textContent).toBe('');
  });

  it.each(['reconnecting', 'connection-lost'])('says that the server is away when it is %s', async (state) => {
    listener('connected', state);
    await connection.updateComplete;

    expect(status().textContent).toBe('Not connected');
  });

  it('makes an alert of what Vaadin says over the page', async () => {
    const box = document.createElement('div');
    box.className = 'v-system-error';
    document.body.append(box);

    await vi.waitFor(() => expect(box.getAttribute('role')).toBe('alert'));
    box.remove();
  });
});
