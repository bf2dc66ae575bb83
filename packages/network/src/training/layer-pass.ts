import type * as tf from '@tensorflow/tfjs-core';

/** Decides what dropout drops: the seed of the model, and how many steps were taken before this one. */
export interface DropoutDraw {
  readonly seed: number;
  readonly step: tf.Scalar;
}

/** What one layer does in a training step. Tensors are made and freed by whoever calls it. */
export interface LayerPass {
  /**
   * Computes the layer's output; `[n, …]` to `[n, …]`. Without a draw it answers as after training: nothing is
   * dropped, and averages stand for the batch.
   */
  forward(
    input: tf.Tensor,
    weights: readonly tf.Tensor[],
    draw: DropoutDraw | undefined,
  ): tf.Tensor;
  /** Computes the gradients of what went in: the input's, where needed, then those of the weights that learn, in order. */
  backward(step: BackwardStep): [input: tf.Tensor | null, ...weights: tf.Tensor[]];
  /** Of a layer that keeps moving averages. */
  readonly memory?: {
    /** What share of a moving average a step keeps. */
    readonly momentum: number;
    /** Computes what of a batch goes into the averages, in their order. */
    describe(input: tf.Tensor): tf.Tensor[];
  };
}

/** All that a layer needs to turn the gradient of its output into the gradients of what went in. */
interface BackwardStep {
  readonly input: tf.Tensor;
  readonly output: tf.Tensor;
  readonly weights: readonly tf.Tensor[];
  readonly draw: DropoutDraw;
  /** Gradient of the loss with respect to `output`. */
  readonly dy: tf.Tensor;
  /** Whether anyone needs the gradient of the input; nobody needs that of the images. */
  readonly needsInput: boolean;
}

/** What a layer does that takes several outputs, and learns nothing. Tensors are made and freed by whoever calls it. */
export interface JoinPass {
  join(inputs: readonly tf.Tensor[]): tf.Tensor;
  /** Computes the gradients of what went in, in order, each a tensor of its own. */
  split(dy: tf.Tensor, inputs: readonly tf.Tensor[]): tf.Tensor[];
}
