import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSuite } from './tfjs-suite/bundle-suite.ts';
import { runSuiteInChromium } from './tfjs-suite/run-in-chromium.ts';
import { runSuiteInNode } from './tfjs-suite/run-in-node.ts';
import type { SuiteResult } from './tfjs-suite/run-specs.ts';

/** Two specs that ask for a backend of this very name; `living-tensors.test.ts` does what they do with ours. */
const FOR_CPU_ALONE = 'Switching cpu backends ';

/** In a page, three specs want what a bundled module has not as `this`, and nine drawings miss their backend. */
const FAIL_IN_PAGE = 12;

/** Expects that every spec came out as on TF.js's CPU backend, and that none was left out. */
function expectAsOnCpu(actual: SuiteResult, onCpu: SuiteResult): void {
  expect(actual.failed).toEqual(onCpu.failed);
  expect(actual.errors).toEqual(onCpu.errors);
  const asked = onCpu.passed.filter((name) => !name.startsWith(FOR_CPU_ALONE));
  expect(asked.length).toBe(onCpu.passed.length - 2);
  expect(asked.length).toBeGreaterThan(4200);
  expect(actual.passed).toEqual(asked);
  expect(actual.disabled).toEqual(onCpu.disabled);
}

describe('TF.js’s own suite', () => {
  let folder: string;
  let bundle: string;
  let onCpu: SuiteResult;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'layerprint-suite-'));
    bundle = join(folder, 'suite.mjs');
    writeFileSync(bundle, await bundleSuite('node-entry.ts', 'node'));
    onCpu = await runSuiteInNode(bundle, folder, 0);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([1, 2])(
    'passes in every spec that TF.js’s CPU backend passes, threads: %d',
    async (threads) => {
      const actual = await runSuiteInNode(bundle, folder, threads);
      expect(actual).toMatchObject({ failed: [], errors: [] });
      expectAsOnCpu(actual, onCpu);
    },
  );

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'passes in Chromium in every spec that TF.js’s CPU backend passes there',
    async () => {
      const page = await bundleSuite('page-entry.ts', 'browser');
      const inPage = await runSuiteInChromium(page, 0);
      expect(inPage.failed.length).toBe(FAIL_IN_PAGE);
      expectAsOnCpu(await runSuiteInChromium(page, 2), inPage);
    },
  );
});
