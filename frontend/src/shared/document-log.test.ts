import { describe, expect, it } from 'vitest';
import { applyOperation, DocumentLog } from './document-log';

describe('DocumentLog', () => {
  it('numbers operations without a gap', () => {
    const log = new DocumentLog();
    log.record([{ from: 0, to: 0, insert: 'a' }]);
    log.record([{ from: 1, to: 1, insert: 'b' }]);

    expect(log.take().map((operation) => operation.version)).toEqual([1, 2]);
    expect(log.version).toBe(2);
  });

  it('hands each operation over once', () => {
    const log = new DocumentLog();
    log.record([{ from: 0, to: 0, insert: 'a' }]);
    log.take();

    expect(log.take()).toEqual([]);
  });
});

describe('applyOperation', () => {
  it('applies several changes that refer to the text before', () => {
    const changes = [
      { from: 0, to: 1, insert: 'J' },
      { from: 5, to: 5, insert: '!' },
    ];

    expect(applyOperation('hello', { version: 1, changes })).toBe('Jello!');
  });

  it.each([
    ['past the end', [{ from: 0, to: 9, insert: '' }]],
    ['backwards', [{ from: 2, to: 1, insert: '' }]],
    [
      'overlapping',
      [
        { from: 0, to: 3, insert: '' },
        { from: 2, to: 4, insert: '' },
      ],
    ],
  ])('refuses a change %s', (_name, changes) => {
    expect(() => applyOperation('hello', { version: 1, changes })).toThrow(RangeError);
  });
});
