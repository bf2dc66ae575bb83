import * as tf from '@tensorflow/tfjs-core';
import { LayerprintBackend } from './backend.ts';
import { ADAM_KERNEL } from './kernels/training-kernels.ts';

/** Hyperparameters of Adam; the defaults are TF.js's. */
export interface AdamOptions {
  learningRate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** All that Adam remembers, to go on later with the same bits. */
export interface AdamState {
  step: number;
  /** First and second moments by the name of the variable. */
  moments: Record<string, { first: Float32Array; second: Float32Array }>;
}

interface Moments {
  first: tf.Tensor;
  second: tf.Tensor;
}

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) in one kernel a variable, where TF.js's optimizer
 * takes a dozen. Other backends need `registerPortableKernels`.
 */
export class AdamOptimizer extends tf.Optimizer {
  static readonly className = 'LayerprintAdam';
  private readonly options: Required<AdamOptions>;
  private readonly moments = new Map<string, Moments>();
  private step = 0;
  private power1 = 1;
  private power2 = 1;

  constructor(options: AdamOptions = {}) {
    super();
    this.options = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...options };
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.step;
  }

  /**
   * Counts a step and gives the numbers that belong to it, 1 − β₁ᵗ and 1 − β₂ᵗ, for {@link applyGradients} to take
   * as a tensor `[2]`.
   *
   * A recorded step has them as an input, since they are others for each run.
   */
  countStep(): Float32Array {
    this.step += 1;
    // Powers are multiplied up: `Math.pow` differs between engines in its last bits.
    this.power1 *= this.options.beta1;
    this.power2 *= this.options.beta2;
    return Float32Array.of(1 - this.power1, 1 - this.power2);
  }

  /** @param corrections What {@link countStep} gave; without them, this is a step by itself. */
  override applyGradients(
    gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[],
    corrections?: tf.Tensor,
  ): void {
    const named = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    const correctedBy = corrections ?? tf.tensor1d(this.countStep());
    for (const [name, gradient] of named) this.update(name, gradient, correctedBy);
    if (corrections === undefined) correctedBy.dispose();
  }

  /** Copies what the optimizer remembers. */
  saveState(): AdamState {
    const moments = [...this.moments].map(([name, { first, second }]) => [
      name,
      { first: first.dataSync<'float32'>(), second: second.dataSync<'float32'>() },
    ]);
    return { step: this.step, moments: Object.fromEntries(moments) as AdamState['moments'] };
  }

  /** Goes on from a saved state; variables are found by name. */
  restoreState({ step, moments }: AdamState): void {
    this.dispose();
    while (this.step < step) this.countStep();
    const variables = tf.engine().registeredVariables;
    for (const [name, { first, second }] of Object.entries(moments)) {
      const { shape } = variables[name]!;
      this.moments.set(name, {
        first: tf.keep(tf.tensor(first, shape)),
        second: tf.keep(tf.tensor(second, shape)),
      });
    }
  }

  /** Forgets everything, as before the first step. */
  override dispose(): void {
    for (const { first, second } of this.moments.values()) tf.dispose([first, second]);
    this.moments.clear();
    this.step = 0;
    this.power1 = 1;
    this.power2 = 1;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options };
  }

  private update(name: string, gradient: tf.Tensor, corrections: tf.Tensor): void {
    const variable = tf.engine().registeredVariables[name]!;
    const { first, second } = this.moments.get(name) ?? this.startMoments(name, variable);
    const inputs = { value: variable, gradient, moment1: first, moment2: second, corrections };
    const outputs = tf.engine().runKernel(ADAM_KERNEL, inputs, { ...this.options });
    const [value, newFirst, newSecond] = outputs as tf.Tensor[];
    // Where nobody else saw the numbers, they were changed in place.
    if (value === undefined) return;
    variable.assign(value);
    tf.dispose([value, first, second]);
    this.moments.set(name, { first: tf.keep(newFirst!), second: tf.keep(newSecond!) });
  }

  private startMoments(name: string, variable: tf.Variable): Moments {
    const make = (): tf.Tensor => tf.keep(tf.zerosLike(variable));
    const makeBoth = (): Moments => ({ first: make(), second: make() });
    const backend = tf.backend();
    const moments =
      backend instanceof LayerprintBackend ? backend.runner.outsideRecording(makeBoth) : makeBoth();
    this.moments.set(name, moments);
    return moments;
  }
}
