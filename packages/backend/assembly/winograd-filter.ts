import { transformFilter, transformFilterGradient } from './winograd-transforms';

/** `u = G g Gᵀ` for every pair of channel and filter; `count` is their number. */
export function winogradFilter(filter: i32, u: i32, temporary: i32, count: i32): void {
  const plane = count * 4;
  for (let at: i32 = 0; at < plane; at += 16) {
    for (let column: i32 = 0; column < 3; column++) {
      transformFilter(filter + at + column * plane, 3 * plane, temporary + column * 16, 48);
    }
    for (let row: i32 = 0; row < 6; row++) {
      transformFilter(temporary + row * 48, 16, u + at + row * 6 * plane, plane);
    }
  }
}

/** `Gᵀ s G`, the filter's gradient from the sums at the points. */
export function winogradFilterGradient(s: i32, gradient: i32, temporary: i32, count: i32): void {
  const plane = count * 4;
  for (let at: i32 = 0; at < plane; at += 16) {
    for (let column: i32 = 0; column < 6; column++) {
      transformFilterGradient(s + at + column * plane, 6 * plane, temporary + column * 16, 96);
    }
    for (let row: i32 = 0; row < 3; row++) {
      transformFilterGradient(temporary + row * 96, 16, gradient + at + row * 3 * plane, plane);
    }
  }
}
