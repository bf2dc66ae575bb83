import { sayMeant } from '../claims/claim-context.ts';
import { listShownLayers } from '../shown-layers.ts';
import { PAGES } from './components.ts';
import type { ArticleContext } from './find-misfits.ts';

/** Where links may lead out of the site. */
const OUTSIDE = /^(?:https?|mailto|tel|doi|ftp):/i;
/** Files that the site has for whoever wants the numbers. */
const DOWNLOADS = /^artifacts\/./;
/** The page of a study, which an experiment may have by and by. */
const STUDY = 'study';

/** Whether an address names a scheme or a host, and so is none of the site. */
export function isElsewhere(address: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address);
}

/**
 * Says why a link of an author's would lead nowhere, or not from every place that a site is read at; undefined where it
 * leads where it says.
 *
 * @param anchors Of the page, without "#".
 */
export function explainDeadLink(
  to: string,
  anchors: readonly string[],
  { context }: Pick<ArticleContext, 'context'>,
): string | undefined {
  if (OUTSIDE.test(to)) return undefined;
  if (isElsewhere(to)) return `"${to}" is no link that pages follow`;
  if (to.startsWith('#')) {
    const anchor = decodeURIComponent(to.slice(1));
    if (anchor === '' || anchors.includes(anchor)) return undefined;
    return `"${to}" is no heading of the article${sayMeant(anchor, anchors)}`;
  }
  if (to.startsWith('/')) {
    return `"${to}" begins at the root of a host, and the site works in any folder; write it without the "/"`;
  }
  const path = to.replace(/[?#].*$/s, '').replace(/^\.\//, '');
  if (DOWNLOADS.test(path)) return undefined;
  const page = path.replace(/(?:^|\/)(?:index\.html)?$/, '');
  const layers = listShownLayers(context.layers, context.roles).map(({ name }) => name);
  const layer = layers.find((name) => page === `layers/${name}`);
  if (page !== '' && page !== STUDY && !PAGES.includes(page) && layer === undefined) {
    return `"${to}" is no page of the site; what stands beside an article is not published, but for its pictures`;
  }
  if (path.endsWith('index.html')) return undefined;
  const link = layer === undefined ? `to="${page}"` : `layer="${layer}"`;
  const instead =
    PAGES.includes(page) || layer !== undefined ? `<PageLink ${link}>` : 'index.html behind it';
  return `"${to}" is a folder where the site is read from a disk; write ${instead}`;
}
