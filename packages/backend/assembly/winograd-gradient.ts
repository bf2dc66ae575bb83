import { madd } from './gemm';
import { copyWords } from './layout';
import { POINT_BYTES, TILE, TILE_BYTES, WINDOW } from './winograd-layout';
import { FOURS, TWOS } from './winograd-transforms';

/** Bytes of memory that {@link transformGradientTile} needs: a tile of which only a part lies in the image. */
export const GRADIENT_TEMPORARY_BYTES = TILE * TILE * TILE_BYTES;
/** Bytes from one row of points to the next. */
const ROW_BYTES = WINDOW * POINT_BYTES;

/**
 * `A · e`, four half transformed pixels of a row to six points, the adjoint of the output's `Aᵀ`: points 0 and 5 are `e0`
 * and `e3`; the others are sums and differences of `e0 + e2` and `e1 + e3` (points 1 and 2), of `e0 + 4 · e2` and
 * `2 · (e1 + 4 · e3)` (points 3 and 4).
 */
@inline
function storeRow(e0: v128, e1: v128, e2: v128, e3: v128, to: i32, two: v128, four: v128): void {
  const even = f32x4.add(e0, e2);
  const odd = f32x4.add(e1, e3);
  const farEven = madd(e0, e2, four);
  const farOdd = f32x4.mul(madd(e1, e3, four), two);
  v128.store(to, e0);
  v128.store(to, f32x4.add(even, odd), POINT_BYTES);
  v128.store(to, f32x4.sub(even, odd), 2 * POINT_BYTES);
  v128.store(to, f32x4.add(farEven, farOdd), 3 * POINT_BYTES);
  v128.store(to, f32x4.sub(farEven, farOdd), 4 * POINT_BYTES);
  v128.store(to, e3, 5 * POINT_BYTES);
}

/** Four columns' even and odd parts to two rows of points: of their sums, and of their differences. */
@inline
function storeRows(e0: v128, e1: v128, e2: v128, e3: v128, o0: v128, o1: v128, o2: v128, o3: v128, to: i32, two: v128, four: v128): void {
  storeRow(f32x4.add(e0, o0), f32x4.add(e1, o1), f32x4.add(e2, o2), f32x4.add(e3, o3), to, two, four);
  storeRow(f32x4.sub(e0, o0), f32x4.sub(e1, o1), f32x4.sub(e2, o2), f32x4.sub(e3, o3), to + ROW_BYTES, two, four);
}

/** `e0 + e2` of a column, from its first pixel or, for `e1 + e3`, its second. */
@inline
function near(pixel: i32, twoRows: i32): v128 {
  return f32x4.add(v128.load(pixel), v128.load(pixel + twoRows));
}
/** The same with `4 · e2` or `4 · e3`. */
@inline
function far(pixel: i32, twoRows: i32, four: v128): v128 {
  return madd(v128.load(pixel), v128.load(pixel + twoRows), four);
}

/**
 * Transforms one tile of the output's gradient to its points at `d`.
 *
 * @param image The tile's first pixel; `rowBytes` and `pixel` lead to the others, of which `rows` and
 *   `columns` lie in the image.
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
  let tile = image;
  if (rows < TILE || columns < TILE) {
    tile = temporary;
    memory.fill(tile, 0, TILE * TILE * TILE_BYTES);
    for (let row = 0; row < min(rows, TILE); row++) {
      for (let column = 0; column < min(columns, TILE); column++) {
        copyWords(image + row * rowBytes + column * pixel, tile + (row * TILE + column) * TILE_BYTES, bytes);
      }
    }
    rowBytes = TILE * TILE_BYTES;
    pixel = TILE_BYTES;
  }
  const two = v128.load(TWOS);
  const four = v128.load(FOURS);
  const twoRows = 2 * rowBytes;
  const last = 3 * rowBytes;
  // Two rows of points at a time stay in registers: what bounds a transform is how much it stores.
  for (let at: i32 = 0; at < bytes; at += 16) {
    const c0 = tile + at;
    const c1 = c0 + pixel;
    const c2 = c1 + pixel;
    const c3 = c2 + pixel;
    const to = d + at;
    storeRow(v128.load(c0), v128.load(c1), v128.load(c2), v128.load(c3), to, two, four);
    const d0 = c0 + rowBytes;
    const d1 = c1 + rowBytes;
    const d2 = c2 + rowBytes;
    const d3 = c3 + rowBytes;
    storeRows(
      near(c0, twoRows), near(c1, twoRows), near(c2, twoRows), near(c3, twoRows),
      near(d0, twoRows), near(d1, twoRows), near(d2, twoRows), near(d3, twoRows),
      to + ROW_BYTES, two, four,
    );
    storeRows(
      far(c0, twoRows, four), far(c1, twoRows, four), far(c2, twoRows, four), far(c3, twoRows, four),
      f32x4.mul(far(d0, twoRows, four), two), f32x4.mul(far(d1, twoRows, four), two),
      f32x4.mul(far(d2, twoRows, four), two), f32x4.mul(far(d3, twoRows, four), two),
      to + 3 * ROW_BYTES, two, four,
    );
    storeRow(v128.load(c0 + last), v128.load(c1 + last), v128.load(c2 + last), v128.load(c3 + last), to + 5 * ROW_BYTES, two, four);
  }
}
