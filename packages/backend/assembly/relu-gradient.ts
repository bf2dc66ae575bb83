/** The gradient where ReLU let its input through, zero elsewhere. */
@inline
export function passWhereAbove(gradient: v128, output: v128): v128 {
  return v128.and(gradient, f32x4.gt(output, f32x4.splat(0)));
}

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
  const out = sums + shard * rowBytes;
  let at = 0;
  for (; at + 64 <= rowBytes; at += 64) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    for (let row = first + at; row < last; row += rowBytes) {
      const d0 = passWhereAbove(v128.load(dy + row), v128.load(y + row));
      const d1 = passWhereAbove(v128.load(dy + row, 16), v128.load(y + row, 16));
      const d2 = passWhereAbove(v128.load(dy + row, 32), v128.load(y + row, 32));
      const d3 = passWhereAbove(v128.load(dy + row, 48), v128.load(y + row, 48));
      v128.store(dz + row, d0);
      v128.store(dz + row, d1, 16);
      v128.store(dz + row, d2, 32);
      v128.store(dz + row, d3, 48);
      sum0 = f32x4.add(sum0, d0);
      sum1 = f32x4.add(sum1, d1);
      sum2 = f32x4.add(sum2, d2);
      sum3 = f32x4.add(sum3, d3);
    }
    v128.store(out + at, sum0);
    v128.store(out + at, sum1, 16);
    v128.store(out + at, sum2, 32);
    v128.store(out + at, sum3, 48);
  }
  for (; at < rowBytes; at += 4) {
    let sum: f32 = 0;
    for (let row = first + at; row < last; row += rowBytes) {
      const slope: f32 = load<f32>(y + row) > 0 ? load<f32>(dy + row) : 0;
      store<f32>(dz + row, slope);
      sum += slope;
    }
    store<f32>(out + at, sum);
  }
}
