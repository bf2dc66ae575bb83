import { convolutionVectors } from './convolution-vectors.ts';
import { depthwiseVectors } from './depthwise-vectors.ts';
import { elementwiseVectors } from './elementwise-vectors.ts';
import { matmulVectors } from './matmul-vectors.ts';
import { poolVectors } from './pool-vectors.ts';
import { reductionVectors } from './reduction-vectors.ts';
import { trainingVectors } from './training-vectors.ts';
import type { KernelVectors } from './vector.ts';

/**
 * Fixed inputs to every kernel of ours, of shapes that do not fit its vectors, blocks and shards. What
 * comes out is hashed vector by vector, so that a difference between two machines names the kernel.
 */
export const kernelVectors: KernelVectors = {
  ...convolutionVectors,
  ...depthwiseVectors,
  ...matmulVectors,
  ...poolVectors,
  ...elementwiseVectors,
  ...reductionVectors,
  ...trainingVectors,
};
