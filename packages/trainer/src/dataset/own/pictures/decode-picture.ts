import { refuseData } from '../refuse-data.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { turnUpright, type Raster } from './raster.ts';
import type { StoredPicture } from './stored-picture.ts';

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
