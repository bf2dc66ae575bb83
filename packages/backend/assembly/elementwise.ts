/** Operations of one or two numbers; each call below passes a constant, so the compiler keeps one branch. */
const ADD = 0;
const SUBTRACT = 1;
const MULTIPLY = 2;
const DIVIDE = 3;
const RELU = 4;
const STEP = 5;
const NEGATE = 6;
const SQUARE = 7;
const SQUARE_ROOT = 8;
const RELU_GRADIENT = 9;
const SUBTRACT_FROM = 10;
const DIVIDE_INTO = 11;
const GREATER = 12;
const ELU_GRADIENT = 13;
const RELU6 = 14;
const PRELU = 15;

/** ReLU as `Math.max(0, x)` computes it: +0 for −0, NaN for NaN. One instruction less each than `f32x4.max`. */
@inline
export function relu4(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(0));
}

/** 1 where `x` is above zero, 0 elsewhere, NaN for NaN, as TF.js's `step`. */
@inline
function step(x: v128): v128 {
  const one = v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1));
  return v128.or(one, v128.and(f32x4.ne(x, x), x));
}

@inline
function apply(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return f32x4.add(a, b);
  if (operation == SUBTRACT) return f32x4.sub(a, b);
  if (operation == MULTIPLY) return f32x4.mul(a, b);
  if (operation == DIVIDE) return f32x4.div(a, b);
  if (operation == SUBTRACT_FROM) return f32x4.sub(b, a);
  if (operation == DIVIDE_INTO) return f32x4.div(b, a);
  if (operation == GREATER) return v128.and(f32x4.gt(a, b), f32x4.splat(1));
  if (operation == ELU_GRADIENT) {
    const slope = f32x4.mul(a, f32x4.add(b, f32x4.splat(1)));
    return v128.bitselect(a, slope, f32x4.ge(b, f32x4.splat(0)));
  }
  if (operation == RELU_GRADIENT) return f32x4.mul(a, step(b));
  if (operation == RELU) return relu4(a);
  if (operation == RELU6) return f32x4.pmin(relu4(a), f32x4.splat(6));
  if (operation == PRELU) return v128.bitselect(f32x4.mul(a, b), a, f32x4.lt(a, f32x4.splat(0)));
  if (operation == STEP) return step(a);
  if (operation == NEGATE) return f32x4.neg(a);
  if (operation == SQUARE) return f32x4.mul(a, a);
  return f32x4.sqrt(a);
}

/** The first number of a shard of `count`, a multiple of 4 except for the end. */
@inline
function shardStart(count: i32, shard: i32, shards: i32): i32 {
  return shard == shards ? count : <i32>((<i64>count * shard) / shards) & ~3;
}

/**
 * Applies an operation to one shard of `count` numbers. The second operand has `period` numbers that
 * repeat: all of them, one for all, or a row. Tensors own whole vectors of memory, so the last vector may be
 * computed past the end.
 */
@inline
function zip(
  operation: i32,
  shard: i32,
  shards: i32,
  a: i32,
  b: i32,
  out: i32,
  count: i32,
  period: i32,
): void {
  const first = shardStart(count, shard, shards) * 4;
  const last = shardStart(count, shard + 1, shards) * 4;
  if (period == count) {
    for (let at = first; at < last; at += 16) {
      v128.store(out + at, apply(operation, v128.load(a + at), v128.load(b + at)));
    }
  } else if (period == 1) {
    const all = v128.load32_splat(b);
    for (let at = first; at < last; at += 16) {
      v128.store(out + at, apply(operation, v128.load(a + at), all));
    }
  } else if ((period & 3) != 0) {
    const row = period * 4;
    let column = first % row;
    for (let at = first; at < last; at += 4) {
      const value = apply(operation, v128.load32_splat(a + at), v128.load32_splat(b + column));
      store<f32>(out + at, f32x4.extract_lane(value, 0));
      column += 4;
      if (column == row) column = 0;
    }
  } else {
    const row = period * 4;
    let column = first % row;
    for (let at = first; at < last; at += 16) {
      v128.store(out + at, apply(operation, v128.load(a + at), v128.load(b + column)));
      column += 16;
      if (column == row) column = 0;
    }
  }
}

export function add(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(ADD, shard, shards, a, b, out, count, period);
}
export function subtract(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(SUBTRACT, shard, shards, a, b, out, count, period);
}
export function multiply(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(MULTIPLY, shard, shards, a, b, out, count, period);
}
export function divide(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(DIVIDE, shard, shards, a, b, out, count, period);
}
/** `b − a` and `b / a`, where the second operand is the one that repeats. */
export function subtractFrom(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(SUBTRACT_FROM, shard, shards, a, b, out, count, period);
}
export function divideInto(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(DIVIDE_INTO, shard, shards, a, b, out, count, period);
}
/** 1 where `a` is greater than `b`, 0 elsewhere. */
export function greater(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(GREATER, shard, shards, a, b, out, count, period);
}
/** `a` where it is not below zero, `a · b` elsewhere. */
export function prelu(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32, period: i32): void {
  zip(PRELU, shard, shards, a, b, out, count, period);
}
/** The gradient of ELU: `dy` where its output `y` is 0 or more, `dy · (y + 1)` elsewhere; `a` is `dy`, `b` is `y`. */
export function eluGradient(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32): void {
  zip(ELU_GRADIENT, shard, shards, a, b, out, count, count);
}
/** The numbers of `a` where `condition` is not 0, those of `b` elsewhere. */
export function select(shard: i32, shards: i32, scratch: i32, condition: i32, a: i32, b: i32, out: i32, count: i32): void {
  const last = shardStart(count, shard + 1, shards) * 4;
  for (let at = shardStart(count, shard, shards) * 4; at < last; at += 16) {
    const isFalse = f32x4.eq(v128.load(condition + at), f32x4.splat(0));
    v128.store(out + at, v128.bitselect(v128.load(b + at), v128.load(a + at), isFalse));
  }
}
/** `dy · step(y)`: `a` is `dy`, `b` is ReLU's input or output. */
export function reluGradient(shard: i32, shards: i32, scratch: i32, a: i32, b: i32, out: i32, count: i32): void {
  zip(RELU_GRADIENT, shard, shards, a, b, out, count, count);
}
export function relu(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(RELU, shard, shards, a, a, out, count, count);
}
export function relu6(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(RELU6, shard, shards, a, a, out, count, count);
}
export function unitStep(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(STEP, shard, shards, a, a, out, count, count);
}
export function negate(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(NEGATE, shard, shards, a, a, out, count, count);
}
export function square(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(SQUARE, shard, shards, a, a, out, count, count);
}
export function squareRoot(shard: i32, shards: i32, scratch: i32, a: i32, out: i32, count: i32): void {
  zip(SQUARE_ROOT, shard, shards, a, a, out, count, count);
}
