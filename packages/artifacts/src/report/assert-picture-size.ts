import { LayerprintError } from '@layerprint/core/errors';
import type { FigureFile } from '@layerprint/core/schemas/manifest';

/** What every PNG begins with, and then its header: length, type, width and height. */
const START = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');

/**
 * Makes sure that a PNG is of the size that the manifest says, before anyone decodes it: a few bytes can
 * stand for gigabytes of pixels.
 *
 * @param path Where it is, for the error.
 * @throws {LayerprintError} `picture-damaged`.
 */
export function assertPictureSize(file: FigureFile, png: Buffer, path: string): void {
  if (file.role !== 'picture' || file.format !== 'png') return;
  const isPng = png.length >= START.length + 8 && png.subarray(0, START.length).equals(START);
  const width = isPng ? png.readUInt32BE(START.length) : undefined;
  const height = isPng ? png.readUInt32BE(START.length + 4) : undefined;
  if (width === file.width && height === file.height) return;
  throw pictureDamaged(
    path,
    isPng
      ? `it is ${width} × ${height} pixels and not ${file.width} × ${file.height}`
      : 'it is no PNG',
  );
}

/** A picture that is as the manifest lists it, and is none. */
export function pictureDamaged(path: string, what: string, cause?: unknown): LayerprintError {
  return new LayerprintError(
    'picture-damaged',
    `${path} is no picture that the artifacts task writes: ${what}.`,
    'Make these artifacts again: they were not changed since they were written, but written wrong.',
    cause === undefined ? undefined : { cause },
  );
}
