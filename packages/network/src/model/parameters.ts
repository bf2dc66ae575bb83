import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Initializer } from '@layerprint/core/schemas/initializer';
import { readLayer } from './read-layer.ts';
import { usualInitializer } from './usual-initializer.ts';

/** Where one weight tensor stands in the parameter vector. */
export interface ParameterSlot {
  /** Layer and weight, `conv2d_1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
  /** Whether the optimizer changes it; a moving average follows the batches instead. */
  readonly learns: boolean;
  /** What its values are before the first step. */
  readonly initializer: Initializer;
}

/**
 * Lists a model's weight tensors in the order of its layers, what learns before what does not, as stretches of
 * one vector: the optimizer, the checkpoint and the gradients all see the parameters as that vector.
 */
export function layOutParameters(model: LayersModel): ParameterSlot[] {
  const initializers = readInitializers(model);
  let end = 0;
  return model.weights.map(({ originalName: name, shape, trainable: learns }) => {
    const start = end;
    end += tf.util.sizeFromShape(shape as number[]);
    return {
      name,
      shape: shape as number[],
      start,
      end,
      learns,
      initializer: initializers.get(name)!,
    };
  });
}

/** By the names of the weights. */
function readInitializers(model: LayersModel): Map<string, Initializer> {
  const named = model.layers.flatMap((layer) => {
    const record = readLayer(layer);
    return layer.weights.map(({ originalName: name }) => {
      const weight = name.slice(name.lastIndexOf('/') + 1);
      const own = 'initializers' in record ? record.initializers?.[weight] : undefined;
      return [name, own ?? usualInitializer(weight)] as const;
    });
  });
  return new Map(named);
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
