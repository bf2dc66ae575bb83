import { madd } from './gemm';

/**
 * The one-dimensional transforms of Winograd's minimal filtering F(4, 3), from Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks" (arXiv 1509.09308), section 4.3. Each works on four
 * channels at once, reads its inputs `step` bytes apart and writes its outputs `outStep` bytes apart.
 */

/** `Bᵀ · d`: six pixels of input to six points. */
@inline
export function transformInput(d: i32, step: i32, out: i32, outStep: i32): void {
  const d0 = v128.load(d);
  const d1 = v128.load(d + step);
  const d2 = v128.load(d + 2 * step);
  const d3 = v128.load(d + 3 * step);
  const d4 = v128.load(d + 4 * step);
  const d5 = v128.load(d + 5 * step);
  const four = f32x4.splat(4);
  const five = f32x4.splat(5);
  const even = f32x4.sub(d4, f32x4.mul(four, d2));
  const odd = f32x4.sub(d3, f32x4.mul(four, d1));
  const evenHalf = f32x4.sub(d4, d2);
  const oddHalf = f32x4.sub(d3, d1);
  const oddTwice = f32x4.add(oddHalf, oddHalf);
  v128.store(out, f32x4.add(f32x4.sub(f32x4.mul(four, d0), f32x4.mul(five, d2)), d4));
  v128.store(out + outStep, f32x4.add(even, odd));
  v128.store(out + 2 * outStep, f32x4.sub(even, odd));
  v128.store(out + 3 * outStep, f32x4.add(evenHalf, oddTwice));
  v128.store(out + 4 * outStep, f32x4.sub(evenHalf, oddTwice));
  v128.store(out + 5 * outStep, f32x4.add(f32x4.sub(f32x4.mul(four, d1), f32x4.mul(five, d3)), d5));
}

/** `G · g`: three weights to six points. */
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

/** `Aᵀ · m`: six points to four pixels of output. */
@inline
export function transformOutput(m: i32, step: i32, out: i32, outStep: i32): void {
  const m1 = v128.load(m + step);
  const m2 = v128.load(m + 2 * step);
  const m3 = v128.load(m + 3 * step);
  const m4 = v128.load(m + 4 * step);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const farSum = f32x4.add(m3, m4);
  const farDifference = f32x4.sub(m3, m4);
  const m0 = v128.load(m);
  const m5 = v128.load(m + 5 * step);
  v128.store(out, f32x4.add(f32x4.add(m0, sum), farSum));
  v128.store(out + outStep, madd(difference, farDifference, f32x4.splat(2)));
  v128.store(out + 2 * outStep, madd(sum, farSum, f32x4.splat(4)));
  v128.store(
    out + 3 * outStep,
    f32x4.add(madd(difference, farDifference, f32x4.splat(8)), m5),
  );
}

/** `A · e`: four pixels of the output's gradient to six points. The adjoint of {@link transformOutput}. */
@inline
export function transformGradient(e: i32, step: i32, out: i32, outStep: i32): void {
  const e0 = v128.load(e);
  const e1 = v128.load(e + step);
  const e2 = v128.load(e + 2 * step);
  const e3 = v128.load(e + 3 * step);
  const even = f32x4.add(e0, e2);
  const odd = f32x4.add(e1, e3);
  const farEven = madd(e0, e2, f32x4.splat(4));
  const farOdd = madd(f32x4.add(e1, e1), e3, f32x4.splat(8));
  v128.store(out, e0);
  v128.store(out + outStep, f32x4.add(even, odd));
  v128.store(out + 2 * outStep, f32x4.sub(even, odd));
  v128.store(out + 3 * outStep, f32x4.add(farEven, farOdd));
  v128.store(out + 4 * outStep, f32x4.sub(farEven, farOdd));
  v128.store(out + 5 * outStep, e3);
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
