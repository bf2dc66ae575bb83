import { hashSha256 } from '@layerprint/artifacts/files';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';

/**
 * Computes the one hash that stands for a data set: the sha256 of what `sha256sum` prints for its files,
 * in order.
 */
export function computeDataHash(files: readonly DatasetFile[]): string {
  return hashSha256(files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''));
}
