import type { Recipe } from '@layerprint/core/schemas/experiment';

/** What Adam knows beside the parameters. Changed by every step. */
export interface AdamState {
  /** Running means of the gradient and of its square, `[parameters]`. */
  readonly mean: Float32Array;
  readonly squareMean: Float32Array;
  /** β₁ᵗ and β₂ᵗ after `t` steps, multiplied up: a power would differ in its last bits. */
  beta1Power: number;
  beta2Power: number;
}

/** Adam before its first step. */
export function startAdam(size: number): AdamState {
  return {
    mean: new Float32Array(size),
    squareMean: new Float32Array(size),
    beta1Power: 1,
    beta2Power: 1,
  };
}

/**
 * Takes one step of Adam: algorithm 1 of Kingma and Ba, "Adam: A Method for Stochastic Optimization",
 * 2015, as TF.js has it, with ε added to the root of the corrected second moment.
 *
 * One loop over all parameters, in double precision between loads and stores. TF.js's own takes a dozen
 * kernels a weight tensor, and resumes with β powers computed otherwise than it went along.
 */
export function stepAdam(
  { learningRate, beta1, beta2, epsilon }: Recipe['optimizer'],
  state: AdamState,
  parameters: Float32Array,
  gradient: Float32Array,
): void {
  const { mean, squareMean } = state;
  state.beta1Power *= beta1;
  state.beta2Power *= beta2;
  const meanCorrection = 1 / (1 - state.beta1Power);
  const squareCorrection = 1 / (1 - state.beta2Power);
  for (let i = 0; i < parameters.length; i++) {
    const slope = gradient[i]!;
    const nextMean = beta1 * mean[i]! + (1 - beta1) * slope;
    const nextSquare = beta2 * squareMean[i]! + (1 - beta2) * slope * slope;
    mean[i] = nextMean;
    squareMean[i] = nextSquare;
    const root = Math.sqrt(nextSquare * squareCorrection) + epsilon;
    parameters[i] = parameters[i]! - (learningRate * nextMean * meanCorrection) / root;
  }
}
