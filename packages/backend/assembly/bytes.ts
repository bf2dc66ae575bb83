/**
 * Makes `count` float32 numbers at `at` of as many bytes, each divided by 255. The bytes are where the last quarter of the
 * numbers will be, so that none is written over before it is read.
 */
export function divideBytes(at: i32, count: i32): void {
  const from = at + 3 * count;
  const most = f32x4.splat(255);
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const bytes = v128.load(from + i);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    const to = at + i * 4;
    v128.store(to, divide(i32x4.extend_low_i16x8_u(low), most));
    v128.store(to, divide(i32x4.extend_high_i16x8_u(low), most), 16);
    v128.store(to, divide(i32x4.extend_low_i16x8_u(high), most), 32);
    v128.store(to, divide(i32x4.extend_high_i16x8_u(high), most), 48);
  }
  for (; i < count; i++) store<f32>(at + i * 4, <f32>load<u8>(from + i) / 255);
}

@inline
function divide(integers: v128, by: v128): v128 {
  return f32x4.div(f32x4.convert_i32x4_s(integers), by);
}
