import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Where one weight tensor stands in the parameter vector. */
export interface ParameterSlot {
  /** Layer and weight, `conv2d_1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
  /** Whether the optimizer changes it; a moving average follows the batches instead. */
  readonly learns: boolean;
}

/**
 * Lists a model's weight tensors in the order of its layers, what learns before what does not, as stretches of
 * one vector: the optimizer, the checkpoint and the gradients all see the parameters as that vector.
 */
export function layOutParameters(model: LayersModel): ParameterSlot[] {
  let end = 0;
  return model.weights.map(({ originalName: name, shape, trainable: learns }) => {
    const start = end;
    end += tf.util.sizeFromShape(shape as number[]);
    return { name, shape: shape as number[], start, end, learns };
  });
}

/** The number of parameters in all slots. */
export function countParameters(slots: readonly ParameterSlot[]): number {
  return slots.at(-1)?.end ?? 0;
}

/** Copies a parameter vector into a model's weights. */
export function setParameters(model: LayersModel, parameters: Float32Array): void {
  const tensors = makeParameterTensors(layOutParameters(model), parameters);
  model.setWeights(tensors);
  tf.dispose(tensors);
}

/** Makes a tensor of every slot, with values of its own. */
export function makeParameterTensors(
  slots: readonly ParameterSlot[],
  parameters: Float32Array,
): tf.Tensor[] {
  return slots.map(({ shape, start, end }) =>
    tf.tensor(parameters.slice(start, end), [...shape], 'float32'),
  );
}
