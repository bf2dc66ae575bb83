import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { chooseTemporaryFolder } from './fixtures/choose-temporary-folder.ts';

createRequire(import.meta.url)('./tools/installation/preload.cjs');

const { NX_TASK_TARGET_PROJECT: project, NX_TASK_TARGET_TARGET: target } = process.env;
// What Nx tells a task is not for the commands that tests start, another Nx among them.
for (const name of Object.keys(process.env)) {
  if (/^(NX_|FORCE_COLOR$)/.test(name)) Reflect.deleteProperty(process.env, name);
}
process.env['TMPDIR'] = chooseTemporaryFolder();

const FOLDERS = '{packages/*,tools}/tests/**';
/** What starts a process or a browser, or takes more than a moment. */
const INTEGRATION = `${FOLDERS}/*.{integration,browser}.test.ts`;
/** What has Nx run in copies of the workspace, or runs a whole command or the whole suite of TF.js many times. */
const E2E = `${FOLDERS}/*.e2e.test.ts`;
/**
 * What needs modules of its own: mocks, and engines that count what they hold. Other unit tests share those of their worker, and so take
 * less than two thirds of the time.
 */
const APART = ['packages/{backend,network}/tests/**/*.test.ts', `${FOLDERS}/*.mocked.test.ts`];
/** Longer than anything takes where others keep every processor busy, in milliseconds. */
const PATIENCE = 600_000;
const SETUP = ['fixtures/fail-on-console.ts', 'fixtures/fix-property-seed.ts'];
const UNIT_SETUP = ['fixtures/fail-on-process.ts', ...SETUP];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${FOLDERS}/*.test.ts`],
          exclude: [INTEGRATION, E2E, ...APART],
          setupFiles: UNIT_SETUP,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-apart',
          include: APART,
          exclude: [INTEGRATION, E2E],
          setupFiles: UNIT_SETUP,
        },
      },
      { extends: true, test: { name: 'integration', include: [INTEGRATION], setupFiles: SETUP } },
      { extends: true, test: { name: 'e2e', include: [E2E], setupFiles: SETUP } },
      // Apart from the others, as it takes as long as many of them: npm run try-foreign.
      {
        extends: true,
        test: {
          name: 'foreign',
          include: ['tools/try-foreign/*.test.ts'],
          setupFiles: SETUP,
          // One run of Nx trains more than two dozen models before the first test.
          hookTimeout: 3 * PATIENCE,
        },
      },
    ],
    // By itself Vitest leaves a core to its own process, which has next to nothing to do.
    maxWorkers: '100%',
    // It ends what hangs. No test rests on how fast a machine is, so none has a time of its own.
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    // It ends what does not come about.
    expect: { poll: { timeout: PATIENCE / 5 } },
    // The counts, which .ci/summarise-tests.ts reads, are what Nx keeps of a test task.
    reporters: project
      ? ['default', ['json', { outputFile: `dist/test-results/${project}-${target}.json` }]]
      : ['default'],
  },
});
