import { join } from 'node:path';
import type { Artifacts } from '@layerprint/artifacts';
import { writeFileIfOther } from '@layerprint/artifacts/files';
import { SOURCE_PAGE } from '../report/folders.ts';
import { readReportFacts } from '../report/report-facts.ts';
import { describeCommit } from './describe-commit.ts';
import { fillPage } from './fill-page.ts';
import { readCommit } from './read-commit.ts';

/**
 * Writes the page of a site that names the commit of the workspace, out of what was rendered for any. It
 * is no part of what is cached and sealed; where it says the same already, it stays.
 *
 * @param sourcePage With places for what depends on the commit.
 * @param report Its `folder` is the site's.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeSourcePage(
  sourcePage: string,
  report: Pick<Artifacts, 'folder' | 'manifest' | 'manifestHash'>,
): Promise<void> {
  const texts = describeCommit(readReportFacts(report), await readCommit('.'));
  await writeFileIfOther(join(report.folder, SOURCE_PAGE), fillPage(sourcePage, texts));
}
