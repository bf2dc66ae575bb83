import { refuseData } from '../refuse-data.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { turnUpright, type Raster } from './raster.ts';

/** Larger pictures are no small ones' source; they would only fill the memory. */
export const MOST_MEGAPIXELS = 100;

/** A picture as its file holds it, and how it wants to be turned: EXIF's orientation, 1 to 8. */
export interface StoredPicture {
  readonly raster: Raster;
  readonly orientation: number;
}

/**
 * Decodes a picture, a PNG or a JPEG as its first bytes say, and turns it upright.
 *
 * @throws {LayerprintError} `data-not-supported`, naming the file and what is wrong with it.
 */
export function decodePicture(path: string, content: Buffer): Raster {
  const { raster, orientation } = decodeByKind(path, content);
  return turnUpright(raster, orientation);
}

function decodeByKind(path: string, content: Buffer): StoredPicture {
  if (content.subarray(0, 4).toString('latin1') === '\x89PNG') return decodePng(path, content);
  if (content[0] === 0xff && content[1] === 0xd8) return decodeJpeg(path, content);
  throw refuseData(path, 'is neither PNG nor JPEG, as its first bytes say');
}

/**
 * Checks a picture's size before it is decoded.
 *
 * @throws {LayerprintError} `data-not-supported`.
 */
export function assertPictureSize(
  path: string,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  if (width > 0 && height > 0 && width * height <= MOST_MEGAPIXELS * 1e6) return;
  throw refuseData(
    path,
    `has ${width} × ${height} pixels, where 1 to ${MOST_MEGAPIXELS} million are read`,
  );
}
