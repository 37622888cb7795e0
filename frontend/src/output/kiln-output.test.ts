// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './kiln-output';
import type { KilnOutput } from './kiln-output';

describe('kiln-output', () => {
  let output: KilnOutput;

  beforeEach(async () => {
    output = document.createElement('kiln-output');
    output.hint = 'Run to see output.';
    document.body.append(output);
    await output.updateComplete;
  });

  afterEach(() => output.remove());

  const shown = (): string => output.shadowRoot!.querySelector('.text')!.textContent!;
  const button = (word: string): HTMLButtonElement =>
    [...output.shadowRoot!.querySelectorAll('button')].find((found) => found.textContent!.includes(word))!;

  it('says what will be there while there is nothing', () => {
    const hint = output.shadowRoot!.querySelector<HTMLElement>('.hint')!;

    expect(hint.textContent).toBe('Run to see output.');
    expect(hint.hidden).toBe(false);
    expect(button('Copy').disabled).toBe(true);
  });

  it('shows what is written, in order', async () => {
    output.write('stdout', 'one\n');
    output.write('stdout', 'two\n');

    await vi.waitFor(() => expect(shown()).toBe('one\ntwo\n'));
    expect(output.shadowRoot!.querySelector<HTMLElement>('.hint')!.hidden).toBe(true);
  });

  it('draws a large output in turns, so that the page stays alive', async () => {
    output.write('stdout', 'x'.repeat(79).concat('\n').repeat(5000));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const afterOneTurn = shown().length;

    await vi.waitFor(() => expect(shown()).toHaveLength(400_000));
    expect(afterOneTurn).toBeLessThan(400_000);
  });

  it('forgets on clearing also what was not drawn yet', async () => {
    output.write('stdout', 'old\n'.repeat(50_000));
    output.clear();
    output.write('stdout', 'new\n');

    await vi.waitFor(() => expect(shown()).toBe('new\n'));
  });

  it('says that it copied only when it did', async () => {
    output.write('stdout', 'text\n');
    await output.updateComplete;
    const written: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void written.push(text) } });

    await vi.waitFor(() => expect(shown()).toBe('text\n'));
    button('Copy').click();

    await vi.waitFor(() => expect(button('Copied')).toBeDefined());
    expect(written).toEqual(['text\n']);
    vi.unstubAllGlobals();
  });
});
