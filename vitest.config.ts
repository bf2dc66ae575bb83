import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

createRequire(import.meta.url)('./tools/installation/assert-usable.cjs');

const FOLDERS = '{packages/*,tools}/tests/**';
/** What starts a process or a browser, or takes more than a moment. */
const INTEGRATION = `${FOLDERS}/*.{integration,browser}.test.ts`;
const SETUP = ['fixtures/fail-on-console.ts', 'fixtures/fix-property-seed.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${FOLDERS}/*.test.ts`],
          exclude: [INTEGRATION],
          setupFiles: ['fixtures/fail-on-process.ts', ...SETUP],
        },
      },
      { extends: true, test: { name: 'integration', include: [INTEGRATION], setupFiles: SETUP } },
    ],
    // By itself Vitest leaves a core to its own process, which has next to nothing to do.
    maxWorkers: '100%',
    testTimeout: 30_000,
    // .ci/summarise-tests.ts reads the counts from the JSON.
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'dist/test-results.json' }]]
      : ['default'],
  },
});
