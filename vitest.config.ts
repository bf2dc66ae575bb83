import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

createRequire(import.meta.url)('./tools/installation/assert-usable.cjs');

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
