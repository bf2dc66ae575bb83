import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '@layerprint/core/command';
import { nameTask, parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readJsonFile } from '@layerprint/core/files';
import { readRecordedHash } from '@layerprint/core/held-sources';
import { assertMadeBy } from '@layerprint/core/made-by';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import { RenderedSiteSchema } from '@layerprint/core/schemas/made-from';
import { ManifestSchema } from '@layerprint/core/schemas/manifest';
import { BUILD_ANEW, readSealedJson, verifySealedFolder } from '@layerprint/core/sealed-folder';
import { FIGURE_CODE, RENDERING_CODE, TRAINING_CODE } from '@layerprint/core/source-code';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { writeSourcePage } from './provenance/write-source-page.ts';
import { RENDERED_FILE, siteFolder, SOURCE_PAGE } from './report/folders.ts';
import { parseSiteAddress, type SiteAddress } from './site-address.ts';

/**
 * Hands over a profile's site: checks that every page is what was rendered, and rendered from what this
 * build began with, since Nx restores without looking; writes the one page that depends on the commit; then
 * says where the site is.
 */
await runCommand(async () => {
  const { profile } = parseCommandLine('build', process.argv.slice(2), TASK_OPTIONS);
  const address = parseSiteAddress(process.env);
  const folder = siteFolder(profile);
  await verifySealedFolder(folder, BUILD_ANEW, [SOURCE_PAGE]);
  await assertTodays(folder, profile, address);
  await writeSourcePage(folder);
  const { task, args } = nameTask('report-site:preview', profile);
  process.stdout.write(
    `The site of ${profile} is in ${folder}. To see it, open ${folder}/index.html, or run \`npx nx run ${[task, ...args].join(' ')}\`.\n`,
  );
});

async function assertTodays(folder: string, profile: string, address: SiteAddress): Promise<void> {
  const { basePath, origin = null } = address;
  const rendered = await readSealedJson(RenderedSiteSchema, folder, RENDERED_FILE);
  const manifest = await readSealedJson(ManifestSchema, folder, 'artifacts/manifest.json');
  const code = {
    training: readRecordedHash(TRAINING_CODE),
    figures: readRecordedHash(FIGURE_CODE),
  };
  assertMadeBy(manifest, code, { folder, of: 'of this workspace', hint: BUILD_ANEW });
  const path = join('experiments', `${profile}.json`);
  const experiment = await readJsonFile(ExperimentSchema, path);
  const experimentHash = hashSha256(stringifyCanonicalJson(ExperimentSchema, experiment, path));
  const differences = [
    [manifest.experimentHash === experimentHash, `is of another experiment than ${path}`],
    [rendered.codeHash === readRecordedHash(RENDERING_CODE), 'was rendered by other code'],
    [isDeepStrictEqual(rendered.address, { basePath, origin }), 'was rendered for another address'],
  ] as const;
  const [, sentence] = differences.find(([isSame]) => !isSame) ?? [];
  if (sentence === undefined) return;
  throw new LayerprintError('stale-site', `${folder} ${sentence}.`, BUILD_ANEW);
}
