import { gemm } from './gemm';
import { copyRows, finishRows } from './layout';

/** Rows of a padded product that scratch memory holds at a time. */
const ROWS = 64;
/** A transposed matrix is packed where its rows are at least so far apart, in bytes, and not more than so many. */
const PAGE_BYTES = 4096;
const PACKED_ROWS = 256;

/**
 * One shard of the rows of `out = a · b + bias`, with ReLU where asked.
 *
 * `a` is read with the strides `aRow` and `aStep`, in bytes, so that it may be transposed. `b` and `bias`
 * have `padded` columns, `columns` rounded up to a multiple of 4; where the two differ, scratch memory
 * holds 64 rows of `padded` columns. Behind them it holds 64 columns of a transposed `a` where they are packed: numbers that
 * stand a power of two apart share a few sets of the first-level cache.
 */
export function multiplyMatrices(
  shard: i32,
  shards: i32,
  scratch: i32,
  a: i32,
  aRow: i32,
  aStep: i32,
  b: i32,
  bias: i32,
  out: i32,
  rows: i32,
  inner: i32,
  columns: i32,
  relu: bool,
): void {
  const padded = (columns + 3) & ~3;
  const packed = scratch + ROWS * padded * 4;
  const isPacked = aRow == 4 && aStep >= PAGE_BYTES && inner <= PACKED_ROWS;
  const last = (rows * (shard + 1)) / shards;
  for (let first = (rows * shard) / shards; first < last; first += ROWS) {
    const count = min(ROWS, last - first);
    const to = out + first * columns * 4;
    const product = padded == columns ? to : scratch;
    if (isPacked) copyRows(a + first * 4, aStep, packed, ROWS * 4, inner, count);
    const from = isPacked ? packed : a + first * aRow;
    gemm(from, aRow, isPacked ? ROWS * 4 : aStep, 0, 1, inner, b, padded * 4, product, padded * 4, count, padded, false);
    finishRows(product, padded * 4, count, padded, bias, relu);
    if (product != to) copyRows(product, padded * 4, to, columns * 4, count, columns);
  }
}
