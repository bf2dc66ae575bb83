import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { MANIFEST_FILE } from '@layerprint/artifacts';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256 } from '@layerprint/artifacts/files';
import { readRecordedHash } from '@layerprint/artifacts/held-sources';
import { assertMadeBy, hashReportCode } from '@layerprint/artifacts/made-by';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { claimsPath, experimentPath } from '@layerprint/core/experiment-path';
import { ClaimsPlanSchema } from '@layerprint/core/schemas/claims-file';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import { RenderedSiteSchema, type RenderedSite } from '@layerprint/core/schemas/made-from';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { ReportPlanSchema } from '@layerprint/core/schemas/plan';
import {
  BUILD_ANEW,
  readSealedFile,
  readSealedJson,
  verifySealedFolder,
} from '@layerprint/artifacts/sealed-folder';
import { RENDERING_CODE } from '@layerprint/artifacts/source-code';
import { writeSourcePage } from './provenance/write-source-page.ts';
import { RENDERED_FILE, siteFolder, SOURCE_PAGE } from './report/folders.ts';
import { parseSiteAddress, type SiteAddress } from './site-address.ts';

const REPORT_PLAN = 'report.json';
const CLAIMS_PLAN = 'claims.json';

const COMMAND = {
  name: 'build',
  purpose:
    'Builds the report of a profile and says where the site is: Nx trains, draws and renders what is not there yet, and every page is checked.',
  options: TASK_OPTIONS,
  examples: [
    'npx nx run report-site:build',
    'npx nx run article:build',
    'SITE_ORIGIN=https://example.org BASE_PATH=/my-report npx nx run report-site:build',
  ],
};

/**
 * Hands over a profile's site: checks that every page is what was rendered, and rendered from what this
 * build began with, since Nx restores without looking; writes the one page that depends on the commit; then
 * says where the site is.
 */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  assertProfileExists(profile);
  const address = parseSiteAddress(process.env);
  const folder = siteFolder(profile);
  await verifySealedFolder(folder, BUILD_ANEW, [SOURCE_PAGE]);
  const rendered = await readSealedJson(RenderedSiteSchema, folder, RENDERED_FILE);
  const path = `artifacts/${MANIFEST_FILE}`;
  const content = await readSealedFile(folder, path);
  const manifest = parseJson(ManifestSchema, content, join(folder, path));
  await assertTodays({ folder, rendered, manifest }, profile, address);
  const report = { folder, manifest, manifestHash: hashSha256(content) };
  await writeSourcePage(rendered.sourcePage, report);
  process.stdout.write(
    `The site of ${profile} is in ${folder}. To see it, open ${folder}/index.html, or run \`${nameCommand('preview', profile)}\`.\n`,
  );
});

async function assertTodays(
  { folder, rendered, manifest }: { folder: string; rendered: RenderedSite; manifest: Manifest },
  profile: string,
  address: SiteAddress,
): Promise<void> {
  const { basePath, origin = null } = address;
  const code = hashReportCode(readRecordedHash);
  assertMadeBy(manifest, code, { folder, of: 'of this workspace', hint: BUILD_ANEW });
  const experimentHash = await hashPlannedExperiment(profile);
  const claimsHash = await hashPlannedClaims(profile);
  const differences = [
    [
      manifest.experimentHash === experimentHash,
      `is of another experiment than ${experimentPath(profile)}`,
    ],
    [manifest.claimsHash === claimsHash, `is of other claims than ${claimsPath(profile)} makes`],
    [rendered.codeHash === readRecordedHash(RENDERING_CODE), 'was rendered by other code'],
    [isDeepStrictEqual(rendered.address, { basePath, origin }), 'was rendered for another address'],
  ] as const;
  const [, sentence] = differences.find(([isSame]) => !isSame) ?? [];
  if (sentence === undefined) return;
  throw new LayerprintError('stale-site', `${folder} ${sentence}.`, BUILD_ANEW);
}

/** What is to be shown today, as the plan task of this build has read it. */
async function hashPlannedExperiment(profile: string): Promise<string> {
  const folder = join('dist', profile, 'plan');
  const { experiment } = await readSealedJson(ReportPlanSchema, folder, REPORT_PLAN);
  return hashSha256(stringifyCanonicalJson(ExperimentSchema, experiment, REPORT_PLAN));
}

/** What is claimed today, as the plan task of this build has read it; undefined where nothing is. */
async function hashPlannedClaims(profile: string): Promise<string | undefined> {
  const folder = join('dist', profile, 'plan');
  if (!existsSync(join(folder, CLAIMS_PLAN))) return undefined;
  const claims = await readSealedJson(ClaimsPlanSchema, folder, CLAIMS_PLAN);
  return hashSha256(stringifyCanonicalJson(ClaimsPlanSchema, claims, CLAIMS_PLAN));
}
