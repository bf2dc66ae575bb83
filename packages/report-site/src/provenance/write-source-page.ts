import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@layerprint/core/artifacts';
import { hashSha256, writeFileAtomically } from '@layerprint/core/files';
import { RenderedSiteSchema } from '@layerprint/core/schemas/made-from';
import { ManifestSchema } from '@layerprint/core/schemas/manifest';
import { readSealedFile, readSealedJson } from '@layerprint/core/sealed-folder';
import { RENDERED_FILE, SOURCE_PAGE } from '../report/folders.ts';
import { readReportFacts } from '../report/report-facts.ts';
import { describeCommit } from './describe-commit.ts';
import { fillPage } from './fill-page.ts';
import { readCommit } from './read-commit.ts';

/**
 * Writes the page of a site that names the commit of the workspace, out of what was rendered for any. It
 * is no part of what is cached and sealed; where it says the same already, it stays.
 *
 * @param site Verified.
 * @throws {LayerprintError} `not-written`.
 */
export async function writeSourcePage(site: string): Promise<void> {
  const { sourcePage } = await readSealedJson(RenderedSiteSchema, site, RENDERED_FILE);
  const path = `artifacts/${MANIFEST_FILE}`;
  const manifest = await readSealedJson(ManifestSchema, site, path);
  const manifestHash = hashSha256(await readSealedFile(site, path));
  const report = readReportFacts({ folder: site, manifest, manifestHash });
  const page = fillPage(sourcePage, describeCommit(report, await readCommit('.')));
  const file = join(site, SOURCE_PAGE);
  if ((await readFile(file, 'utf8').catch(() => undefined)) === page) return;
  await writeFileAtomically(file, page);
}
