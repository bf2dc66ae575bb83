/**
 * Scatters the bits of four counters (the mixer "lowbias32" of Chris Wellons' hash prospector), so that
 * number i of a mask is a function of the seed and i alone, whatever the order and the threads. Its two factors are
 * arguments, since V8 writes a constant vector anew wherever it is used.
 */
@inline
function scatter(x: v128, first: v128, second: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16));
  x = i32x4.mul(x, first);
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, second);
  return v128.xor(x, i32x4.shr_u(x, 16));
}

const FIRST = memory.data<u32>([0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d], 16);
const SECOND = memory.data<u32>([0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b], 16);
const FIRST_COUNTERS = memory.data<i32>([0, 1, 2, 3], 16);

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
  const one = v128.load(FIRST);
  const two = v128.load(SECOND);
  const now = i32x4.splat(step + (later ? <i32>load<f32>(later) : 0));
  const key = scatter(v128.xor(scatter(i32x4.splat(seed), one, two), now), one, two);
  const bound = i32x4.splat(least);
  const factor = f32x4.splat(scale);
  const first = (vectors * shard) / shards;
  let counter = i32x4.add(i32x4.splat(first * 4), v128.load(FIRST_COUNTERS));
  const four = i32x4.splat(4);
  for (let at = first * 16; at < last * 16; at += 16) {
    const bits = scatter(v128.xor(scatter(counter, one, two), key), one, two);
    const value = f32x4.mul(v128.load(x + at), factor);
    v128.store(out + at, v128.and(value, i32x4.ge_u(bits, bound)));
    counter = i32x4.add(counter, four);
  }
}
