import { LayerprintError } from '@layerprint/core/errors';
import {
  formatManifestSum,
  MANIFEST_FILE,
  MANIFEST_SUM_FILE,
  type Artifacts,
} from './open-artifacts.ts';
import { hashSha256, readFileOrExplain, writeUnseenFile } from '../files.ts';
import { readArtifact } from './read-artifact.ts';

/**
 * Copies an artifacts folder that was opened, every byte verified again.
 *
 * @param to A folder where nobody looks yet, as for `writeUnseenFile`.
 * @throws {LayerprintError} `artifact-changed`, naming the file; what `readArtifact` throws.
 */
export async function copyArtifacts(
  { folder, manifest, manifestHash }: Artifacts,
  to: string,
): Promise<void> {
  const path = `${folder}/${MANIFEST_FILE}`;
  const content = await readFileOrExplain(path, { mayBeLink: false });
  if (hashSha256(content) !== manifestHash) {
    throw new LayerprintError(
      'artifact-changed',
      `${path} changed while it was compared.`,
      'Run again when nothing writes to it any more.',
    );
  }
  await writeUnseenFile(`${to}/${MANIFEST_FILE}`, content);
  await writeUnseenFile(`${to}/${MANIFEST_SUM_FILE}`, formatManifestSum(content));
  for (const file of manifest.figures.flatMap(({ files }) => files)) {
    await writeUnseenFile(`${to}/${file.path}`, readArtifact(folder, file));
  }
}
