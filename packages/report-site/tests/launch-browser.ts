import { existsSync } from 'node:fs';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { LayerprintError } from '@layerprint/core/errors';
import { unpackChromium } from '../../../fixtures/unpack-chromium.ts';

/** For what a page is to do or to show, on a machine that others keep busy, in milliseconds. */
const PATIENCE = 120_000;
/** Where installed browsers are, where `CHROME_PATH` does not say. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts a headless Chromium: on Linux x64 the one of `@sparticuz/chromium`, which npm installed; on
 * other systems an installed Chrome or Chromium, at `CHROME_PATH` or in a usual place.
 *
 * @throws {LayerprintError} `no-browser`.
 */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launch();
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE));
  return browser;
}

async function launch(): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    return playwright.launch(await unpackChromium());
  }
  const executablePath = [process.env['CHROME_PATH'], ...INSTALLED].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath !== undefined) return playwright.launch({ executablePath });
  throw new LayerprintError(
    'no-browser',
    'The browser test found no Chrome or Chromium.',
    'Install one, or set CHROME_PATH to its executable.',
  );
}
