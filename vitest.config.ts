import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.ts', 'tools/tests/**/*.test.ts'],
    setupFiles: ['fixtures/fail-on-console.ts', 'fixtures/fix-property-seed.ts'],
    testTimeout: 30_000,
    // .ci/summarise-tests.ts reads the counts from the JSON.
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'dist/test-results.json' }]]
      : ['default'],
  },
});
