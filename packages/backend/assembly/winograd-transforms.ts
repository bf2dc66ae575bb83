import { madd } from './gemm';

/**
 * The one-dimensional transforms of Winograd's minimal filtering F(4, 3), from Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks" (arXiv 1509.09308), section 4.3, on four channels at once.
 * Those of images are cut into parts, and whoever calls them stores the points: an instruction can hold
 * the distance between two points only where it is written out as a constant.
 */

/**
 * The transforms' factors, to be loaded once into a local: V8 would build a splat anew at each use, in three instructions.
 * Doubling is a product too, as processors that add and multiply side by side have far more to add here.
 */
export const TWOS = memory.data<f32>([2, 2, 2, 2], 16);
export const FOURS = memory.data<f32>([4, 4, 4, 4], 16);

/**
 * `Bᵀ · d`, six pixels of input to six points, where `even = d4 − d2` and `odd = 2 · (d3 − d1)`: point 0 is
 * `inputFirst(d0, d2, even)`, point 5 is `inputLast(d3, d5, odd)`, and the others are sums and differences of
 * `inputNear(d4, d2)` and `inputNear(d3, d1)` (points 1 and 2), of `even` and `odd` (points 3 and 4).
 */
@inline
export function inputFirst(d0: v128, d2: v128, even: v128, four: v128): v128 {
  return madd(even, f32x4.sub(d0, d2), four);
}
@inline
export function inputLast(d3: v128, d5: v128, odd: v128, two: v128): v128 {
  return f32x4.sub(f32x4.sub(d5, d3), f32x4.mul(odd, two));
}
@inline
export function inputNear(a: v128, b: v128, four: v128): v128 {
  return f32x4.sub(a, f32x4.mul(four, b));
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
