import { relu4 } from './elementwise';
import { madd } from './gemm';
import { maximum4 } from './max-pool-2x2';
import { POINT_BYTES, TILE, WINDOW } from './winograd-layout';
import { FOURS, twice } from './winograd-transforms';

/** Bytes of the four rows of a column that is half transformed. */
const COLUMN_BYTES = TILE * 16;
/** Bytes of memory that {@link transformOutputTile} needs. */
export const OUTPUT_TEMPORARY_BYTES = WINDOW * COLUMN_BYTES;

/** A column of six points to four rows. */
@inline
function transformPoints(m: i32, out: i32, four: v128): void {
  const m1 = v128.load(m, 6 * POINT_BYTES);
  const m2 = v128.load(m, 12 * POINT_BYTES);
  const m3 = v128.load(m, 18 * POINT_BYTES);
  const m4 = v128.load(m, 24 * POINT_BYTES);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const farSum = f32x4.add(m3, m4);
  const farDifference = twice(f32x4.sub(m3, m4));
  v128.store(out, f32x4.add(f32x4.add(v128.load(m), sum), farSum));
  v128.store(out, f32x4.add(difference, farDifference), 16);
  v128.store(out, madd(sum, farSum, four), 32);
  v128.store(out, f32x4.add(madd(difference, farDifference, four), v128.load(m, 30 * POINT_BYTES)), 48);
}

/**
 * Transforms the products of one tile back, adds the bias, applies ReLU, and stores what lies in the image.
 *
 * @param m The tile's first point.
 * @param image Where the tile's first pixel goes; `rowBytes` and `pixel` lead to the others.
 * @param count Channels, a multiple of 4.
 * @param bias Address of the bias, 0 for none.
 * @param pooled Where the largest values of the tile's windows of 2×2 go, `pooledRow` bytes a row, 0 for nowhere.
 * @returns A vector that is not finite where an infinity or a NaN went into the tile: every point is a part
 *   of a corner, and neither becomes finite again by additions and products.
 */
export function transformOutputTile(
  m: i32,
  image: i32,
  rowBytes: i32,
  pixel: i32,
  rows: i32,
  columns: i32,
  count: i32,
  bias: i32,
  relu: bool,
  pooled: i32,
  pooledRow: i32,
  temporary: i32,
): v128 {
  const four = v128.load(FOURS);
  let corners = f32x4.splat(0);
  const bytes = count * 4;
  for (let at: i32 = 0; at < bytes; at += 16) {
    transformPoints(m + at, temporary, four);
    transformPoints(m + at + POINT_BYTES, temporary + COLUMN_BYTES, four);
    transformPoints(m + at + 2 * POINT_BYTES, temporary + 2 * COLUMN_BYTES, four);
    transformPoints(m + at + 3 * POINT_BYTES, temporary + 3 * COLUMN_BYTES, four);
    transformPoints(m + at + 4 * POINT_BYTES, temporary + 4 * COLUMN_BYTES, four);
    transformPoints(m + at + 5 * POINT_BYTES, temporary + 5 * COLUMN_BYTES, four);
    const offset = bias ? v128.load(bias + at) : f32x4.splat(0);
    let left = f32x4.splat(0);
    let right = f32x4.splat(0);
    for (let row: i32 = 0; row < TILE; row++) {
      const from = temporary + row * 16;
      const m1 = v128.load(from, COLUMN_BYTES);
      const m2 = v128.load(from, 2 * COLUMN_BYTES);
      const m3 = v128.load(from, 3 * COLUMN_BYTES);
      const m4 = v128.load(from, 4 * COLUMN_BYTES);
      const sum = f32x4.add(m1, m2);
      const difference = f32x4.sub(m1, m2);
      const farSum = f32x4.add(m3, m4);
      const farDifference = twice(f32x4.sub(m3, m4));
      let y0 = f32x4.add(f32x4.add(f32x4.add(v128.load(from), sum), farSum), offset);
      let y1 = f32x4.add(f32x4.add(difference, farDifference), offset);
      let y2 = f32x4.add(madd(sum, farSum, four), offset);
      let y3 = f32x4.add(f32x4.add(madd(difference, farDifference, four), v128.load(from, 5 * COLUMN_BYTES)), offset);
      corners = f32x4.add(corners, f32x4.add(y0, y3));
      if (row >= rows) continue;
      if (relu) {
        y0 = relu4(y0);
        y1 = relu4(y1);
        y2 = relu4(y2);
        y3 = relu4(y3);
      }
      const to = image + row * rowBytes + at;
      v128.store(to, y0);
      if (columns > 1) v128.store(to + pixel, y1);
      if (columns > 2) v128.store(to + 2 * pixel, y2);
      if (columns > 3) v128.store(to + 3 * pixel, y3);
      if (!pooled) continue;
      const nextLeft = maximum4(y0, y1);
      const nextRight = maximum4(y2, y3);
      if (row & 1) {
        const target = pooled + (row >> 1) * pooledRow + at;
        v128.store(target, maximum4(left, nextLeft));
        if (columns > 2) v128.store(target + pixel, maximum4(right, nextRight));
      }
      left = nextLeft;
      right = nextRight;
    }
  }
  return corners;
}
