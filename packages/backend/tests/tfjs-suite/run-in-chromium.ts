import { inChromium } from '../in-chromium.ts';
import type { RunSuite } from './page-entry.ts';
import type { SuiteResult } from './run-specs.ts';

/**
 * Runs TF.js's suite in headless Chromium.
 *
 * @param bundle What `bundleSuite` made for a browser.
 * @param threads Those of layerprint; 0 for TF.js's CPU backend.
 */
export async function runSuiteInChromium(bundle: string, threads: number): Promise<SuiteResult> {
  return inChromium(bundle, { isIsolated: true }, async (page) => {
    await page.waitForFunction(() => 'runSuite' in globalThis);
    return page.evaluate(
      (count) => (globalThis as unknown as { runSuite: RunSuite }).runSuite(count),
      threads,
    );
  });
}
