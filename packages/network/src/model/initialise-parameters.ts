import { createRandom } from '@layerprint/core/random';
import { countParameters, type ParameterSlot } from './parameters.ts';

const KERNELS = ['kernel', 'depthwise_kernel', 'pointwise_kernel'];
const ONES = ['gamma', 'moving_variance'];

/**
 * Draws the first values of all parameters: Glorot uniform for kernels, zero for biases; where batches are
 * normalised, a factor of 1, a summand of 0, and moving averages of 0 and 1.
 *
 * A kernel's values are uniform over `±√(6 / (fan in + fan out))` (Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks", 2010), from a stream of the seed that the
 * kernel's name chooses, so that a layer added to the model leaves the others as they were. TF.js's
 * initialisers take a seed of 0 for none, hence our own.
 */
export function initialiseParameters(slots: readonly ParameterSlot[], seed: number): Float32Array {
  const parameters = new Float32Array(countParameters(slots));
  for (const { name, shape, start, end } of slots) {
    const kind = name.slice(name.lastIndexOf('/') + 1);
    if (ONES.includes(kind)) parameters.fill(1, start, end);
    if (!KERNELS.includes(kind)) continue;
    const random = createRandom(seed, `initialise ${name}`);
    const limit = Math.sqrt(6 / computeFans(shape));
    for (let i = start; i < end; i++) parameters[i] = (2 * random.nextFloat() - 1) * limit;
  }
  return parameters;
}

/** Fan in plus fan out of a kernel: `[in, out]`, or `[h, w, in, out]` for a convolution. */
function computeFans(shape: readonly number[]): number {
  const receptiveField = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return receptiveField * (shape.at(-2)! + shape.at(-1)!);
}
