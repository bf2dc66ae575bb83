import pixelmatch from 'pixelmatch';
import { encodePng } from '../render/png.ts';
import type { Pixels } from '../render/png.ts';
import type { Place } from './places.ts';

/**
 * From this distance on two colours count as different, where black and white are 1 apart: what is just
 * noticeable in OKLab, the space that pixelmatch measures in.
 *
 * Source: CSS Color Module Level 4 (W3C), section 13.2, "JND".
 */
const JUST_NOTICEABLE = 0.02;
/** Differing pixels; nothing else in the difference picture is of this colour. */
const DIFFERING = [220, 0, 60] as const;
/** How much of the base shows through, in grey. */
const BASE_OPACITY = 0.25;

/** How two pictures differ. */
export interface PixelComparison {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Of all pixels, those that differ. */
  readonly share: number;
  readonly densest: (Place & { readonly share: number }) | null;
}

/**
 * Compares two pictures pixel by pixel with pixelmatch: colours as an eye tells them apart. Where one is
 * larger, what only it has counts as differing.
 *
 * @param base Four channels, as the head.
 * @param smoothed Whether edges are smoothed, so that a pixel that only smooths otherwise does not count.
 * @param places Where to look for the largest share; the first of equals is named.
 */
export function comparePixels(
  base: Pixels,
  head: Pixels,
  smoothed: boolean,
  places: readonly Place[],
): PixelComparison {
  const width = Math.max(base.width, head.width);
  const height = Math.max(base.height, head.height);
  const output = new Uint8Array(width * height * 4);
  pixelmatch(extend(base, width, height), extend(head, width, height), output, width, height, {
    threshold: JUST_NOTICEABLE,
    includeAA: !smoothed,
    alpha: BASE_OPACITY,
    diffColor: [...DIFFERING],
    aaColor: [255, 200, 0],
  });
  markOutside(output, width, Math.min(base.width, head.width), Math.min(base.height, head.height));
  const differs = findDiffering(output);
  const count = differs.reduce((sum, one) => sum + one, 0);
  return {
    png: encodePng({ width, height, pixels: output }),
    width,
    height,
    share: count / (width * height),
    densest: count === 0 ? null : findDensest(differs, width, places),
  };
}

/** Puts a picture into the upper left corner of a larger one that is transparent. */
function extend(picture: Pixels, toWidth: number, toHeight: number): Pixels['pixels'] {
  const { width, height, pixels } = picture;
  if (width === toWidth && height === toHeight) return pixels;
  const extended = new Uint8Array(toWidth * toHeight * 4);
  for (let row = 0; row < height; row++) {
    extended.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * toWidth * 4);
  }
  return extended;
}

function markOutside(output: Uint8Array, width: number, sharedWidth: number, sharedHeight: number) {
  const height = output.length / 4 / width;
  for (let row = 0; row < height; row++) {
    for (let column = row < sharedHeight ? sharedWidth : 0; column < width; column++) {
      output.set([...DIFFERING, 255], (row * width + column) * 4);
    }
  }
}

/** One byte a pixel: 1 where it is of the colour of differing pixels. */
function findDiffering(output: Uint8Array): Uint8Array {
  // A whole pixel at a time, in whatever order the machine keeps its bytes.
  const pixels = new Uint32Array(output.buffer);
  const [differing] = new Uint32Array(Uint8Array.of(...DIFFERING, 255).buffer);
  const differs = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) if (pixels[i] === differing) differs[i] = 1;
  return differs;
}

function findDensest(
  differs: Uint8Array,
  width: number,
  places: readonly Place[],
): PixelComparison['densest'] {
  let densest: PixelComparison['densest'] = null;
  for (const place of places) {
    let count = 0;
    for (let row = place.top; row < place.top + place.height; row++) {
      const start = row * width + place.left;
      for (let at = start; at < start + place.width; at++) count += differs[at]!;
    }
    const share = count / (place.width * place.height);
    if (share > (densest?.share ?? 0)) densest = { ...place, share };
  }
  return densest;
}
