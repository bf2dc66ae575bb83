import type { Layer } from '@layerprint/core/schemas/layer';
import type { Tolerances } from '../schemas/diff.ts';
import { findLongestSum } from './longest-sum.ts';

/** Half a unit in the last place of a float32 of about 1. */
const UNIT_ROUNDOFF = 2 ** -24;

/**
 * Bounds what another engine may do to the numbers of the same model, and no more: adding the same float32
 * products up in another order changes a sum of `n` of them by at most about `n` roundings, relative to
 * the sum of their sizes. Another training is far outside: small differences grow with each step.
 *
 * Source: N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition (2002), section 4.2.
 *
 * @param networks Those of both sides, of which the longest sum counts.
 */
export function boundNoise(networks: readonly (readonly Layer[])[]): Tolerances {
  const bound = Math.max(...networks.map(findLongestSum)) * UNIT_ROUNDOFF;
  return { relative: bound, share: bound };
}

/** Whether two numbers are the same up to the relative tolerance. */
export function isClose(base: number, head: number, { relative }: Tolerances): boolean {
  const size = Math.max(Math.abs(base), Math.abs(head));
  return Math.abs(head - base) <= relative * size;
}

/** Whether two shares of a whole are the same up to the tolerance of shares. */
export function isCloseShare(base: number, head: number, { share }: Tolerances): boolean {
  return Math.abs(head - base) <= share;
}
