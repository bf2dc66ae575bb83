import { madd } from './gemm';

/**
 * The one-dimensional transforms of Winograd's minimal filtering F(4, 3), from Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks" (arXiv 1509.09308), section 4.3, on four channels at once.
 */

/**
 * The transforms' factors, to be loaded once into a local: V8 would build a splat anew at each use, in three instructions.
 * Doubling is a product too, as processors that add and multiply side by side have far more to add here.
 */
export const TWOS = memory.data<f32>([2, 2, 2, 2], 16);
export const FOURS = memory.data<f32>([4, 4, 4, 4], 16);

/** `Bᵀ · d`: six pixels of input to six points `step` bytes apart. */
@inline
export function transformInput(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, to: i32, step: i32, two: v128, four: v128): void {
  const even = f32x4.sub(d4, d2);
  const odd = f32x4.mul(f32x4.sub(d3, d1), two);
  const nearEven = f32x4.sub(d4, f32x4.mul(four, d2));
  const nearOdd = f32x4.sub(d3, f32x4.mul(four, d1));
  v128.store(to, madd(even, f32x4.sub(d0, d2), four));
  v128.store(to + step, f32x4.add(nearEven, nearOdd));
  v128.store(to + 2 * step, f32x4.sub(nearEven, nearOdd));
  v128.store(to + 3 * step, f32x4.add(even, odd));
  v128.store(to + 4 * step, f32x4.sub(even, odd));
  v128.store(to + 5 * step, f32x4.sub(f32x4.sub(d5, d3), f32x4.mul(odd, two)));
}

/**
 * `Aᵀ · m`: six points to four pixels of output, `step` bytes apart, with ReLU where asked. With the sum and the difference of
 * points 1 and 2, and those of points 3 and 4, `farSum` and `farDifference`, the pixels are `m0 + sum + farSum`,
 * `difference + 2 · farDifference`, `sum + 4 · farSum` and `difference + 8 · farDifference + m5`.
 *
 * @returns NaN where the first or the last pixel, before ReLU, is not finite, zeros otherwise.
 */
@inline
export function transformOutput(m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128, to: i32, step: i32, relu: bool, two: v128, four: v128): v128 {
  const none = f32x4.splat(0);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const farSum = f32x4.add(m3, m4);
  const farDifference = f32x4.mul(f32x4.sub(m3, m4), two);
  let y0 = f32x4.add(f32x4.add(m0, sum), farSum);
  let y1 = f32x4.add(difference, farDifference);
  let y2 = madd(sum, farSum, four);
  let y3 = f32x4.add(madd(difference, farDifference, four), m5);
  const check = v128.or(f32x4.mul(y0, none), f32x4.mul(y3, none));
  if (relu) {
    y0 = f32x4.pmax(none, y0);
    y1 = f32x4.pmax(none, y1);
    y2 = f32x4.pmax(none, y2);
    y3 = f32x4.pmax(none, y3);
  }
  v128.store(to, y0);
  v128.store(to + step, y1);
  v128.store(to + 2 * step, y2);
  v128.store(to + 3 * step, y3);
  return check;
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
