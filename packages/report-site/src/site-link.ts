import { parseBasePath } from './base-path.ts';

/**
 * Read from where the build reads it, and not from `import.meta.env.BASE_URL`: a variable of that name in
 * the environment would win there.
 */
const BASE_PATH = parseBasePath(process.env['BASE_PATH']);

/**
 * The address of a page or file of this site, below whatever base path it is built for.
 *
 * @param path From the site's root, without a slash in front: `layers/conv2d_1/`; empty for the article.
 */
export function siteLink(path: string): string {
  return BASE_PATH + path;
}
