import { openArtifacts } from '@layerprint/artifacts';
import { nameCommand } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { assertMadeBy, hashReportCode } from '@layerprint/artifacts/made-by';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { hashSourceFiles } from '@layerprint/artifacts/source-code';

/**
 * Opens the artifacts that stand in `dist/<profile>`, every byte verified, and checks that they are of the
 * code as it stands. Nothing is built: what is looked at is what a user has built and has before them.
 *
 * @throws {LayerprintError} `unknown-profile`; `not-built`, saying what to run; `made-by-other-code`; what `openArtifacts` throws.
 */
export async function openBuild(folder: string, profile: string): Promise<Manifest> {
  const hint = `Run \`${nameCommand('build', profile)}\` first.`;
  const { manifest } = await openArtifacts(folder).catch((error: unknown) => {
    if (!(error instanceof LayerprintError) || error.code !== 'file-not-found') throw error;
    assertProfileExists(profile);
    throw new LayerprintError(
      'not-built',
      `There is no build of ${profile} here: ${folder} does not exist.`,
      hint,
      { cause: error },
    );
  });
  const code = hashReportCode((task) => hashSourceFiles(task));
  assertMadeBy(manifest, code, { folder, of: 'that stands in this workspace', hint });
  return manifest;
}
