import pixelmatch from 'pixelmatch';
import type { Box } from '../figures/raster.ts';
import { encodePng } from '../render/png.ts';
import type { Picture } from './decode-png.ts';
import type { Place } from './places.ts';
import { findSquareSide, takeSquares } from './squares.ts';

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
/** Half the time of the level that artifacts have, for a sixth more bytes. */
const COMPRESSION_LEVEL = 2;

/** How two pictures differ; lengths in pixels of the difference. */
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
 * larger, what only it has counts as differing. Where both are made of squares of one size, a square is
 * looked at once and is one pixel of the difference.
 *
 * @param smoothed Whether edges are smoothed, so that a pixel that only smooths otherwise does not count.
 * @param places Where to look for the largest share, in pixels of the pictures; the first of equals is
 *   named.
 */
export function comparePixels(
  before: Picture,
  after: Picture,
  smoothed: boolean,
  places: readonly Place[],
): PixelComparison {
  const side = smoothed ? 1 : findSquareSide([before, after], places);
  const base = takeSquares(before, side);
  const head = takeSquares(after, side);
  const width = Math.max(base.width, head.width);
  const height = Math.max(base.height, head.height);
  const output = new Uint8Array(width * height * 4);
  pixelmatch(paint(base, width, height), paint(head, width, height), output, width, height, {
    threshold: JUST_NOTICEABLE,
    includeAA: !smoothed,
    alpha: BASE_OPACITY,
    diffColor: [...DIFFERING],
    aaColor: [255, 200, 0],
  });
  markOutside(output, width, Math.min(base.width, head.width), Math.min(base.height, head.height));
  const measureShare = measureShares(output, width);
  return {
    png: encodePng({ width, height, pixels: output }, COMPRESSION_LEVEL),
    width,
    height,
    share: measureShare({ left: 0, top: 0, width, height }),
    densest: findDensest(
      places.map((place) => shrink(place, side)),
      measureShare,
    ),
  };
}

/** Four channels, with the picture in the upper left corner and nothing around it. */
function paint({ palette, values, ...size }: Picture, width: number, height: number): Uint8Array {
  const isPainted = !palette && size.width === width && size.height === height;
  if (isPainted) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const colours = new Uint32Array(width * height);
  for (let row = 0, from = 0; row < size.height; row++) {
    for (let at = row * width, end = at + size.width; at < end; at++) {
      const value = values[from++]!;
      colours[at] = palette ? palette[value]! : value;
    }
  }
  return new Uint8Array(colours.buffer);
}

function markOutside(output: Uint8Array, width: number, sharedWidth: number, sharedHeight: number) {
  const height = output.length / 4 / width;
  for (let row = 0; row < height; row++) {
    for (let column = row < sharedHeight ? sharedWidth : 0; column < width; column++) {
      output.set([...DIFFERING, 255], (row * width + column) * 4);
    }
  }
}

/** Tells for any part of a picture how much of it is of the colour of differing pixels. */
function measureShares(output: Uint8Array, width: number): (box: Box) => number {
  // A whole pixel at a time, in whatever order the machine keeps its bytes.
  const pixels = new Uint32Array(output.buffer);
  const [differing] = new Uint32Array(Uint8Array.of(...DIFFERING, 255).buffer);
  return (box) => {
    let count = 0;
    for (let row = box.top; row < box.top + box.height; row++) {
      const start = row * width + box.left;
      for (let at = start; at < start + box.width; at++) if (pixels[at] === differing) count++;
    }
    return count / (box.width * box.height);
  };
}

/** Null where nothing differs anywhere. */
function findDensest(
  places: readonly Place[],
  measureShare: (box: Box) => number,
): PixelComparison['densest'] {
  let densest: PixelComparison['densest'] = null;
  for (const place of places) {
    const share = measureShare(place);
    if (share > (densest?.share ?? 0)) densest = { ...place, share };
  }
  return densest;
}

function shrink({ place, left, top, width, height }: Place, side: number): Place {
  return {
    place,
    left: left / side,
    top: top / side,
    width: width / side,
    height: height / side,
  };
}
