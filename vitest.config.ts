import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.ts', 'tools/**/*.test.ts'],
    setupFiles: ['fixtures/fail-on-console.ts'],
    testTimeout: 30_000,
  },
});
