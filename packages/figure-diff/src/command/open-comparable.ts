import { join } from 'node:path';
import { MANIFEST_FILE, openArtifacts, type Artifacts } from '@layerprint/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile } from '@layerprint/artifacts/files';
import { AnyManifestSchema } from '@layerprint/core/schemas/manifest';
import { EARLIER_MANIFESTS } from './earlier-manifests.ts';

/**
 * Opens the artifacts of a profile, or of any, of this or of an earlier version, every byte verified.
 *
 * @throws {LayerprintError} `wrong-profile`; what `openArtifacts` throws.
 */
export async function openComparable(folder: string, profile?: string): Promise<Artifacts> {
  const artifacts = await openArtifacts(folder, EARLIER_MANIFESTS);
  const found = artifacts.manifest.profile;
  if (profile === undefined || found === profile) return artifacts;
  throw new LayerprintError(
    'wrong-profile',
    `${folder} holds the profile ${found}, not ${profile}.`,
    'Name the other folder, or leave out --profile to compare two folders of different experiments.',
  );
}

/**
 * The profile that a folder of artifacts of any version says it is of; undefined where it does not say:
 * what is wrong with it is told where it is opened.
 */
export async function readProfile(folder: string): Promise<string | undefined> {
  try {
    const { profile } = await readJsonFile(AnyManifestSchema, join(folder, MANIFEST_FILE));
    return profile;
  } catch (error) {
    if (error instanceof LayerprintError) return undefined;
    throw error;
  }
}
