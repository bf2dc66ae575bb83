import { parseSiteAddress } from './site-address.ts';

/**
 * Read from where the build reads it, and not from `import.meta.env.BASE_URL`: a variable of that name in
 * the environment would win there.
 */
const { basePath, origin } = parseSiteAddress(process.env);
/** What a host shows for every address that is not there, so nothing can be seen from where it is. */
const NOT_FOUND = /^404(?:\.html|\/)?$/;

/**
 * The address of a page or file of this site as seen from a page, so that the site works in any folder of
 * any host, and from a disk. There a folder does not stand for its page, so pages are named to the file.
 *
 * @param path From the site's root, without a slash in front: `layers/conv2d_1/`; empty for the report.
 * @param page Where it is seen from: `Astro.url`.
 */
export function siteLink(path: string, page: URL): string {
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const from = pathOfPage(page);
  return NOT_FOUND.test(from) ? basePath + file : '../'.repeat(from.split('/').length - 1) + file;
}

/**
 * The one address by which a page is to be known, whatever ways lead to it; undefined where nobody said
 * where the site is published, and for the page of addresses that are not there.
 */
export function canonicalAddress(page: URL): string | undefined {
  const path = pathOfPage(page);
  return NOT_FOUND.test(path) ? undefined : publishedAddress(path);
}

/** The whole address of a page or file, as far as somebody said where the site is published. */
export function publishedAddress(path: string): string | undefined {
  return origin === undefined ? undefined : `${origin}${basePath}${path}`;
}

function pathOfPage(page: URL): string {
  // eslint-disable-next-line no-restricted-properties -- Of a page, and no file.
  return page.pathname.slice(1);
}
