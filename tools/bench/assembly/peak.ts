/** Floating-point operations in one turn of the loop of {@link multiplyAndAdd}. */
export const OPERATIONS_A_TURN: i32 = 12 * 4;

/**
 * Multiplies six vectors and adds to six others, `turns` times. No operation waits for one of the same
 * turn, so the processor is as busy as fixed-width SIMD can keep it. The operands are arguments since V8
 * writes a constant vector anew wherever it is used.
 *
 * @returns A sum of everything, so that no compiler leaves anything out.
 */
export function multiplyAndAdd(turns: i32, by: f32, plus: f32): f32 {
  const factor = f32x4.splat(by);
  const term = f32x4.splat(plus);
  let m0 = f32x4.splat(1);
  let m1 = f32x4.splat(2);
  let m2 = f32x4.splat(3);
  let m3 = f32x4.splat(4);
  let m4 = f32x4.splat(5);
  let m5 = f32x4.splat(6);
  let a0 = m0;
  let a1 = m1;
  let a2 = m2;
  let a3 = m3;
  let a4 = m4;
  let a5 = m5;
  for (let turn = 0; turn < turns; turn++) {
    m0 = f32x4.mul(m0, factor);
    a0 = f32x4.add(a0, term);
    m1 = f32x4.mul(m1, factor);
    a1 = f32x4.add(a1, term);
    m2 = f32x4.mul(m2, factor);
    a2 = f32x4.add(a2, term);
    m3 = f32x4.mul(m3, factor);
    a3 = f32x4.add(a3, term);
    m4 = f32x4.mul(m4, factor);
    a4 = f32x4.add(a4, term);
    m5 = f32x4.mul(m5, factor);
    a5 = f32x4.add(a5, term);
  }
  const products = f32x4.add(f32x4.add(f32x4.add(m0, m1), f32x4.add(m2, m3)), f32x4.add(m4, m5));
  const sums = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(a4, a5));
  return f32x4.extract_lane(f32x4.add(products, sums), 0);
}

/** Adds two arrays of `bytes` bytes into a third; the three lie one after another from address 0. */
export function addArrays(bytes: i32): void {
  for (let at = 0; at < bytes; at += 32) {
    v128.store(2 * bytes + at, f32x4.add(v128.load(at), v128.load(bytes + at)));
    v128.store(2 * bytes + at, f32x4.add(v128.load(at, 16), v128.load(bytes + at, 16)), 16);
  }
}
