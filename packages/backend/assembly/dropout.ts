/**
 * Scatters the bits of four counters (the mixer "lowbias32" of Chris Wellons' hash prospector), so that
 * number i of a mask is a function of the seed and i alone, whatever the order and the threads.
 */
@inline
function scatter(x: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * Keeps each number of one shard of `x` with probability 1 − `rate`, scaled by 1 / (1 − `rate`), and makes
 * the others zero. A number is kept where its 32 random bits are `least` = `rate` · 2³² or more. The mask is that of
 * `step`, and of the number at `later` more where that is an address.
 */
export function dropout(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  out: i32,
  count: i32,
  seed: i32,
  step: i32,
  later: i32,
  least: i32,
  scale: f32,
): void {
  const vectors = (count + 3) / 4;
  const last = (vectors * (shard + 1)) / shards;
  const key = scatter(v128.xor(scatter(i32x4.splat(seed)), i32x4.splat(step + (later ? <i32>load<f32>(later) : 0))));
  const factor = f32x4.splat(scale);
  for (let vector = (vectors * shard) / shards; vector < last; vector++) {
    const counter = i32x4.add(i32x4.splat(vector * 4), i32x4(0, 1, 2, 3));
    const bits = scatter(v128.xor(scatter(counter), key));
    const kept = i32x4.ge_u(bits, i32x4.splat(least));
    const value = f32x4.mul(v128.load(x + vector * 16), factor);
    v128.store(out + vector * 16, v128.and(value, kept));
  }
}
