import { refuseData } from '../refuse-data.ts';
import type { Raster } from './raster.ts';

/** Larger pictures are no small ones' source; they would only fill the memory. */
export const MOST_MEGAPIXELS = 100;

/** A picture as its file holds it, and how it wants to be turned: EXIF's orientation, 1 to 8. */
export interface StoredPicture {
  readonly raster: Raster;
  readonly orientation: number;
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
