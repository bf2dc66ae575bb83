/** Sums the columns of one shard of the rows of `[rows, columns]` into `sums + shard · [columns]`. */
export function sumColumns(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  sums: i32,
  rows: i32,
  columns: i32,
): void {
  const first = <i32>((<i64>rows * shard) / shards);
  const last = <i32>((<i64>rows * (shard + 1)) / shards);
  const rowBytes = columns * 4;
  const out = sums + shard * rowBytes;
  const start = x + first * rowBytes;
  const end = x + last * rowBytes;
  let at = 0;
  for (; at + 64 <= rowBytes; at += 64) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    for (let row = start + at; row < end; row += rowBytes) {
      sum0 = f32x4.add(sum0, v128.load(row));
      sum1 = f32x4.add(sum1, v128.load(row, 16));
      sum2 = f32x4.add(sum2, v128.load(row, 32));
      sum3 = f32x4.add(sum3, v128.load(row, 48));
    }
    v128.store(out + at, sum0);
    v128.store(out + at, sum1, 16);
    v128.store(out + at, sum2, 32);
    v128.store(out + at, sum3, 48);
  }
  for (; at < rowBytes; at += 4) {
    let sum: f32 = 0;
    for (let row = start + at; row < end; row += rowBytes) sum += load<f32>(row);
    store<f32>(out + at, sum);
  }
}

/** Adds `shards` arrays of `count` numbers that lie one after another, in order, into `out`. */
export function addShards(sums: i32, shards: i32, count: i32, out: i32): void {
  const bytes = count * 4;
  let at = 0;
  for (; at + 16 <= bytes; at += 16) {
    let sum = v128.load(sums + at);
    for (let shard = 1; shard < shards; shard++) {
      sum = f32x4.add(sum, v128.load(sums + shard * bytes + at));
    }
    v128.store(out + at, sum);
  }
  for (; at < bytes; at += 4) {
    let sum = load<f32>(sums + at);
    for (let shard = 1; shard < shards; shard++) sum += load<f32>(sums + shard * bytes + at);
    store<f32>(out + at, sum);
  }
}

/** Sums each row of one shard of `[rows, columns]` in double precision. */
export function sumRows(
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
    let sum: f64 = 0;
    const end = x + (row + 1) * columns * 4;
    for (let at = x + row * columns * 4; at < end; at += 4) sum += load<f32>(at);
    store<f32>(out + row * 4, <f32>sum);
  }
}
