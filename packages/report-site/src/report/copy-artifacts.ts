import { join } from 'node:path';
import { MANIFEST_FILE, MANIFEST_SUM_FILE, type Artifacts } from '@layerprint/artifacts';
import { readFileOrExplain, writeUnseenFile } from '@layerprint/artifacts/files';
import { readArtifact } from '@layerprint/artifacts/read-artifact';

/** Files that are open at the same time. */
const AT_ONCE = 16;

/** A file of the artifacts, which is read when it is asked for. */
export interface ListedArtifact {
  /** Below their folder. */
  readonly path: string;
  /** @throws {LayerprintError} `artifact-changed`, where it is not what the manifest says; what `readFileOrExplain` throws. */
  readonly read: () => Promise<Uint8Array>;
}

/** Every file of the artifacts. */
export function listArtifacts({ folder, manifest }: Artifacts): ListedArtifact[] {
  return [
    ...[MANIFEST_FILE, MANIFEST_SUM_FILE].map((path) => ({
      path,
      read: () => readFileOrExplain(join(folder, path)),
    })),
    ...manifest.figures
      .flatMap(({ files }) => files)
      .map((file) => ({ path: file.path, read: async () => readArtifact(folder, file) })),
  ];
}

/**
 * Copies every file of the artifacts, unchanged, so that its sha256 stays true.
 *
 * @param target A folder that nobody looks into yet.
 * @throws {LayerprintError} `artifact-changed`.
 */
export async function copyArtifacts(report: Artifacts, target: string): Promise<void> {
  const files = listArtifacts(report);
  for (let first = 0; first < files.length; first += AT_ONCE) {
    await Promise.all(
      files
        .slice(first, first + AT_ONCE)
        .map(async ({ path, read }) => writeUnseenFile(join(target, path), await read())),
    );
  }
}
