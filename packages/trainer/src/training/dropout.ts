import type { Random } from '../dataset/random.ts';

/**
 * Draws what dropout multiplies activations by: 0 with probability `rate`, otherwise `1 / (1 − rate)`,
 * so that the expected activation stays the same.
 */
export function drawDropoutMask(random: Random, rate: number, size: number): Float32Array {
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  const threshold = rate * 2 ** 32;
  for (let i = 0; i < size; i++) mask[i] = random.nextUint32() < threshold ? 0 : kept;
  return mask;
}
