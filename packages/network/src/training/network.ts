import { crossEntropy } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readLayers } from '../model/read-layers.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import { countParameters, layOutParameters, type ParameterSlot } from '../model/parameters.ts';
import { makeLayerPass, type DropoutDraw, type LayerPass } from './layer-passes.ts';

/** A model as training sees it: passes in a row over tensors of parameters. */
export interface Network {
  /** What is trained, as a run records it: every pass is made from one of these and from nothing else. */
  readonly layers: readonly Layer[];
  readonly slots: readonly ParameterSlot[];
  readonly stages: readonly Stage[];
}

interface Stage {
  readonly pass: LayerPass;
  /** Which slots hold the layer's weights: from `firstSlot` up to, not including, `endSlot`. */
  readonly firstSlot: number;
  readonly endSlot: number;
}

/** How well images were classified, `[images]` each. */
export interface Scores {
  /** Cross-entropy, in nats. */
  readonly losses: tf.Tensor1D;
  /** 1 where the largest logit, the first of equals, is that of the label; 0 elsewhere. */
  readonly hits: tf.Tensor1D;
}

/**
 * Reads the network out of a model.
 *
 * @throws {LayerprintError} `network-not-supported`, for anything that training would not follow.
 */
export function readNetwork(model: LayersModel): Network {
  const layers = readLayers(model);
  let endSlot = 0;
  const stages = layers.flatMap((layer) => {
    const pass = makeLayerPass(layer);
    const firstSlot = endSlot;
    endSlot += model.getLayer(layer.name).weights.length;
    return pass ? [{ pass, firstSlot, endSlot }] : [];
  });
  return { layers, slots: layOutParameters(model), stages };
}

/**
 * Scores images without dropout.
 *
 * @param weights The tensors of the parameters, by slot.
 * @param labels As float32.
 */
export function scoreImages(
  network: Network,
  weights: readonly tf.Tensor[],
  images: tf.Tensor,
  labels: tf.Tensor1D,
): Scores {
  return runTidily(() => {
    const logits = network.stages.reduce<tf.Tensor>(
      (input, { pass, firstSlot, endSlot }) =>
        pass.forward(input, weights.slice(firstSlot, endSlot), undefined),
      images,
    );
    const { losses, hits } = crossEntropy(logits as tf.Tensor2D, labels);
    return { losses, hits };
  });
}

/**
 * Scores images with dropout and computes the gradient of their mean loss.
 *
 * @param weights The tensors of the parameters, by slot.
 * @param labels As float32.
 * @returns The gradients by slot, and the scores; the caller's to dispose of.
 */
export function computeGradient(
  network: Network,
  weights: readonly tf.Tensor[],
  images: tf.Tensor,
  labels: tf.Tensor1D,
  draw: DropoutDraw,
): Scores & { gradients: tf.Tensor[] } {
  return runTidily(() => {
    const activations = [images];
    for (const { pass, firstSlot, endSlot } of network.stages) {
      const stageWeights = weights.slice(firstSlot, endSlot);
      activations.push(tf.tidy(() => pass.forward(activations.at(-1)!, stageWeights, draw)));
    }

    const logits = activations.at(-1) as tf.Tensor2D;
    const { losses, hits, gradient } = crossEntropy(logits, labels);
    const gradients: tf.Tensor[] = [];
    let dy: tf.Tensor = gradient;
    for (let index = network.stages.length - 1; index >= 0; index--) {
      const { pass, firstSlot, endSlot } = network.stages[index]!;
      const [input, output] = [activations[index]!, activations[index + 1]!];
      const stageWeights = weights.slice(firstSlot, endSlot);
      const step = { input, output, weights: stageWeights, draw, dy, needsInput: index > 0 };
      const [inputGradient, ...weightGradients] = runTidily(() => pass.backward(step));
      gradients.unshift(...weightGradients);
      tf.dispose([dy, output]);
      if (inputGradient) dy = inputGradient;
    }
    return { losses, hits, gradients };
  });
}

/** The number of parameters of a network. */
export function sizeOf(network: Network): number {
  return countParameters(network.slots);
}

/** TF.js's `tidy`, whose type knows neither tuples nor what is not a tensor. */
function runTidily<T>(run: () => T): T {
  return tf.tidy(run as () => tf.TensorContainer) as T;
}
