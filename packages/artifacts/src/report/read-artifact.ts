import { LayerprintError } from '@layerprint/core/errors';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import { hashSha256 } from '../files.ts';
import { readRegularFile } from '../read-file.ts';

/** What to do about artifacts that are not as they were written. */
export const REBUILD =
  'Run the artifacts task of this profile again; what it writes is not meant to be edited.';

/**
 * Reads a file of an artifacts folder, every byte verified.
 *
 * @throws {LayerprintError} `artifact-changed`, naming the file; what `readRegularFile` throws.
 */
export function readArtifact(folder: string, file: FigureFile): Buffer {
  const path = `${folder}/${file.path}`;
  const changed = (found: string) =>
    new LayerprintError(
      'artifact-changed',
      `${path} is not what the artifacts task wrote: expected ${file.bytes} bytes with sha256 ${file.sha256}, found ${found}.`,
      REBUILD,
    );
  const content = readRegularFile(path, {
    mayBeLink: false,
    assertSize(bytes) {
      if (bytes !== file.bytes) throw changed(`${bytes} bytes`);
    },
  });
  const sha256 = hashSha256(content);
  if (sha256 === file.sha256) return content;
  throw changed(`${content.length} bytes with ${sha256}`);
}
