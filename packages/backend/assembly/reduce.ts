/**
 * Sums columns of `x` into `out`, from the row at `first` up to the one at `last`, bytes from `x`. Where asked, what is summed is
 * ReLU's gradient `dz` of `x`, which is stored: `x` where `y`, ReLU's output, is above zero, and zero elsewhere.
 */
@inline
export function addColumns(
  x: i32,
  y: i32,
  dz: i32,
  first: i32,
  last: i32,
  rowBytes: i32,
  out: i32,
  isReluGradient: bool,
): void {
  let at = 0;
  for (; at + 64 <= rowBytes; at += 64) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    for (let row = first + at; row < last; row += rowBytes) {
      sum0 = f32x4.add(sum0, take(x + row, y + row, dz + row, isReluGradient));
      sum1 = f32x4.add(sum1, take(x + row + 16, y + row + 16, dz + row + 16, isReluGradient));
      sum2 = f32x4.add(sum2, take(x + row + 32, y + row + 32, dz + row + 32, isReluGradient));
      sum3 = f32x4.add(sum3, take(x + row + 48, y + row + 48, dz + row + 48, isReluGradient));
    }
    v128.store(out + at, sum0);
    v128.store(out + at, sum1, 16);
    v128.store(out + at, sum2, 32);
    v128.store(out + at, sum3, 48);
  }
  for (; at < rowBytes; at += 4) {
    let sum: f32 = 0;
    for (let row = first + at; row < last; row += rowBytes) {
      let value = load<f32>(x + row);
      if (isReluGradient) {
        value = load<f32>(y + row) > 0 ? value : 0;
        store<f32>(dz + row, value);
      }
      sum += value;
    }
    store<f32>(out + at, sum);
  }
}

/** Four numbers of what {@link addColumns} sums. */
@inline
function take(x: i32, y: i32, dz: i32, isReluGradient: bool): v128 {
  const value = v128.load(x);
  if (!isReluGradient) return value;
  const slope = v128.and(value, f32x4.gt(v128.load(y), f32x4.splat(0)));
  v128.store(dz, slope);
  return slope;
}

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
  addColumns(x, 0, 0, first * rowBytes, last * rowBytes, rowBytes, sums + shard * rowBytes, false);
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
