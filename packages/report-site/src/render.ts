import { readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import type { Artifacts } from '@layerprint/artifacts';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import { holdSources, readRecordedHash } from '@layerprint/artifacts/held-sources';
import { articlePath } from '@layerprint/core/experiment-path';
import { RenderedSiteSchema } from '@layerprint/core/schemas/made-from';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { BUILD_ANEW, remedyDamage, sealFolder } from '@layerprint/artifacts/sealed-folder';
import { RENDERING_CODE } from '@layerprint/artifacts/source-code';
import { artifactsFolder, RENDERED_FILE, siteFolder, SOURCE_PAGE } from './report/folders.ts';
import { openVerdicts, VERDICTS_FILE, verdictsFolder } from './study/open-verdicts.ts';
import { explainArticleFailure } from './article/explain-article-failure.ts';
import { linkOwnFiles } from './article/link-own-files.ts';
import { copyArtifacts } from './report/copy-artifacts.ts';
import { parseSiteAddress } from './site-address.ts';

const LOG = join(import.meta.dirname, 'astro-log.ts');

const COMMAND = {
  name: 'render',
  purpose:
    'Renders the site of a profile out of its artifacts, to dist/<profile>/site; build runs it, checks what came of it, and says where it is.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:render'],
};

/**
 * Renders a profile's site out of its artifacts: verifies them, renders every page into a folder of its
 * own, and puts that in the place of the old site only when it is whole.
 *
 *     dist/<profile>/artifacts/ ──► dist/<profile>/site/
 */
async function main(): Promise<void> {
  // Nx hands a build's options on to every task; which backend computed is told by the artifacts.
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const { basePath, origin = null } = parseSiteAddress(process.env);
  const folder = artifactsFolder(profile);
  const sources = holdSources(RENDERING_CODE, [
    join(folder, 'manifest.json'),
    join(verdictsFolder(profile), VERDICTS_FILE),
    articlePath(profile),
  ]);
  const report = await openVerified(folder);
  // What stands in them is shown as it is, and so looked at before any page is rendered.
  await openVerdicts(profile);

  // Both are read where the pages are rendered, in this process. Astro looks at the first on import.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['PROFILE'] = profile;
  const { build } = await import('astro');
  const root = dirname(import.meta.dirname);
  await replaceFolder(siteFolder(profile), async (temporary) => {
    const outDir = resolve(temporary);
    await build({ root, outDir, logLevel: 'warn', logger: { entrypoint: LOG } }).catch(
      (error: unknown) => {
        throw explainArticleFailure(error, articlePath(profile));
      },
    );
    await linkOwnFiles(temporary);
    await copyArtifacts(report, join(temporary, 'artifacts'));
    await writeJsonFile(RenderedSiteSchema, join(temporary, RENDERED_FILE), {
      schemaVersion: SCHEMA_VERSION,
      codeHash: sources.hash,
      address: { basePath, origin },
      sourcePage: await takeSourcePage(temporary),
    });
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
}

/** Takes the page of the commit out of a site: what is cached and sealed is the same for every commit. */
async function takeSourcePage(site: string): Promise<string> {
  const page = await readFile(join(site, SOURCE_PAGE), 'utf8');
  await rm(dirname(join(site, SOURCE_PAGE)), { recursive: true });
  return page;
}

/**
 * Opens the artifacts, which are whole and made by the code that this build began with; the article names nothing that
 * they do not have.
 */
async function openVerified(folder: string): Promise<Artifacts> {
  const { openArtifacts } = await import('@layerprint/artifacts');
  const { assertMadeBy, hashReportCode } = await import('@layerprint/artifacts/made-by');
  const { openArticle } = await import('./article/open-article.ts');
  const report = await openArtifacts(folder).catch((error: unknown) => {
    throw remedyDamage(error);
  });
  const { manifest } = report;
  const code = hashReportCode(readRecordedHash);
  assertMadeBy(manifest, code, { folder, of: 'of this workspace', hint: BUILD_ANEW });
  openArticle(report);
  return report;
}

await runCommand(main);
