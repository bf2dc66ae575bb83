import { madd } from './gemm';
import { POINT_BYTES, TILE, WINDOW } from './winograd-layout';
import { FOURS, twice } from './winograd-transforms';

/** Bytes of the six points of a column that is half transformed. */
const COLUMN_BYTES = WINDOW * 16;
/** Bytes of memory that {@link transformGradientTile} needs. */
export const GRADIENT_TEMPORARY_BYTES = TILE * COLUMN_BYTES;

/** Four pixels of a column or a row to six points, `step` bytes apart. */
@inline
function storePoints(e0: v128, e1: v128, e2: v128, e3: v128, to: i32, step: i32, four: v128): void {
  const even = f32x4.add(e0, e2);
  const odd = f32x4.add(e1, e3);
  const farEven = madd(e0, e2, four);
  const farOdd = twice(madd(e1, e3, four));
  v128.store(to, e0);
  v128.store(to + step, f32x4.add(even, odd));
  v128.store(to + 2 * step, f32x4.sub(even, odd));
  v128.store(to + 3 * step, f32x4.add(farEven, farOdd));
  v128.store(to + 4 * step, f32x4.sub(farEven, farOdd));
  v128.store(to + 5 * step, e3);
}

/** One column of the tile, of which only the first `rows` pixels lie in the image, to its points. */
@inline
function transformColumn(from: i32, rowBytes: i32, rows: i32, to: i32, four: v128): void {
  const none = f32x4.splat(0);
  const e1 = rows > 1 ? v128.load(from + rowBytes) : none;
  const e2 = rows > 2 ? v128.load(from + 2 * rowBytes) : none;
  const e3 = rows > 3 ? v128.load(from + 3 * rowBytes) : none;
  storePoints(v128.load(from), e1, e2, e3, to, 16, four);
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
  const four = v128.load(FOURS);
  const bytes = count * 4;
  if (columns < TILE) memory.fill(temporary, 0, GRADIENT_TEMPORARY_BYTES);
  for (let at: i32 = 0; at < bytes; at += 16) {
    const from = image + at;
    transformColumn(from, rowBytes, rows, temporary, four);
    if (columns > 1) transformColumn(from + pixel, rowBytes, rows, temporary + COLUMN_BYTES, four);
    if (columns > 2) transformColumn(from + 2 * pixel, rowBytes, rows, temporary + 2 * COLUMN_BYTES, four);
    if (columns > 3) transformColumn(from + 3 * pixel, rowBytes, rows, temporary + 3 * COLUMN_BYTES, four);
    for (let point: i32 = 0; point < WINDOW; point++) {
      const half = temporary + point * 16;
      const e0 = v128.load(half);
      const e1 = v128.load(half, COLUMN_BYTES);
      const e2 = v128.load(half, 2 * COLUMN_BYTES);
      const e3 = v128.load(half, 3 * COLUMN_BYTES);
      storePoints(e0, e1, e2, e3, d + at + point * WINDOW * POINT_BYTES, POINT_BYTES, four);
    }
  }
}
