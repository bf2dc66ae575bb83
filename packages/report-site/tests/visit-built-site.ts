import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serveFolder } from '../src/preview/serve-folder.ts';
import type { StaticServer } from '../src/preview/serve-folder.ts';
import { launchBrowser } from './launch-browser.ts';
import { assertBuilt, BUILT } from './site-workspace.ts';

/** One page of each kind, by its address in the site. */
export const KINDS_OF_PAGES = [
  '',
  'layers/',
  'layers/conv2d_6/',
  'training/',
  'study/',
  'provenance/',
  'source/',
  '404.html',
];

/** A browser and the built site on a server, while the tests of a file run. */
export interface BuiltSite {
  readonly browser: Browser;
  /** Of the server, without a slash at the end. */
  readonly origin: string;
}

/** Starts both before the tests of a file, and stops them after. */
export function visitBuiltSite(): BuiltSite {
  let browser: Browser | undefined;
  let server: StaticServer | undefined;
  beforeAll(async () => {
    assertBuilt();
    browser = await launchBrowser();
    server = await serveFolder(BUILT.site, '/');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });
  return {
    get browser() {
      return browser!;
    },
    get origin() {
      return server!.origin;
    },
  };
}
