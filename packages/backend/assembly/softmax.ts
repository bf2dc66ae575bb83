/** Softmax of each row of one shard of `[rows, columns]`; sums are in double precision. */
export function softmax(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  out: i32,
  rows: i32,
  columns: i32,
): void {
  const last = (rows * (shard + 1)) / shards;
  for (let row = (rows * shard) / shards; row < last; row++) {
    const start = row * columns * 4;
    const end = start + columns * 4;
    let greatest: f32 = -Infinity;
    for (let at = start; at < end; at += 4) greatest = max<f32>(greatest, load<f32>(x + at));
    let sum: f64 = 0;
    for (let at = start; at < end; at += 4) {
      const power = NativeMath.exp(<f64>load<f32>(x + at) - greatest);
      store<f32>(out + at, <f32>power);
      sum += power;
    }
    for (let at = start; at < end; at += 4) store<f32>(out + at, <f32>(<f64>load<f32>(out + at) / sum));
  }
}
