import { join } from 'node:path';
import { z } from 'zod';
import { MANIFEST_FILE, openArtifacts, type Artifacts } from '@layerprint/core/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain } from '@layerprint/core/files';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';

/** What every manifest of any version has. */
const AnyManifestSchema = z.object({
  schemaVersion: z.int(),
  experiment: z.object({ profile: z.string() }).optional(),
});

/**
 * Opens the artifacts of a profile, every byte verified.
 *
 * @throws {LayerprintError} `other-schema-version`, `wrong-profile`; what `openArtifacts` throws.
 */
export async function openComparable(folder: string, profile: string): Promise<Artifacts> {
  const artifacts = await openArtifacts(folder).catch(async (error: unknown) => {
    throw (await explainVersion(folder)) ?? error;
  });
  const found = artifacts.manifest.experiment.profile;
  if (found === profile) return artifacts;
  throw new LayerprintError(
    'wrong-profile',
    `${folder} holds the profile ${found}, not ${profile}.`,
    'Two reports can be compared when they are of the same profile: name the other folder, or the other profile with --profile.',
  );
}

/** The profile that a folder of artifacts says it is of; undefined where it does not say. */
export async function readProfile(folder: string): Promise<string | undefined> {
  return (await readAnyManifest(folder))?.experiment?.profile;
}

async function explainVersion(folder: string): Promise<LayerprintError | undefined> {
  const version = (await readAnyManifest(folder))?.schemaVersion;
  if (version === undefined || version === SCHEMA_VERSION) return undefined;
  const [maker, remedy] =
    version < SCHEMA_VERSION
      ? ['an older', 'Compare it with the command of a commit from its own time.']
      : ['a newer', 'Run the command of a newer commit.'];
  return new LayerprintError(
    'other-schema-version',
    `${folder} was made by ${maker} Layerprint: its schema version is ${version}, and this one reads ${SCHEMA_VERSION}.`,
    remedy,
  );
}

async function readAnyManifest(
  folder: string,
): Promise<z.infer<typeof AnyManifestSchema> | undefined> {
  try {
    const content = await readFileOrExplain(join(folder, MANIFEST_FILE));
    return AnyManifestSchema.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return undefined;
  }
}
