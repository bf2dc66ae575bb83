import { join } from 'node:path';
import { MANIFEST_FILE, openArtifacts, type Artifacts } from '@layerprint/core/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain } from '@layerprint/core/files';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';

/** What a manifest of any version may say of itself. */
interface AnyManifest {
  readonly schemaVersion?: unknown;
  readonly experiment?: { readonly profile?: unknown };
}

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
  const { experiment } = await readAnyManifest(folder);
  return typeof experiment?.profile === 'string' ? experiment.profile : undefined;
}

async function explainVersion(folder: string): Promise<LayerprintError | undefined> {
  const { schemaVersion: version } = await readAnyManifest(folder);
  if (typeof version !== 'number' || version === SCHEMA_VERSION) return undefined;
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

/** Empty where there is no manifest to read: what is wrong with it is told where it is opened. */
async function readAnyManifest(folder: string): Promise<AnyManifest> {
  try {
    const content = await readFileOrExplain(join(folder, MANIFEST_FILE));
    return (JSON.parse(content.toString('utf8')) ?? {}) as AnyManifest;
  } catch {
    return {};
  }
}
