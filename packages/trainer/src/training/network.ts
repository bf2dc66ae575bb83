import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  countParameters,
  layOutParameters,
  makeParameterTensors,
  type ParameterSlot,
} from '../model/parameters.ts';
import { scoreLogits, type Score } from './cross-entropy.ts';
import { makeLayerPass, type LayerPass } from './layer-passes.ts';
import type { Batch } from './batch.ts';

/** A model as training sees it: passes in a row over one vector of parameters. */
export interface Network {
  readonly slots: readonly ParameterSlot[];
  readonly stages: readonly Stage[];
  /** Values of one image where dropout acts, if it acts anywhere. */
  readonly maskShape: readonly number[];
}

interface Stage {
  readonly pass: LayerPass;
  /** Which slots hold the layer's weights: from `firstSlot` up to, not including, `endSlot`. */
  readonly firstSlot: number;
  readonly endSlot: number;
}

/** Reads the network out of a model whose layers follow one another. */
export function readNetwork(model: LayersModel): Network {
  let endSlot = 0;
  const stages = model.layers.slice(1).map((layer) => {
    const firstSlot = endSlot;
    endSlot += layer.weights.length;
    return { pass: makeLayerPass(layer), firstSlot, endSlot };
  });
  const dropout = model.layers.find((layer) => layer.getClassName() === 'Dropout');
  const maskShape = ((dropout?.outputShape ?? []) as number[]).slice(1);
  return { slots: layOutParameters(model), stages, maskShape };
}

/**
 * Scores a batch without dropout.
 *
 * @param weights The tensors of the parameters, by slot.
 */
export function scoreBatch(network: Network, weights: readonly tf.Tensor[], batch: Batch): Score {
  const logits = tf.tidy(() => {
    const images = tf.tensor(batch.pixels, [...batch.shape]);
    return network.stages.reduce(
      (input, { pass, firstSlot, endSlot }) =>
        pass.forward(input, weights.slice(firstSlot, endSlot), undefined),
      images as tf.Tensor,
    );
  });
  const values = logits.dataSync<'float32'>();
  logits.dispose();
  return scoreLogits(values, batch.labels);
}

/**
 * Scores a batch with dropout and computes the gradient of its mean loss.
 *
 * @param maskValues `[n, …maskShape]`: what dropout multiplies by.
 * @param gradient `[parameters]`, written over.
 */
export function computeGradient(
  network: Network,
  parameters: Float32Array,
  batch: Batch,
  maskValues: Float32Array,
  gradient: Float32Array,
): Score {
  let score: Score | undefined;
  tf.tidy(() => {
    const weights = makeParameterTensors(network.slots, parameters);
    const mask = tf.tensor(maskValues, [batch.shape[0], ...network.maskShape]);
    const activations: tf.Tensor[] = [tf.tensor(batch.pixels, [...batch.shape])];
    for (const { pass, firstSlot, endSlot } of network.stages) {
      const stageWeights = weights.slice(firstSlot, endSlot);
      activations.push(tf.tidy(() => pass.forward(activations.at(-1)!, stageWeights, mask)));
    }

    const logits = activations.at(-1)!;
    score = scoreLogits(logits.dataSync<'float32'>(), batch.labels);
    let dy = tf.tensor(score.gradient, logits.shape) as tf.Tensor;
    for (let index = network.stages.length - 1; index >= 0; index--) {
      const { pass, firstSlot, endSlot } = network.stages[index]!;
      const [input, output] = [activations[index]!, activations[index + 1]!];
      const stageWeights = weights.slice(firstSlot, endSlot);
      const needsInput = index > 0;
      const step = { input, output, weights: stageWeights, mask, dy, needsInput };
      const [inputGradient, ...gradients] = runTidily(() => pass.backward(step));
      gradients.forEach((tensor, i) =>
        gradient.set(tensor.dataSync<'float32'>(), network.slots[firstSlot + i]!.start),
      );
      tf.dispose([dy, output, gradients]);
      if (inputGradient) dy = inputGradient;
    }
  });
  return score!;
}

/** The number of parameters of a network. */
export function sizeOf(network: Network): number {
  return countParameters(network.slots);
}

/** TF.js's `tidy`, whose type does not know tuples. */
function runTidily<T extends (tf.Tensor | null)[]>(run: () => T): T {
  return tf.tidy(run as () => tf.TensorContainer) as T;
}
