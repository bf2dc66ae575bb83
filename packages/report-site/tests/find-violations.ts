import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The rules of axe that an open page breaks, each with the HTML of every element that does. */
export async function findViolations(page: Page): Promise<[rule: string, elements: string[]][]> {
  await page.evaluate(AXE);
  // What passes is neither described nor sent here, which takes longer than to find it.
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ resultTypes: ['violations'] })`,
  );
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
