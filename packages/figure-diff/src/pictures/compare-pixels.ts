import pixelmatch from 'pixelmatch';
import { encodePng } from '@layerprint/artifacts/png';
import type { Box, Place } from '@layerprint/core';
import type { Picture } from './decode-png.ts';
import { computeLightness, DIFFERENCE_COLOURS, mixDifference } from './difference-colours.ts';
import { findSquareSide, takeSquares } from './squares.ts';

/**
 * From this distance on two colours count as different, where black and white are 1 apart: what is just
 * noticeable in OKLab, the space that pixelmatch measures in.
 *
 * Source: CSS Color Module Level 4 (W3C), section 13.2, "JND".
 */
const JUST_NOTICEABLE = 0.02;
/** Marks of pixelmatch, which nothing else in its picture is of the colour of: a pixel that differs, one that only smooths. */
const DIFFERING = [220, 0, 60] as const;
const SMOOTHING = [255, 200, 0] as const;
/** How much of the base shows through, in grey. */
const BASE_OPACITY = 0.25;
/** The middle of the greys that shows it on white, and how much of their contrast is kept around our grey. */
const BASE_GREY = 223;
const BASE_CONTRAST = 0.5;
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
  /** How much darker and how much brighter the head gets at most, where black and white are 1 apart. */
  readonly darker: number;
  readonly brighter: number;
}

/**
 * Compares two pictures pixel by pixel with pixelmatch: colours as an eye tells them apart. Where one is
 * larger, what only it has counts as differing. Where both are made of squares of one size, a square is
 * looked at once and is one pixel of the difference. Its colour says how much brighter or darker the head is.
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
  const [was, is] = [paint(base, width, height), paint(head, width, height)];
  pixelmatch(was, is, output, width, height, {
    threshold: JUST_NOTICEABLE,
    includeAA: !smoothed,
    alpha: BASE_OPACITY,
    diffColor: [...DIFFERING],
    aaColor: [...SMOOTHING],
  });
  markOutside(output, width, Math.min(base.width, head.width), Math.min(base.height, head.height));
  const measureShare = measureShares(output.slice(), width);
  const extremes = colourDifference(output, was, is);
  return {
    png: encodePng({ width, height, pixels: output }, COMPRESSION_LEVEL),
    width,
    height,
    share: measureShare({ left: 0, top: 0, width, height }),
    densest: findDensest(
      places.map((place) => shrink(place, side)),
      measureShare,
    ),
    ...extremes,
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

/**
 * Colours a picture of pixelmatch by how much brighter or darker each pixel that differs became, over what
 * is the same in greys around the middle one.
 */
function colourDifference(
  output: Uint8Array,
  base: Uint8Array,
  head: Uint8Array,
): Pick<PixelComparison, 'darker' | 'brighter'> {
  const gains = new Map<number, number>();
  const isMark = (at: number, [red, green, blue]: readonly [number, number, number]) =>
    output[at] === red && output[at + 1] === green && output[at + 2] === blue;
  for (let at = 0; at < output.length; at += 4) {
    if (isMark(at, DIFFERING)) gains.set(at, computeGain(base, head, at));
    else {
      const grey = isMark(at, SMOOTHING) ? BASE_GREY : output[at]!;
      const middle = DIFFERENCE_COLOURS.same[0] + (grey - BASE_GREY) * BASE_CONTRAST;
      output.fill(Math.round(middle), at, at + 3);
    }
  }
  let [darker, brighter] = [0, 0];
  for (const gain of gains.values()) {
    darker = Math.max(darker, -gain);
    brighter = Math.max(brighter, gain);
  }
  const largest = Math.max(darker, brighter);
  for (const [at, gain] of gains) output.set(mixDifference(gain, largest), at);
  return { darker: Math.min(darker, 1), brighter: Math.min(brighter, 1) };
}

/** How much brighter a pixel of the head is; 0 where only one side has it. */
function computeGain(base: Uint8Array, head: Uint8Array, at: number): number {
  if (base[at + 3] === 0 || head[at + 3] === 0) return 0;
  const [before, after] = [base, head].map((pixels) =>
    computeLightness(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!),
  );
  return after! - before!;
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
