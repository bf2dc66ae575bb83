import { copyWords } from './layout';
import { maximum4 } from './max-pool-2x2';
import { POINT_BYTES, TILE, TILE_BYTES, WINDOW } from './winograd-layout';
import { FOURS, transformOutput, TWOS } from './winograd-transforms';

/** Bytes of the four rows of a column that is half transformed. */
const COLUMN_BYTES = TILE * 16;
/** Bytes of memory that {@link transformOutputTile} needs. */
const HALF_BYTES = WINDOW * COLUMN_BYTES;
/** Bytes of memory that {@link storeOutputTile} needs: that, and a tile of which only a part lies in the image. */
export const OUTPUT_TEMPORARY_BYTES = HALF_BYTES + TILE * TILE * TILE_BYTES;

/** A column of six points to four half transformed rows, 16 bytes apart. */
@inline
function transformPoints(m: i32, to: i32, two: v128, four: v128): void {
  const m1 = v128.load(m, 6 * POINT_BYTES);
  const m2 = v128.load(m, 12 * POINT_BYTES);
  const m3 = v128.load(m, 18 * POINT_BYTES);
  const m4 = v128.load(m, 24 * POINT_BYTES);
  transformOutput(v128.load(m), m1, m2, m3, m4, v128.load(m, 30 * POINT_BYTES), to, 16, false, two, four);
}

/** A row of six half transformed columns to four pixels; gives what {@link transformOutput} gives. */
@inline
function transformRow(from: i32, to: i32, pixel: i32, relu: bool, two: v128, four: v128): v128 {
  const m1 = v128.load(from, COLUMN_BYTES);
  const m2 = v128.load(from, 2 * COLUMN_BYTES);
  const m3 = v128.load(from, 3 * COLUMN_BYTES);
  const m4 = v128.load(from, 4 * COLUMN_BYTES);
  return transformOutput(v128.load(from), m1, m2, m3, m4, v128.load(from, 5 * COLUMN_BYTES), to, pixel, relu, two, four);
}

/** The largest values of one window of 2×2, four channels. */
@inline
function poolWindow(first: i32, pixel: i32, rowBytes: i32, to: i32): void {
  const upper = maximum4(v128.load(first), v128.load(first + pixel));
  const lower = maximum4(v128.load(first + rowBytes), v128.load(first + rowBytes + pixel));
  v128.store(to, maximum4(upper, lower));
}

/**
 * Transforms the products of one tile, whose first point is at `m`, back to its 4×4 pixels, and takes the largest values of
 * its windows of 2×2 where `pooled` says where to; gives what {@link storeOutputTile} gives.
 */
@inline
function transformOutputTile(
  m: i32,
  to: i32,
  rowBytes: i32,
  pixel: i32,
  bytes: i32,
  relu: bool,
  pooled: i32,
  pooledRow: i32,
  half: i32,
): v128 {
  const two = v128.load(TWOS);
  const four = v128.load(FOURS);
  let check = f32x4.splat(0);
  for (let at: i32 = 0; at < bytes; at += 16) {
    const from = m + at;
    transformPoints(from, half, two, four);
    transformPoints(from + POINT_BYTES, half + COLUMN_BYTES, two, four);
    transformPoints(from + 2 * POINT_BYTES, half + 2 * COLUMN_BYTES, two, four);
    transformPoints(from + 3 * POINT_BYTES, half + 3 * COLUMN_BYTES, two, four);
    transformPoints(from + 4 * POINT_BYTES, half + 4 * COLUMN_BYTES, two, four);
    transformPoints(from + 5 * POINT_BYTES, half + 5 * COLUMN_BYTES, two, four);
    const pixels = to + at;
    const upper = transformRow(half, pixels, pixel, relu, two, four);
    const next = transformRow(half + 16, pixels + rowBytes, pixel, relu, two, four);
    check = v128.or(check, v128.or(upper, next));
    const third = transformRow(half + 32, pixels + 2 * rowBytes, pixel, relu, two, four);
    const lower = transformRow(half + 48, pixels + 3 * rowBytes, pixel, relu, two, four);
    check = v128.or(check, v128.or(third, lower));
    if (pooled) {
      const window = pooled + at;
      poolWindow(pixels, pixel, rowBytes, window);
      poolWindow(pixels + 2 * pixel, pixel, rowBytes, window + pixel);
      poolWindow(pixels + 2 * rowBytes, pixel, rowBytes, window + pooledRow);
      poolWindow(pixels + 2 * rowBytes + 2 * pixel, pixel, rowBytes, window + pooledRow + pixel);
    }
  }
  return check;
}

/** The largest values of windows of 2×2 of a tile of which `rows` and `columns`, even numbers, lie in the image. */
@inline
function poolTile(from: i32, rowBytes: i32, pixel: i32, rows: i32, columns: i32, bytes: i32, to: i32, toRow: i32, toPixel: i32): void {
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const window = from + row * rowBytes + column * pixel;
      const target = to + (row >> 1) * toRow + (column >> 1) * toPixel;
      for (let at: i32 = 0; at < bytes; at += 16) {
        poolWindow(window + at, pixel, rowBytes, target + at);
      }
    }
  }
}

/**
 * Transforms the products of one tile back, applies ReLU, and stores what lies in the image.
 *
 * @param m The tile's first point.
 * @param image Where the tile's first pixel goes; `rowBytes` and `pixel` lead to the others, of which `rows` and `columns`
 *   lie in the image.
 * @param count Channels, a multiple of 4.
 * @param pooled Where the largest values of the tile's windows of 2×2 go, `pooledRow` bytes a row, 0 for nowhere.
 * @returns NaN in some number where an infinity or a NaN went into the tile, zeros otherwise: every point is a part of a
 *   corner, and neither becomes finite again by additions and products.
 */
export function storeOutputTile(
  m: i32,
  image: i32,
  rowBytes: i32,
  pixel: i32,
  rows: i32,
  columns: i32,
  count: i32,
  relu: bool,
  pooled: i32,
  pooledRow: i32,
  temporary: i32,
): v128 {
  const bytes = count * 4;
  const isWhole = rows >= TILE && columns >= TILE;
  const to = isWhole ? image : temporary + HALF_BYTES;
  const toPixel = isWhole ? pixel : TILE_BYTES;
  const toRow = isWhole ? rowBytes : TILE * TILE_BYTES;
  const check = transformOutputTile(m, to, toRow, toPixel, bytes, relu, isWhole ? pooled : 0, pooledRow, temporary);
  const height = min(rows, TILE);
  const width = min(columns, TILE);
  if (!isWhole) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        copyWords(to + row * toRow + column * toPixel, image + row * rowBytes + column * pixel, bytes);
      }
    }
  }
  if (pooled && !isWhole) poolTile(to, toRow, toPixel, height, width, bytes, pooled, pooledRow, pixel);
  return check;
}
