import { openArtifacts, type Artifacts } from '@layerprint/artifacts';
import { assertPublishable } from '@layerprint/artifacts/publishable';
import { artifactsFolder } from './folders.ts';

let opened: Promise<Artifacts> | undefined;

/**
 * The report that the pages show: the artifacts of `PROFILE`, opened once for all pages, verified and found
 * to hold nothing that should not be published.
 */
export function openReport(): Promise<Artifacts> {
  opened ??= openPublishable(artifactsFolder(process.env['PROFILE'] ?? 'quick'));
  return opened;
}

async function openPublishable(folder: string): Promise<Artifacts> {
  const artifacts = await openArtifacts(folder);
  assertPublishable(artifacts);
  return artifacts;
}
