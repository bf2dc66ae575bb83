import { madd } from './gemm';

/**
 * The one-dimensional transforms of Winograd's minimal filtering F(4, 3), from Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks" (arXiv 1509.09308), section 4.3, on four channels at once.
 * Those of images are cut into parts, and whoever calls them stores the points: an instruction can hold
 * the distance between two points only where it is written out as a constant.
 */

/** Constants in memory: V8 would build a splat anew at each use, in three instructions. */
const TWO = memory.data<f32>([2, 2, 2, 2], 16);
const FOUR = memory.data<f32>([4, 4, 4, 4], 16);
const FIVE = memory.data<f32>([5, 5, 5, 5], 16);
const EIGHT = memory.data<f32>([8, 8, 8, 8], 16);

/**
 * `Bᵀ · d`, six pixels of input to six points: point 0 is `inputOuter(d0, d2, d4)`, point 5 is
 * `inputOuter(d1, d3, d5)`, and the others are sums and differences of `inputNear(d4, d2)` and
 * `inputNear(d3, d1)` (points 1 and 2), of `d4 − d2` and `inputFar(d3, d1)` (points 3 and 4).
 */
@inline
export function inputOuter(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.sub(f32x4.mul(v128.load(FOUR), a), f32x4.mul(v128.load(FIVE), b)), c);
}
@inline
export function inputNear(a: v128, b: v128): v128 {
  return f32x4.sub(a, f32x4.mul(v128.load(FOUR), b));
}
@inline
export function inputFar(a: v128, b: v128): v128 {
  const half = f32x4.sub(a, b);
  return f32x4.add(half, half);
}

/**
 * `A · e`, four pixels of the output's gradient to six points, the adjoint of `Aᵀ`: points 0 and 5 are `e0`
 * and `e3`; the others are sums and differences of `e0 + e2` and `e1 + e3` (points 1 and 2), of
 * `gradientEven(e0, e2)` and `gradientOdd(e1, e3)` (points 3 and 4).
 */
@inline
export function gradientEven(e0: v128, e2: v128): v128 {
  return madd(e0, e2, v128.load(FOUR));
}
@inline
export function gradientOdd(e1: v128, e3: v128): v128 {
  return madd(f32x4.add(e1, e1), e3, v128.load(EIGHT));
}

/**
 * `Aᵀ · m`, six points to four pixels of output, one function a pixel: `sum` and `difference` are those
 * of points 1 and 2, `farSum` and `farDifference` those of points 3 and 4.
 */
@inline
export function outputPixel0(m0: v128, sum: v128, farSum: v128): v128 {
  return f32x4.add(f32x4.add(m0, sum), farSum);
}
@inline
export function outputPixel1(difference: v128, farDifference: v128): v128 {
  return madd(difference, farDifference, v128.load(TWO));
}
@inline
export function outputPixel2(sum: v128, farSum: v128): v128 {
  return madd(sum, farSum, v128.load(FOUR));
}
@inline
export function outputPixel3(difference: v128, farDifference: v128, m5: v128): v128 {
  return f32x4.add(madd(difference, farDifference, v128.load(EIGHT)), m5);
}

/** `G · g`: three weights, `step` bytes apart, to six points `outStep` bytes apart. */
@inline
export function transformFilter(g: i32, step: i32, out: i32, outStep: i32): void {
  const g0 = v128.load(g);
  const g1 = v128.load(g + step);
  const g2 = v128.load(g + 2 * step);
  const even = f32x4.mul(f32x4.add(g0, g2), f32x4.splat(-1.0 / 6));
  const odd = f32x4.mul(g1, f32x4.splat(-1.0 / 6));
  const outer = madd(f32x4.mul(g0, f32x4.splat(1.0 / 24)), g2, f32x4.splat(1.0 / 6));
  const middle = f32x4.mul(g1, f32x4.splat(1.0 / 12));
  v128.store(out, f32x4.mul(g0, f32x4.splat(0.25)));
  v128.store(out + outStep, f32x4.add(even, odd));
  v128.store(out + 2 * outStep, f32x4.sub(even, odd));
  v128.store(out + 3 * outStep, f32x4.add(outer, middle));
  v128.store(out + 4 * outStep, f32x4.sub(outer, middle));
  v128.store(out + 5 * outStep, g2);
}

/** `Gᵀ · s`: six points to the gradient of three weights. The adjoint of {@link transformFilter}. */
@inline
export function transformFilterGradient(s: i32, step: i32, out: i32, outStep: i32): void {
  const s1 = v128.load(s + step);
  const s2 = v128.load(s + 2 * step);
  const s3 = v128.load(s + 3 * step);
  const s4 = v128.load(s + 4 * step);
  const sixth = f32x4.splat(1.0 / 6);
  const near = f32x4.mul(f32x4.add(s1, s2), sixth);
  const far = f32x4.add(s3, s4);
  const nearOdd = f32x4.mul(f32x4.sub(s2, s1), sixth);
  const first = f32x4.sub(f32x4.mul(v128.load(s), f32x4.splat(0.25)), near);
  v128.store(out, madd(first, far, f32x4.splat(1.0 / 24)));
  v128.store(out + outStep, madd(nearOdd, f32x4.sub(s3, s4), f32x4.splat(1.0 / 12)));
  v128.store(
    out + 2 * outStep,
    f32x4.add(f32x4.sub(f32x4.mul(far, sixth), near), v128.load(s + 5 * step)),
  );
}
