import { describe, expect, it } from 'vitest';
import { AnsiParser, LONGEST_SEQUENCE, PLAIN } from './ansi';

const ESC = '\u001b';
const BEL = '\u0007';

function shown(...pieces: string[]): string {
  const parser = new AnsiParser();
  return pieces
    .map((piece) =>
      parser
        .parse(piece)
        .map((part) => part.text)
        .join(''),
    )
    .join('');
}

describe('AnsiParser', () => {
  it('passes text through as it is', () => {
    expect(new AnsiParser().parse('a <b> & "c"\n')).toEqual([{ text: 'a <b> & "c"\n', style: PLAIN }]);
  });

  it('colours text until the colour is taken back', () => {
    const parts = new AnsiParser().parse(`${ESC}[1;31mred${ESC}[0m plain`);

    expect(parts).toEqual([
      { text: 'red', style: { ...PLAIN, bold: true, foreground: { kind: 'palette', index: 1 } } },
      { text: ' plain', style: PLAIN },
    ]);
  });

  it('keeps a style from one piece to the next', () => {
    const parser = new AnsiParser();
    parser.parse(`${ESC}[4m`);

    expect(parser.parse('still')).toEqual([{ text: 'still', style: { ...PLAIN, underline: true } }]);
  });

  it('understands a sequence that is cut anywhere', () => {
    const whole = `a${ESC}[38;5;196mb${ESC}]0;title${ESC}\\c`;

    for (let cut = 0; cut <= whole.length; cut++) {
      expect(shown(whole.slice(0, cut), whole.slice(cut))).toBe('abc');
    }
  });

  it('reads bright, 256 and true colours', () => {
    const style = (sequence: string) => new AnsiParser().parse(`${ESC}[${sequence}mx`)[0]!.style;

    expect(style('92').foreground).toEqual({ kind: 'palette', index: 10 });
    expect(style('38;5;9').foreground).toEqual({ kind: 'palette', index: 9 });
    expect(style('38;5;196').foreground).toEqual({ kind: 'rgb', red: 255, green: 0, blue: 0 });
    expect(style('48;5;244').background).toEqual({ kind: 'rgb', red: 128, green: 128, blue: 128 });
    expect(style('38;2;1;2;3').foreground).toEqual({ kind: 'rgb', red: 1, green: 2, blue: 3 });
  });

  it('ignores colours that do not exist', () => {
    const style = (sequence: string) => new AnsiParser().parse(`${ESC}[${sequence}mx`)[0]!.style;

    expect(style('38;5;999')).toEqual(PLAIN);
    expect(style('38;2;300;0;0')).toEqual(PLAIN);
    expect(style('38')).toEqual(PLAIN);
    expect(style('?25')).toEqual(PLAIN);
  });

  it.each([
    ['a window title', `${ESC}]0;evil${BEL}`],
    ['a clipboard write', `${ESC}]52;c;ZXZpbA==${ESC}\\`],
    ['a link', `${ESC}]8;;javascript:alert(1)${ESC}\\`],
    ['a device control string', `${ESC}P+q544e${ESC}\\`],
    ['a cursor move', `${ESC}[10;10H`],
    ['a cleared screen', `${ESC}[2J`],
    ['a character set', `${ESC}(B`],
    ['a bell', BEL],
    ['a C1 control', '\u009b'],
  ])('swallows %s', (_name, sequence) => {
    expect(shown(`before${sequence}after`)).toBe('beforeafter');
  });

  it('shows the next line though a sequence never ended', () => {
    expect(shown(`${ESC}]0;never ended\nnext`)).toBe('\nnext');
  });

  it('shows what follows a sequence that is too long', () => {
    expect(shown(`${ESC}]0;${'x'.repeat(LONGEST_SEQUENCE + 10)}`)).toMatch(/^x{1,20}$/);
  });
});
