/** Functions of one number; each call below passes a constant, so the compiler keeps one branch. */
const EXPONENTIAL = 0;
const LOGARITHM = 1;
const TANH = 2;
const SIGMOID = 3;
const SOFTPLUS = 4;
const ELU = 5;
const LEAKY_RELU = 6;
const RECIPROCAL_ROOT = 7;

/** Beyond this, softplus is its argument or `eˣ` within float32's precision: −ln 2⁻²³ − 2, as in TF.js. */
const SOFTPLUS_END: f64 = 13.942385;

@inline
function evaluate(operation: i32, x: f64, alpha: f64): f64 {
  if (operation == EXPONENTIAL) return NativeMath.exp(x);
  if (operation == LOGARITHM) return NativeMath.log(x);
  if (operation == TANH) return NativeMath.tanh(x);
  if (operation == SIGMOID) return 1 / (1 + NativeMath.exp(-x));
  if (operation == ELU) return x >= 0 ? x : NativeMath.exp(x) - 1;
  if (operation == LEAKY_RELU) return x < 0 ? alpha * x : x;
  if (operation == RECIPROCAL_ROOT) return 1 / sqrt<f64>(x);
  if (x > SOFTPLUS_END) return x;
  const power = NativeMath.exp(x);
  return x < -SOFTPLUS_END ? power : NativeMath.log(1 + power);
}

/**
 * Applies a function to each number of one shard of `count`, in double precision by AssemblyScript's own
 * arithmetic, a port of musl without tables, so that the bits are the same in every engine; those of
 * JavaScript's `Math.exp` are not.
 */
@inline
function map(operation: i32, shard: i32, shards: i32, x: i32, out: i32, count: i32, alpha: f64): void {
  const last = <i32>((<i64>count * (shard + 1)) / shards);
  for (let i = <i32>((<i64>count * shard) / shards); i < last; i++) {
    store<f32>(out + i * 4, <f32>evaluate(operation, load<f32>(x + i * 4), alpha));
  }
}

export function exponential(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(EXPONENTIAL, shard, shards, x, out, count, 0);
}
export function logarithm(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(LOGARITHM, shard, shards, x, out, count, 0);
}
export function tanh(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(TANH, shard, shards, x, out, count, 0);
}
export function sigmoid(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(SIGMOID, shard, shards, x, out, count, 0);
}
export function softplus(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(SOFTPLUS, shard, shards, x, out, count, 0);
}
export function elu(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(ELU, shard, shards, x, out, count, 0);
}
export function leakyRelu(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32, alpha: f64): void {
  map(LEAKY_RELU, shard, shards, x, out, count, alpha);
}
export function reciprocalRoot(shard: i32, shards: i32, scratch: i32, x: i32, out: i32, count: i32): void {
  map(RECIPROCAL_ROOT, shard, shards, x, out, count, 0);
}
