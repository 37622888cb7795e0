/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import css from './kiln.css?raw';

type Scheme = 'light' | 'dark';

const tokens = readTokens(css);

const ON_BACKGROUND = [
  'text',
  'text-secondary',
  'accent',
  'finished',
  'running',
  'waiting',
  'failed',
  'dead',
  ...['keyword', 'string', 'constant', 'comment', 'type', 'function', 'meta'].map((name) => `syntax-${name}`),
  ...Array.from({ length: 16 }, (_, index) => `ansi-${index}`),
];

/** Pairs of text and what it stands on, beside the plain background. */
const PAIRS: readonly (readonly [string, string])[] = [
  ...ON_BACKGROUND.map((name) => [name, 'background'] as const),
  ['text', 'surface'],
  ['text', 'hover'],
  ['text', 'selection'],
  ['text', 'match'],
  ['text-secondary', 'surface'],
  ['text-secondary', 'hover'],
  ['text-secondary', 'active-line'],
  ['syntax-comment', 'active-line'],
  ['failed', 'surface'],
  ['accent', 'surface'],
  ['accent', 'accent-surface'],
  ['failed', 'failed-surface'],
  ['text', 'failed-surface'],
  ['text', 'waiting-surface'],
  ['waiting', 'waiting-surface'],
  ['accent-contrast', 'accent'],
  ['accent-contrast', 'accent-hover'],
];

describe.each<Scheme>(['light', 'dark'])('the %s theme', (scheme) => {
  it.each(PAIRS)('keeps text of %s readable on %s', (text, ground) => {
    expect(contrast(colour(text, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['border-strong', 'focus'])('keeps the line %s visible', (line) => {
    expect(contrast(colour(line, scheme), colour('background', scheme))).toBeGreaterThanOrEqual(3);
  });
});

function readTokens(text: string): ReadonlyMap<string, Readonly<Record<Scheme, string>>> {
  const declarations = text.matchAll(/--kiln-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...declarations].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));
}

function colour(name: string, scheme: Scheme): string {
  const token = tokens.get(name);
  if (token === undefined) {
    throw new Error(`There is no token --kiln-${name} with a light and a dark colour.`);
  }
  return token[scheme];
}

/** The ratio of WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const channel = parseInt(hex.slice(from, from + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
