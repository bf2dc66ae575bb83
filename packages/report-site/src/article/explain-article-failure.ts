import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';

/** What bundlers say before they say what is wrong, and where that is. */
const PREAMBLE = /^(?:Build failed with|\[plugin |\s*$)/;
const PLACE = /^\[plugin [^\]]*\] (\S+)$/m;
/** What an article is without when nothing of it is run. */
const CODE = /^(?:import|export)\b|\{/m;
/** What the page of an article is called by Astro. */
const PAGE = 'src/pages/index.astro';

/**
 * Makes a mistake of the author's of what Astro could not do because of a file of an experiment, or because of the code of its
 * article: what that comes to is found where it is run, and nowhere before. Anything else stays as it is.
 *
 * @param article Its path, from the workspace root.
 */
export function explainArticleFailure(error: unknown, article: string): unknown {
  if (error instanceof LayerprintError || !(error instanceof Error) || !existsSync(article)) {
    return error;
  }
  const said = stripVTControlCharacters(error.message).replaceAll(`${process.cwd()}/`, '');
  const isOnPage = (error as { id?: unknown }).id === PAGE;
  const isOfCode = isOnPage && CODE.test(readFileSync(article, 'utf8'));
  if (!isOfCode && !said.includes(`${dirname(article)}/`)) return error;
  const what = said.split('\n').find((line) => !PREAMBLE.test(line)) ?? error.name;
  const place = PLACE.exec(said)?.[1];
  const where = place === undefined ? '' : `, at ${place}`;
  return new LayerprintError(
    'article-not-rendered',
    `${article} cannot be rendered: ${what.trim().replace(/\.$/, '')}${where}.`,
    'Correct what it imports, makes or shows: its code is run as it is. docs/guides/own-article.md says what can stand in an article.',
    { cause: error },
  );
}
