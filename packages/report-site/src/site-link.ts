import { parseSiteAddress } from './site-address.ts';

/**
 * Read from where the build reads it, and not from `import.meta.env.BASE_URL`: a variable of that name in
 * the environment would win there.
 */
const { basePath, origin } = parseSiteAddress(process.env);
/** What a host shows for every address that is not there, so nothing can be seen from where it is. */
const NOT_FOUND = /^\/404(?:\.html|\/)?$/;

/**
 * The address of a page or file of this site as seen from a page, so that the site works in any folder of
 * any host, and from a disk. There a folder does not stand for its page, so pages are named to the file.
 *
 * @param path From the site's root, without a slash in front: `layers/conv2d_1/`; empty for the report.
 * @param from Where it is seen from: `Astro.url`.
 */
export function siteLink(path: string, from: Pick<URL, 'pathname'>): string {
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (isNotFoundPage(from)) return basePath + file;
  const depth = from.pathname.split('/').length - 2;
  return '../'.repeat(depth) + file;
}

/** Whether a page is the one for addresses that are not there. */
export function isNotFoundPage({ pathname }: Pick<URL, 'pathname'>): boolean {
  return NOT_FOUND.test(pathname);
}

/**
 * The one address by which a page or file is to be known, whatever ways lead to it; undefined where nobody
 * said where the site is published.
 *
 * @param path As for `siteLink`.
 */
export function canonicalAddress(path: string): string | undefined {
  return origin === undefined ? undefined : `${origin}${basePath}${path}`;
}
