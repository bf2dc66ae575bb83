import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** What a visit of a page showed. */
export interface Visit {
  readonly address: string;
  readonly title: string;
  readonly headings: readonly number[];
  /** Addresses of every link, picture, style sheet and icon, absolute. */
  readonly references: readonly string[];
  readonly ids: readonly string[];
}

/** What went wrong while pages were open: console errors, failed requests, requests to other hosts. */
export type Complaints = string[];

/** Opens a page that writes down everything that goes wrong in it. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: Complaints = [];
  const complain = (text: string) => complaints.push(`${page.url()}: ${text}`);
  page.on('console', (message) => complain(`the console says ${message.text()}`));
  page.on('pageerror', (error) => complain(error.message));
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure() ?? {};
    // Aborted is what was still under way when the page was left for the next.
    if (errorText !== 'net::ERR_ABORTED') complain(`${request.url()} failed: ${errorText}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complain(`asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`${response.url()} answers ${response.status()}`);
  });
  return { page, complaints };
}

/**
 * Follows links from the address of a page to every page of the site, and reads each.
 *
 * @param look At every page while it is open.
 */
export async function crawlSite(
  page: Page,
  start: string,
  look?: (address: string) => Promise<void>,
): Promise<Visit[]> {
  const waiting = [start];
  const visits = new Map<string, Visit>();
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (visits.has(address)) continue;
    await page.goto(address);
    const visit = await readPage(page);
    visits.set(address, { address, ...visit });
    await look?.(address);
    const pages = visit.references.map((reference) => reference.replace(/#.*/, ''));
    waiting.push(...pages.filter((reference) => reference.endsWith('.html')));
  }
  return [...visits.values()];
}

/** Makes the page fetch the pictures that it would only fetch when scrolled to, and waits for them. */
export async function findBrokenPictures(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const shown = [...document.images].filter((image) => image.checkVisibility());
    for (const image of shown) image.loading = 'eager';
    await Promise.all(shown.map((image) => image.decode().catch(() => undefined)));
    return shown.filter((image) => image.naturalWidth === 0).map((image) => image.src);
  });
}

function readPage(page: Page): Promise<Omit<Visit, 'address'>> {
  return page.evaluate(() => {
    const attributes = ['href', 'src', 'srcset'];
    const references = attributes.flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map(
        (element) => new URL(element.getAttribute(name) ?? '', document.baseURI).href,
      ),
    );
    return {
      title: document.title,
      headings: [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) =>
        Number(heading.tagName[1]),
      ),
      references: [...new Set(references)],
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    };
  });
}
