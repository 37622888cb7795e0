// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KilnOutput } from './kiln-output';

/** jsdom lays nothing out: the test says when the text has grown. */
const grown: (() => void)[] = [];

vi.stubGlobal(
  'ResizeObserver',
  class {
    constructor(callback: () => void) {
      grown.push(callback);
    }
    observe(): void {}
  },
);
await import('./kiln-output');

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

  describe('with more than fits', () => {
    let scroller: HTMLElement;

    beforeEach(() => {
      scroller = output.shadowRoot!.querySelector<HTMLElement>('.scroller')!;
      Object.defineProperty(scroller, 'clientHeight', { value: 100 });
      show(1000);
    });

    function show(height: number): void {
      Object.defineProperty(scroller, 'scrollHeight', { value: height, configurable: true });
      grown.forEach((tell) => tell());
    }

    function scrollTo(top: number): void {
      scroller.scrollTop = top;
      scroller.dispatchEvent(new Event('scroll'));
    }

    it('follows the end, also when it is scrolled while text grows', () => {
      scrollTo(900);
      Object.defineProperty(scroller, 'scrollHeight', { value: 5000, configurable: true });
      scroller.dispatchEvent(new Event('scroll'));
      show(5000);

      expect(scroller.scrollTop).toBe(5000);
    });

    it('stays where a person has scrolled to, and goes back to the end on request', async () => {
      scroller.dispatchEvent(new Event('wheel'));
      scrollTo(300);
      show(2000);
      expect(scroller.scrollTop).toBe(300);

      await output.updateComplete;
      button('Newest').click();
      expect(scroller.scrollTop).toBe(2000);
    });
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
  });
});
