// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { shownText } from './clipboard';
import { MOST_COLOURED_PARTS, OutputSegments } from './output-segments';

const ESC = '\u001b';

describe('OutputSegments', () => {
  let container: HTMLElement;
  let segments: OutputSegments;

  beforeEach(() => {
    container = document.createElement('div');
    segments = new OutputSegments(container);
  });

  it('shows markup as the text that it is', () => {
    segments.append('stdout', '<img src=x onerror="alert(1)"><script>alert(2)</script>\n');

    expect(container.querySelector('img, script')).toBeNull();
    expect(shownText(container)).toBe('<img src=x onerror="alert(1)"><script>alert(2)</script>\n');
  });

  it('names the streams that are not the normal one', () => {
    segments.append('compiler', 'warning\n');
    segments.append('stdout', 'out\n');
    segments.append('stderr', 'err\n');

    expect([...container.querySelectorAll('.label')].map((label) => label.textContent)).toEqual(['compiler', 'stderr']);
  });

  it('goes on in the same segment for the same stream', () => {
    segments.append('stdout', 'a');
    segments.append('stdout', 'b\nc');

    expect(container.querySelectorAll('.segment')).toHaveLength(1);
    expect(shownText(container)).toBe('ab\nc');
  });

  it('keeps an unfinished line when another stream comes between', () => {
    segments.append('stdout', 'prompt> ');
    segments.append('stderr', 'oops\n');
    segments.append('stdout', 'next');

    expect(shownText(container)).toBe('prompt> \noops\nnext');
  });

  it('colours by token or by number, never by text of the program', () => {
    segments.append('stdout', `${ESC}[31mred${ESC}[38;2;1;2;3mown${ESC}[38;2;1;2;url(x)m bad\n`);

    const styles = [...container.querySelectorAll<HTMLElement>('.block span')].map((span) => span.style.color);
    expect(styles).toEqual(['var(--kiln-ansi-1)', 'rgb(1, 2, 3)']);
  });

  it('stops colouring, not showing, when a program colours everything', () => {
    const parts = MOST_COLOURED_PARTS + 500;
    segments.append('stdout', Array.from({ length: parts }, (_, index) => `${ESC}[3${index % 8}mx`).join('\n') + '\n');

    expect(container.querySelectorAll('.block span').length).toBeLessThanOrEqual(MOST_COLOURED_PARTS);
    expect(shownText(container).replaceAll('\n', '')).toHaveLength(parts);
  });

  it('divides ten megabytes into blocks that the browser can skip', () => {
    const line = `${'0123456789'.repeat(8)}\n`;
    const lines = Math.ceil((10 * 1024 * 1024) / line.length);
    for (let written = 0; written < lines; written += 1000) {
      segments.append('stdout', line.repeat(Math.min(1000, lines - written)));
    }

    const blocks = [...container.querySelectorAll('.block')];
    expect(Math.max(...blocks.map((block) => block.textContent!.length))).toBeLessThan(40_000);
    expect(blocks.reduce((sum, block) => sum + block.textContent!.length, 0)).toBe(lines * line.length);
  });

  it('shows nothing after it was cleared, and begins plain', () => {
    segments.append('stdout', `${ESC}[31mred`);
    segments.clear();
    segments.append('stdout', 'plain\n');

    expect(container.querySelector('.block span')).toBeNull();
    expect(shownText(container)).toBe('plain\n');
  });
});
