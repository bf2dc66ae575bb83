import { addColumns } from './reduce';

/**
 * ReLU's gradient of one shard of a batch of `[rows, columns]` each, and its sums over the rows, the gradient of a bias:
 * `dz` is `dy` where `y`, ReLU's output, is above zero, and zero elsewhere. The sums go to `sums + shard · [columns]`.
 */
export function reluGradientSums(
  shard: i32,
  shards: i32,
  scratch: i32,
  dy: i32,
  y: i32,
  dz: i32,
  sums: i32,
  batch: i32,
  rows: i32,
  columns: i32,
): void {
  const rowBytes = columns * 4;
  const first = ((batch * shard) / shards) * rows * rowBytes;
  const last = ((batch * (shard + 1)) / shards) * rows * rowBytes;
  addColumns(dy, y, dz, first, last, rowBytes, sums + shard * rowBytes, true);
}
