import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'theme/**/*.test.ts'],
    environment: 'node',
    // The theme's test reads the tokens out of the style sheet.
    css: true,
    // A busy machine is no failure: this only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
