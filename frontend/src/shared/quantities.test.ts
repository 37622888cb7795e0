import { describe, expect, it } from 'vitest';
import { formatDuration, formatSize, formatUsed, usedShare } from './quantities';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '0 ms'],
    [340, '340 ms'],
    [999, '999 ms'],
    [999.6, '1 s'],
    [1234, '1.2 s'],
    [10_000, '10 s'],
    [59_949, '59.9 s'],
    [59_999, '1 min'],
    [125_000, '2 min 5 s'],
  ])('says %d ms as %s', (millis, words) => {
    expect(formatDuration(millis)).toBe(words);
  });
});

describe('formatSize', () => {
  it.each([
    [0, '0 MiB'],
    [1, 'under 0.1 MiB'],
    [1024 * 1024, '1 MiB'],
    [8.4 * 1024 * 1024, '8.4 MiB'],
    [256.4 * 1024 * 1024, '256 MiB'],
  ])('says %d bytes as %s', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words);
  });
});

describe('formatUsed', () => {
  it.each([
    ['26.6 MiB', '256 MiB', '26.6 of 256 MiB'],
    ['922 ms', '10 s', '922 ms of 10 s'],
    ['1.2 s', '5 s', '1.2 of 5 s'],
    ['under 0.1 MiB', '256 MiB', 'under 0.1 MiB of 256 MiB'],
    ['1 min 30 s', '30 s', '1 min 30 s of 30 s'],
  ])('says %s with limit %s as %s', (used, limit, words) => {
    expect(formatUsed(used, limit)).toBe(words);
  });
});

describe('usedShare', () => {
  it.each([
    [0, 10, 0],
    [5, 10, 0.5],
    [20, 10, 1],
    [-1, 10, 0],
    [0, 0, 1],
  ])('of %d with limit %d is %d', (value, limit, share) => {
    expect(usedShare(value, limit)).toBe(share);
  });
});
