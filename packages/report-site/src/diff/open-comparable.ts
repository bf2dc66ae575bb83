import { join } from 'node:path';
import { MANIFEST_FILE, openArtifacts, type Artifacts } from '@layerprint/core/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain } from '@layerprint/core/files';

/**
 * Opens the artifacts of a profile, every byte verified.
 *
 * @throws {LayerprintError} `wrong-profile`; what `openArtifacts` throws.
 */
export async function openComparable(folder: string, profile: string): Promise<Artifacts> {
  const artifacts = await openArtifacts(folder);
  const found = artifacts.manifest.experiment.profile;
  if (found === profile) return artifacts;
  throw new LayerprintError(
    'wrong-profile',
    `${folder} holds the profile ${found}, not ${profile}.`,
    'Two reports can be compared when they are of the same profile: name the other folder, or the other profile with --profile.',
  );
}

/**
 * The profile that a folder of artifacts of any version says it is of; undefined where it does not say:
 * what is wrong with it is told where it is opened.
 */
export async function readProfile(folder: string): Promise<string | undefined> {
  try {
    const content = await readFileOrExplain(join(folder, MANIFEST_FILE));
    const { experiment } = JSON.parse(content.toString('utf8')) as AnyManifest;
    return typeof experiment?.profile === 'string' ? experiment.profile : undefined;
  } catch {
    return undefined;
  }
}

/** What a manifest of any version may say of itself. */
interface AnyManifest {
  readonly experiment?: { readonly profile?: unknown };
}
