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
    let even = f32x4.add(v128.load(c0), v128.load(c0 + twoRows));
    let odd = f32x4.add(v128.load(c0 + rowBytes), v128.load(c0 + rowBytes + twoRows));
    let p0 = f32x4.add(even, odd);
    let q0 = f32x4.sub(even, odd);
    even = f32x4.add(v128.load(c1), v128.load(c1 + twoRows));
    odd = f32x4.add(v128.load(c1 + rowBytes), v128.load(c1 + rowBytes + twoRows));
    let p1 = f32x4.add(even, odd);
    let q1 = f32x4.sub(even, odd);
    even = f32x4.add(v128.load(c2), v128.load(c2 + twoRows));
    odd = f32x4.add(v128.load(c2 + rowBytes), v128.load(c2 + rowBytes + twoRows));
    let p2 = f32x4.add(even, odd);
    let q2 = f32x4.sub(even, odd);
    even = f32x4.add(v128.load(c3), v128.load(c3 + twoRows));
    odd = f32x4.add(v128.load(c3 + rowBytes), v128.load(c3 + rowBytes + twoRows));
    let p3 = f32x4.add(even, odd);
    let q3 = f32x4.sub(even, odd);
    storeRow(p0, p1, p2, p3, to + ROW_BYTES, two, four);
    storeRow(q0, q1, q2, q3, to + 2 * ROW_BYTES, two, four);
    even = madd(v128.load(c0), v128.load(c0 + twoRows), four);
    odd = f32x4.mul(madd(v128.load(c0 + rowBytes), v128.load(c0 + rowBytes + twoRows), four), two);
    p0 = f32x4.add(even, odd);
    q0 = f32x4.sub(even, odd);
    even = madd(v128.load(c1), v128.load(c1 + twoRows), four);
    odd = f32x4.mul(madd(v128.load(c1 + rowBytes), v128.load(c1 + rowBytes + twoRows), four), two);
    p1 = f32x4.add(even, odd);
    q1 = f32x4.sub(even, odd);
    even = madd(v128.load(c2), v128.load(c2 + twoRows), four);
    odd = f32x4.mul(madd(v128.load(c2 + rowBytes), v128.load(c2 + rowBytes + twoRows), four), two);
    p2 = f32x4.add(even, odd);
    q2 = f32x4.sub(even, odd);
    even = madd(v128.load(c3), v128.load(c3 + twoRows), four);
    odd = f32x4.mul(madd(v128.load(c3 + rowBytes), v128.load(c3 + rowBytes + twoRows), four), two);
    p3 = f32x4.add(even, odd);
    q3 = f32x4.sub(even, odd);
    storeRow(p0, p1, p2, p3, to + 3 * ROW_BYTES, two, four);
    storeRow(q0, q1, q2, q3, to + 4 * ROW_BYTES, two, four);
    storeRow(v128.load(c0 + last), v128.load(c1 + last), v128.load(c2 + last), v128.load(c3 + last), to + 5 * ROW_BYTES, two, four);
  }
}
