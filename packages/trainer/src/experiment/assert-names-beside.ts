import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import type { Layout } from '../layout.ts';

/** What Markdown without components is called; an article is not read by such a name. */
const MARKDOWN = /\.(?:md|markdown|mdx\.txt)$/i;

/**
 * Refuses a file that is called nearly as one that an experiment may have, where that is not there: it would be passed
 * over, and the report be one without claims, or with another first page.
 *
 * @throws {LayerprintError} `misnamed-file`.
 */
export function assertNamesBeside({ experiment, article, claims, study }: Layout): void {
  const folder = dirname(experiment);
  const found = readdirSync(folder);
  const missing = [article, claims, study]
    .map((path) => basename(path))
    .filter((name) => !found.includes(name));
  for (const name of found) {
    const called = name.replace(MARKDOWN, '.mdx');
    const meant = findNearestName(called, missing);
    // Another word with an ending of its own is another file.
    if (meant === undefined || Math.abs(called.length - meant.length) > 1) continue;
    throw new LayerprintError(
      'misnamed-file',
      `${folder}/${name} is read by nothing, and ${folder}/${meant} does not exist.`,
      `Call it ${meant}, or otherwise where it is something else.`,
    );
  }
}
