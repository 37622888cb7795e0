import { describe, expect, it } from 'vitest';
import type { StyledText } from './ansi';
import { LONGEST_OPEN_LINE, OutputText } from './output-text';

const text = (parts: readonly StyledText[]): string => parts.map((part) => part.text).join('');

describe('OutputText', () => {
  it('closes a line at its line feed and keeps the next one open', () => {
    const change = new OutputText().append('one\ntw');

    expect(text(change.closed)).toBe('one\n');
    expect(text(change.open)).toBe('tw');
  });

  it('goes on with the open line', () => {
    const output = new OutputText();
    output.append('on');

    expect(text(output.append('e\n').closed)).toBe('one\n');
  });

  it('begins the line anew after a carriage return', () => {
    const change = new OutputText().append('10 %\r20 %\r100 %');

    expect(text(change.open)).toBe('100 %');
  });

  it('keeps a line that ends as on Windows, even when cut in the middle', () => {
    const output = new OutputText();
    output.append('one\r');

    expect(text(output.append('\ntwo').closed)).toBe('one\n');
  });

  it('takes back one character for a backspace, whole even if it has two code units', () => {
    expect(text(new OutputText().append('a😀\b.').open)).toBe('a.');
  });

  it('takes nothing back from an empty line', () => {
    expect(text(new OutputText().append('\b\bx').open)).toBe('x');
  });

  it('closes a line that is too long to draw again and again', () => {
    const change = new OutputText().append('x'.repeat(LONGEST_OPEN_LINE + 1));

    expect(text(change.closed)).toHaveLength(LONGEST_OPEN_LINE + 1);
    expect(change.open).toEqual([]);
  });

  it('gives what is still open when it is closed', () => {
    const output = new OutputText();
    output.append('last line');

    expect(text(output.close())).toBe('last line');
    expect(output.close()).toEqual([]);
  });
});
