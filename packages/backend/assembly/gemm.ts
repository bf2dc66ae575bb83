/**
 * The one inner loop that convolutions, their gradients and dense layers share.
 *
 * `out[r][c] (+)= Σ a(r, run, i) · b[run · inner + i][c]`, where `a(r, run, i)` stands at
 * `a + r · aRow + run · aRun + i · aStep`. Every stride is in bytes, so that a transposed matrix, a
 * window of an image (one run a row of the window) and a block of Winograd tiles are all read where
 * they are. `cols` is a multiple of 4. The sum over `run` and `i` is in order, in one accumulator for
 * each output, so the bits do not depend on how the output is cut into blocks.
 *
 * Two rows by sixteen columns keep eight accumulators, which with four vectors of `b` and a
 * broadcast of `a` fit the sixteen registers of x86-64 before AVX-512.
 */
export function gemm(
  a: i32,
  aRow: i32,
  aStep: i32,
  aRun: i32,
  runs: i32,
  inner: i32,
  b: i32,
  bStep: i32,
  out: i32,
  outRow: i32,
  rows: i32,
  cols: i32,
  accumulate: bool,
): void {
  if (inner == 0 && !accumulate) {
    for (let row = 0; row < rows; row++) memory.fill(out + row * outRow, 0, cols * 4);
    return;
  }
  let col = 0;
  for (; col + 16 <= cols; col += 16) {
    gemm16(a, aRow, aStep, aRun, runs, inner, b, bStep, out, outRow, rows, accumulate);
    b += 64;
    out += 64;
  }
  for (; col < cols; col += 4) {
    gemm4(a, aRow, aStep, aRun, runs, inner, b, bStep, out, outRow, rows, accumulate);
    b += 16;
    out += 16;
  }
}

/** `sum + a · b`, rounded twice: fused multiply–add is not in fixed-width SIMD, which keeps the bits portable. */
@inline
export function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Sixteen columns of {@link gemm}, two rows at a time, with a first product that is added to nothing. */
function gemm16(
  a: i32,
  aRow: i32,
  aStep: i32,
  aRun: i32,
  runs: i32,
  inner: i32,
  b: i32,
  bStep: i32,
  out: i32,
  outRow: i32,
  rows: i32,
  accumulate: bool,
): void {
  const span = inner * aStep;
  let row = 0;
  for (; row + 2 <= rows; row += 2) {
    const next = out + outRow;
    const first = v128.load32_splat(a);
    const below = v128.load32_splat(a + aRow);
    let s00 = f32x4.mul(first, v128.load(b));
    let s01 = f32x4.mul(first, v128.load(b, 16));
    let s02 = f32x4.mul(first, v128.load(b, 32));
    let s03 = f32x4.mul(first, v128.load(b, 48));
    let s10 = f32x4.mul(below, v128.load(b));
    let s11 = f32x4.mul(below, v128.load(b, 16));
    let s12 = f32x4.mul(below, v128.load(b, 32));
    let s13 = f32x4.mul(below, v128.load(b, 48));
    if (accumulate) {
      s00 = f32x4.add(v128.load(out), s00);
      s01 = f32x4.add(v128.load(out, 16), s01);
      s02 = f32x4.add(v128.load(out, 32), s02);
      s03 = f32x4.add(v128.load(out, 48), s03);
      s10 = f32x4.add(v128.load(next), s10);
      s11 = f32x4.add(v128.load(next, 16), s11);
      s12 = f32x4.add(v128.load(next, 32), s12);
      s13 = f32x4.add(v128.load(next, 48), s13);
    }
    let q = b + bStep;
    let p = a + aStep;
    let start = a;
    for (let run = 0; run < runs; run++) {
      const end = start + span;
      for (; p < end; p += aStep) {
        const b0 = v128.load(q);
        const b1 = v128.load(q, 16);
        const b2 = v128.load(q, 32);
        const b3 = v128.load(q, 48);
        const a0 = v128.load32_splat(p);
        s00 = madd(s00, a0, b0);
        s01 = madd(s01, a0, b1);
        s02 = madd(s02, a0, b2);
        s03 = madd(s03, a0, b3);
        const a1 = v128.load32_splat(p + aRow);
        s10 = madd(s10, a1, b0);
        s11 = madd(s11, a1, b1);
        s12 = madd(s12, a1, b2);
        s13 = madd(s13, a1, b3);
        q += bStep;
      }
      start += aRun;
      p = start;
    }
    v128.store(out, s00);
    v128.store(out, s01, 16);
    v128.store(out, s02, 32);
    v128.store(out, s03, 48);
    v128.store(next, s10);
    v128.store(next, s11, 16);
    v128.store(next, s12, 32);
    v128.store(next, s13, 48);
    a += 2 * aRow;
    out += 2 * outRow;
  }
  if (row < rows) {
    for (let lane: i32 = 0; lane < 64; lane += 16) {
      gemm4(a, aRow, aStep, aRun, runs, inner, b + lane, bStep, out + lane, outRow, 1, accumulate);
    }
  }
}

/** Four columns of {@link gemm}, four rows at a time. */
function gemm4(
  a: i32,
  aRow: i32,
  aStep: i32,
  aRun: i32,
  runs: i32,
  inner: i32,
  b: i32,
  bStep: i32,
  out: i32,
  outRow: i32,
  rows: i32,
  accumulate: bool,
): void {
  const span = inner * aStep;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    if (accumulate) {
      s0 = v128.load(out);
      s1 = v128.load(out + outRow);
      s2 = v128.load(out + 2 * outRow);
      s3 = v128.load(out + 3 * outRow);
    }
    let q = b;
    let start = a;
    for (let run = 0; run < runs; run++) {
      const end = start + span;
      for (let p = start; p < end; p += aStep) {
        const b0 = v128.load(q);
        s0 = madd(s0, v128.load32_splat(p), b0);
        s1 = madd(s1, v128.load32_splat(p + aRow), b0);
        s2 = madd(s2, v128.load32_splat(p + 2 * aRow), b0);
        s3 = madd(s3, v128.load32_splat(p + 3 * aRow), b0);
        q += bStep;
      }
      start += aRun;
    }
    v128.store(out, s0);
    v128.store(out + outRow, s1);
    v128.store(out + 2 * outRow, s2);
    v128.store(out + 3 * outRow, s3);
    a += 4 * aRow;
    out += 4 * outRow;
  }
  for (; row < rows; row++) {
    let sum = accumulate ? v128.load(out) : f32x4.splat(0);
    let q = b;
    let start = a;
    for (let run = 0; run < runs; run++) {
      const end = start + span;
      for (let p = start; p < end; p += aStep) {
        sum = madd(sum, v128.load32_splat(p), v128.load(q));
        q += bStep;
      }
      start += aRun;
    }
    v128.store(out, sum);
    a += aRow;
    out += outRow;
  }
}
