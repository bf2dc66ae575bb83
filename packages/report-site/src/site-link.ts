/**
 * The address of a page or file of this site, below whatever base path it is built for.
 *
 * @param path From the site's root, without a slash in front: `layers/conv2d_1/`; empty for the article.
 */
export function siteLink(path: string): string {
  return import.meta.env.BASE_URL + path;
}
