import { computeSum } from '@layerprint/core';

/**
 * How far values are from others, relative to their own size: `‖head − base‖₂ / ‖base‖₂`.
 *
 * @returns 0 for equal values, all of them zero too; null where the lengths differ, or the base is all
 *   zero and the head is not, so that there is no size to relate to.
 */
export function computeRelativeError(
  base: ArrayLike<number>,
  head: ArrayLike<number>,
): number | null {
  if (base.length !== head.length) return null;
  // Divided by the largest first, so that small values do not vanish when they are squared.
  let largest = 0;
  for (let i = 0; i < base.length; i++) {
    largest = Math.max(largest, Math.abs(base[i]!), Math.abs(head[i]!));
  }
  if (largest === 0) return 0;
  const square = (value: number): number => (value / largest) * (value / largest);
  const size = computeSum(base, square);
  const error = computeSum(base, (value, i) => square(head[i]! - value));
  if (size === 0) return null;
  return Math.sqrt(error / size);
}
