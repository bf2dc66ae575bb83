import type { ImageShape } from '@layerprint/core/images';
import type { Raster } from './raster.ts';

/** A part of a picture, in pixels. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Brings a picture to a size.
 *
 * Each pixel of the result is the mean of the area that it stands for, the picture's pixels weighed by how much of
 * them lies in it; so is an enlarged one. All of it is in whole numbers: along an axis of n pixels made m, pixel i
 * of the result weighs pixel x of the picture by the overlap of [i·n, (i + 1)·n) with [x·m, (x + 1)·m), and the sum
 * is divided once, rounded half up. So every machine gives the same bytes, and a picture of one colour stays so.
 *
 * Source: area averaging, "box filter" in Foley et al., "Computer Graphics: Principles and Practice", 14.10.
 *
 * @param fit Whether a picture of another aspect is stretched, or cropped to its middle first.
 */
export function resizePicture(raster: Raster, size: ImageShape, fit: 'stretch' | 'crop'): Raster {
  const whole = { left: 0, top: 0, width: raster.width, height: raster.height };
  const part = fit === 'crop' ? findMiddle(raster, size) : whole;
  const { channels } = raster;
  const columns = weigh(part.width, size.width);
  const rows = weigh(part.height, size.height);
  const total = part.width * part.height;
  const pixels = new Uint8Array(size.height * size.width * channels);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (const [sourceY, tall] of row) {
          const start = (part.top + sourceY) * raster.width + part.left;
          let inRow = 0;
          for (const [sourceX, wide] of column) {
            inRow += wide * raster.pixels[(start + sourceX) * channels + channel]!;
          }
          sum += tall * inRow;
        }
        pixels[(y * size.width + x) * channels + channel] = Math.floor(
          (2 * sum + total) / (2 * total),
        );
      }
    }
  }
  return { width: size.width, height: size.height, channels, pixels };
}

/** The largest part of a size's aspect in the middle, in whole pixels. */
export function findMiddle(
  { width, height }: Pick<Raster, 'width' | 'height'>,
  size: Pick<ImageShape, 'width' | 'height'>,
): Part {
  const isWide = width * size.height > height * size.width;
  const wide = isWide ? Math.max(1, Math.floor((height * size.width) / size.height)) : width;
  const tall = isWide ? height : Math.max(1, Math.floor((width * size.height) / size.width));
  return {
    left: Math.floor((width - wide) / 2),
    top: Math.floor((height - tall) / 2),
    width: wide,
    height: tall,
  };
}

/** Of every pixel of the result, the picture's pixels that are in its area, each with its weight. */
function weigh(from: number, to: number): (readonly [pixel: number, weight: number])[][] {
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * from, (i + 1) * from];
    const first = Math.floor(start / to);
    const last = Math.ceil(end / to);
    return Array.from({ length: last - first }, (__, k) => {
      const pixel = first + k;
      const overlap = Math.min(end, (pixel + 1) * to) - Math.max(start, pixel * to);
      return [pixel, overlap] as const;
    });
  });
}
