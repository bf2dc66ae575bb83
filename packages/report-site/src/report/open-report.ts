import { join } from 'node:path';
import { MANIFEST_FILE, openArtifacts } from '@layerprint/core/artifacts';
import type { Artifacts } from '@layerprint/core/artifacts';
import { hashSha256, readFileOrExplain } from '@layerprint/core/files';

/** Where the artifacts of a profile are, relative to the workspace root. */
export function artifactsFolder(profile: string): string {
  return join('dist', profile, 'artifacts');
}

/** Where the site of a profile goes, relative to the workspace root. */
export function siteFolder(profile: string): string {
  return join('dist', profile, 'site');
}

let opened: Promise<Artifacts> | undefined;

/** The report that the pages show: the artifacts of `PROFILE`, opened and verified once for all pages. */
export function openReport(): Promise<Artifacts> {
  opened ??= openArtifacts(artifactsFolder(process.env['PROFILE'] ?? 'quick'));
  return opened;
}

/** The sha256 of the report's manifest, which holds every other hash: it stands for the whole report. */
export async function hashManifest({ folder }: Artifacts): Promise<string> {
  return hashSha256(await readFileOrExplain(join(folder, MANIFEST_FILE)));
}
