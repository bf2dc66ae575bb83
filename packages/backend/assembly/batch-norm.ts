/**
 * Batch normalisation of one shard of the rows of `[rows, columns]` by what is known of each column:
 * `(x − mean) · scale / √(variance + epsilon) + offset`. `offset` and `scale` may be 0 for none. Scratch memory
 * holds one row.
 */
export function normalizeBatch(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  mean: i32,
  variance: i32,
  offset: i32,
  scale: i32,
  out: i32,
  rows: i32,
  columns: i32,
  epsilon: f64,
): void {
  const rowBytes = columns * 4;
  for (let at = 0; at < rowBytes; at += 4) {
    const size = scale ? <f64>load<f32>(scale + at) : 1;
    store<f32>(scratch + at, <f32>(size / sqrt<f64>(<f64>load<f32>(variance + at) + epsilon)));
  }
  const last = <i32>((<i64>rows * (shard + 1)) / shards);
  for (let row = <i32>((<i64>rows * shard) / shards); row < last; row++) {
    const from = x + row * rowBytes;
    const to = out + row * rowBytes;
    let at = 0;
    for (; at + 16 <= rowBytes; at += 16) {
      const distance = f32x4.sub(v128.load(from + at), v128.load(mean + at));
      const scaled = f32x4.mul(distance, v128.load(scratch + at));
      v128.store(to + at, offset ? f32x4.add(scaled, v128.load(offset + at)) : scaled);
    }
    for (; at < rowBytes; at += 4) {
      const scaled = (load<f32>(from + at) - load<f32>(mean + at)) * load<f32>(scratch + at);
      store<f32>(to + at, offset ? scaled + load<f32>(offset + at) : scaled);
    }
  }
}
