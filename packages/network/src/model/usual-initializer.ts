import type { Initializer } from '@layerprint/core/schemas/initializer';

const ONES = ['gamma', 'moving_variance'];
const GLOROT_UNIFORM: Initializer = {
  className: 'VarianceScaling',
  config: { scale: 1, mode: 'fanAvg', distribution: 'uniform' },
};

/**
 * What a weight begins with where its layer says nothing else: Glorot uniform for kernels, zero for biases; where batches
 * are normalised, a factor of 1, a summand of 0, and moving averages of 0 and 1.
 *
 * @param weight What TF.js calls it: `kernel`, `bias`.
 */
export function usualInitializer(weight: string): Initializer {
  if (weight.endsWith('kernel')) return GLOROT_UNIFORM;
  return { className: ONES.includes(weight) ? 'Ones' : 'Zeros', config: {} };
}
