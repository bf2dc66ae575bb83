import { gemm } from './gemm';
import { copyRows, finishRows } from './layout';

/** Rows of a padded product that scratch memory holds at a time. */
const ROWS = 64;

/**
 * One shard of the rows of `out = a · b + bias`, with ReLU where asked.
 *
 * `a` is read with the strides `aRow` and `aStep`, in bytes, so that it may be transposed. `b` and `bias`
 * have `padded` columns, `columns` rounded up to a multiple of 4; where the two differ, scratch memory
 * holds 64 rows of `padded` columns.
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
  const last = (rows * (shard + 1)) / shards;
  for (let first = (rows * shard) / shards; first < last; first += ROWS) {
    const count = min(ROWS, last - first);
    const to = out + first * columns * 4;
    const product = padded == columns ? to : scratch;
    gemm(a + first * aRow, aRow, aStep, 0, 1, inner, b, padded * 4, product, padded * 4, count, padded, false);
    finishRows(product, padded * 4, count, padded, bias, relu);
    if (product != to) copyRows(product, padded * 4, to, columns * 4, count, columns);
  }
}
