import type { ImageShape } from '@layerprint/core/images';
import type { Fit } from '@layerprint/core/schemas/dataset-choice';
import { decodePicture } from './decode-picture.ts';
import { convertChannels } from './raster.ts';
import { resizePicture } from './resize.ts';

/**
 * Decodes a picture and makes it one of the images of a data set.
 *
 * @returns `[height, width, channels]`, 0 to 255.
 * @throws {LayerprintError} `data-not-supported`, naming the file.
 */
export function bringToSize(path: string, content: Buffer, size: ImageShape, fit: Fit): Uint8Array {
  const coloured = convertChannels(decodePicture(path, content), size.channels);
  return resizePicture(coloured, size, fit).pixels;
}
