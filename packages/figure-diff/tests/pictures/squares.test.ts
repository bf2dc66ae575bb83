import { describe, expect, test } from 'vitest';
import type { Picture } from '../../src/pictures/decode-png.ts';
import { findSquareSide, takeSquares } from '../../src/pictures/squares.ts';
import { enlarge } from './enlarge.ts';

/** Two by three pixels, no two beside each other of one colour. */
const SMALL: Picture = {
  width: 2,
  height: 3,
  values: Uint32Array.of(1, 2, 3, 1, 2, 3),
  palette: null,
};

describe('findSquareSide', () => {
  test.each([1, 2, 3, 12])('finds squares of %d pixels', (side) => {
    expect(findSquareSide([enlarge(SMALL, side)], [])).toBe(side);
  });

  test.each([
    ['in the first column', [0, 5]],
    ['in the first row', [5, 0]],
    ['in the last corner', [11, 17]],
  ])('finds none where one pixel %s is of another colour', (_, [x, y]) => {
    const picture = enlarge(SMALL, 6);
    picture.values[y! * picture.width + x!] = 99;
    expect(findSquareSide([picture], [])).toBe(1);
  });

  test('takes what both pictures are made of', () => {
    expect(findSquareSide([enlarge(SMALL, 4), enlarge(SMALL, 6)], [])).toBe(2);
  });

  test('lets no box end within a square', () => {
    const box = { left: 3, top: 0, width: 6, height: 6 };
    expect(findSquareSide([enlarge(SMALL, 6)], [box])).toBe(3);
  });

  test('takes a picture of one colour for one square', () => {
    const values = new Uint8Array(4 * 6);
    expect(findSquareSide([{ ...SMALL, width: 4, height: 6, values }], [])).toBe(2);
  });
});

test('takeSquares gives back what was enlarged', () => {
  expect(takeSquares(enlarge(SMALL, 5), 5)).toEqual(SMALL);
  expect(takeSquares(SMALL, 1)).toBe(SMALL);
});
