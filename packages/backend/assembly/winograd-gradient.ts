import { POINT_BYTES, TILE, WINDOW } from './winograd-layout';
import { gradientEven, gradientOdd } from './winograd-transforms';

/** Bytes of the six points of a column that is half transformed. */
const COLUMN_BYTES = WINDOW * 16;
/** Bytes of memory that {@link transformGradientTile} needs. */
export const GRADIENT_TEMPORARY_BYTES = TILE * COLUMN_BYTES;

/** Four channels of the pixel at `column` of a row, zeros outside the image. */
@inline
function loadPixel(row: i32, pixel: i32, column: i32, columns: i32, isInside: bool): v128 {
  return isInside && column < columns ? v128.load(row + column * pixel) : f32x4.splat(0);
}

/**
 * Transforms one tile of the output's gradient to its points at `d`.
 *
 * @param image The tile's first pixel; `rowBytes` and `pixel` lead to the others, of which `rows` and
 *   `columns`, at most 4, lie in the image.
 * @param count Channels, a multiple of 4.
 */
export function transformGradientTile(
  image: i32,
  rowBytes: i32,
  pixel: i32,
  rows: i32,
  columns: i32,
  count: i32,
  d: i32,
  temporary: i32,
): void {
  const bytes = count * 4;
  for (let at: i32 = 0; at < bytes; at += 16) {
    const from = image + at;
    for (let column: i32 = 0; column < TILE; column++) {
      const to = temporary + column * COLUMN_BYTES;
      const e0 = loadPixel(from, pixel, column, columns, true);
      const e1 = loadPixel(from + rowBytes, pixel, column, columns, rows > 1);
      const e2 = loadPixel(from + 2 * rowBytes, pixel, column, columns, rows > 2);
      const e3 = loadPixel(from + 3 * rowBytes, pixel, column, columns, rows > 3);
      const even = f32x4.add(e0, e2);
      const odd = f32x4.add(e1, e3);
      const farEven = gradientEven(e0, e2);
      const farOdd = gradientOdd(e1, e3);
      v128.store(to, e0);
      v128.store(to, f32x4.add(even, odd), 16);
      v128.store(to, f32x4.sub(even, odd), 32);
      v128.store(to, f32x4.add(farEven, farOdd), 48);
      v128.store(to, f32x4.sub(farEven, farOdd), 64);
      v128.store(to, e3, 80);
    }
    for (let point: i32 = 0; point < WINDOW; point++) {
      const half = temporary + point * 16;
      const to = d + at + point * WINDOW * POINT_BYTES;
      const e0 = v128.load(half);
      const e1 = v128.load(half, COLUMN_BYTES);
      const e2 = v128.load(half, 2 * COLUMN_BYTES);
      const e3 = v128.load(half, 3 * COLUMN_BYTES);
      const even = f32x4.add(e0, e2);
      const odd = f32x4.add(e1, e3);
      const farEven = gradientEven(e0, e2);
      const farOdd = gradientOdd(e1, e3);
      v128.store(to, e0);
      v128.store(to, f32x4.add(even, odd), POINT_BYTES);
      v128.store(to, f32x4.sub(even, odd), 2 * POINT_BYTES);
      v128.store(to, f32x4.add(farEven, farOdd), 3 * POINT_BYTES);
      v128.store(to, f32x4.sub(farEven, farOdd), 4 * POINT_BYTES);
      v128.store(to, e3, 5 * POINT_BYTES);
    }
  }
}
