import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { unpackChromium } from '../../fixtures/unpack-chromium.ts';

const MODULE = import.meta.resolve('../../fixtures/unpack-chromium.ts');

/** Unpacks Chromium, and asks it for its version. */
async function askVersion(folder: string): Promise<string> {
  const script = `
    import { spawnSync } from 'node:child_process';
    const { unpackChromium } = await import(${JSON.stringify(MODULE)});
    const { executablePath } = await unpackChromium(${JSON.stringify(folder)});
    const { stdout, error } = spawnSync(executablePath, ['--version'], { encoding: 'utf8' });
    process.stdout.write(error ? String(error) : stdout);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  return said;
}

const itHere = it.runIf(process.platform === 'linux' && process.arch === 'x64');

itHere(
  'gives a whole Chromium to each of two processes that unpack it at the same time, and to one that comes meanwhile',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
    const folder = join(root, 'cache/chromium');
    const first = [askVersion(folder), askVersion(folder)];
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const versions = await Promise.all([...first, askVersion(folder)]);
    for (const version of versions) expect(version).toMatch(/^Chromium \d+/);
    expect(await readdir(join(root, 'cache'))).toEqual(['chromium']);
    await rm(root, { recursive: true });
  },
);

itHere('gives a Chromium that has letters where the system has none', async () => {
  const browser = await chromium.launch(await unpackChromium());
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.setContent('<span>Text</span>');
  expect((await page.locator('span').boundingBox())!.width).toBeGreaterThan(0);
});
