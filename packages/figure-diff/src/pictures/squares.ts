import type { Box } from '@layerprint/core';
import type { Picture } from './decode-png.ts';

/**
 * Finds the side of the squares that pictures are made of, each square of one colour: the largest number
 * of pixels that divides their sizes, every place where a colour ends, and the boxes. 1 where they are not
 * made of squares.
 */
export function findSquareSide(pictures: readonly Picture[], boxes: readonly Box[]): number {
  let side = 0;
  const include = (length: number) => {
    if (side !== 1 && length % side !== 0) side = findCommonDivisor(length, side);
  };
  for (const { left, top, width, height } of boxes) [left, top, width, height].forEach(include);
  for (const { width, height } of pictures) [width, height].forEach(include);
  for (const { width, height, values } of pictures) {
    const isLikeRowAbove = compareRows(values, width);
    for (let row = 0; row < height && side !== 1; row++) {
      if (isLikeRowAbove(row)) continue;
      include(row);
      for (let column = 1, at = row * width + 1; column < width; column++, at++) {
        if (values[at] !== values[at - 1]) include(column);
      }
    }
  }
  return side;
}

/** One pixel for each square of a picture. */
export function takeSquares(picture: Picture, side: number): Picture {
  if (side === 1) return picture;
  const width = picture.width / side;
  const height = picture.height / side;
  const values = picture.values.slice(0, width * height);
  for (let row = 0, to = 0; row < height; row++) {
    const start = row * side * picture.width;
    for (let column = 0; column < width; column++) {
      values[to++] = picture.values[start + column * side]!;
    }
  }
  return { ...picture, width, height, values };
}

function compareRows(values: Picture['values'], width: number): (row: number) => boolean {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const length = width * values.BYTES_PER_ELEMENT;
  return (row) => {
    const start = row * length;
    return row > 0 && bytes.compare(bytes, start, start + length, start - length, start) === 0;
  };
}

function findCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : findCommonDivisor(b, a % b);
}
