import { crossEntropy, LayerprintBackend } from '@layerprint/backend';
import { LayerprintError } from '@layerprint/core/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readLayers } from '../model/read-layers.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import { countParameters, layOutParameters, type ParameterSlot } from '../model/parameters.ts';
import type { DropoutDraw, LayerPass } from './layer-pass.ts';
import { makeLayerPass } from './layer-passes.ts';

/** A model as training sees it: passes in a row over tensors of parameters. */
export interface Network {
  /** What is trained, as a run records it: every pass is made from one of these and from nothing else. */
  readonly layers: readonly Layer[];
  readonly slots: readonly ParameterSlot[];
  readonly stages: readonly Stage[];
  readonly averages: readonly MovingAverage[];
}

/** An average over the batches of a training, which the optimizer does not change. */
interface MovingAverage {
  readonly slot: number;
  /** What share of it a step keeps. */
  readonly momentum: number;
}

interface Stage {
  readonly pass: LayerPass;
  /** Which slots hold the layer's weights. */
  readonly slots: readonly number[];
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
  assertHasGradients(layers);
  const slots = layOutParameters(model);
  const stages = layers.flatMap((layer): Stage[] => {
    const pass = makeLayerPass(layer);
    if (pass === null) return [];
    const names = model.getLayer(layer.name).weights.map(({ originalName }) => originalName);
    return [{ pass, slots: names.map((name) => slots.findIndex((slot) => slot.name === name)) }];
  });
  const averages = stages.flatMap(({ pass, slots: own }) => {
    const { momentum } = pass.memory ?? {};
    if (momentum === undefined) return [];
    return own.filter((slot) => !slots[slot]!.learns).map((slot) => ({ slot, momentum }));
  });
  return { layers, slots, stages, averages };
}

/** TF.js's own kernels leave a dilation out of gradients without a word. */
function assertHasGradients(layers: readonly Layer[]): void {
  const dilated = layers.find((layer) => 'dilation' in layer && layer.dilation !== undefined);
  if (!dilated || tf.backend() instanceof LayerprintBackend) return;
  throw new LayerprintError(
    'network-not-supported',
    `The layer ${dilated.name} has a dilation, and the backend ${tf.getBackend()} computes no gradients of one.`,
    'Train it by --backend=layerprint, or take the dilation back.',
  );
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
      (input, { pass, slots }) => pass.forward(input, pick(weights, slots), undefined),
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
 * @returns The gradients of the slots that learn, the scores, and what goes into each moving average; the caller's
 *   to dispose of.
 */
export function computeGradient(
  network: Network,
  weights: readonly tf.Tensor[],
  images: tf.Tensor,
  labels: tf.Tensor1D,
  draw: DropoutDraw,
): Scores & { gradients: tf.Tensor[]; memories: tf.Tensor[] } {
  return runTidily(() => {
    const activations = [images];
    const memories: tf.Tensor[] = [];
    for (const { pass, slots } of network.stages) {
      const input = activations.at(-1)!;
      activations.push(tf.tidy(() => pass.forward(input, pick(weights, slots), draw)));
      const { memory } = pass;
      if (memory) memories.push(...runTidily(() => memory.describe(input)));
    }

    const logits = activations.at(-1) as tf.Tensor2D;
    const { losses, hits, gradient } = crossEntropy(logits, labels);
    const gradients: tf.Tensor[] = [];
    let dy: tf.Tensor = gradient;
    for (let index = network.stages.length - 1; index >= 0; index--) {
      const { pass, slots } = network.stages[index]!;
      const [input, output] = [activations[index]!, activations[index + 1]!];
      const stageWeights = pick(weights, slots);
      const step = { input, output, weights: stageWeights, draw, dy, needsInput: index > 0 };
      const [inputGradient, ...weightGradients] = runTidily(() => pass.backward(step));
      gradients.unshift(...weightGradients);
      tf.dispose([dy, output]);
      if (inputGradient) dy = inputGradient;
    }
    return { losses, hits, gradients, memories };
  });
}

function pick(weights: readonly tf.Tensor[], slots: readonly number[]): tf.Tensor[] {
  return slots.map((slot) => weights[slot]!);
}

/** The number of parameters of a network. */
export function sizeOf(network: Network): number {
  return countParameters(network.slots);
}

/** TF.js's `tidy`, whose type knows neither tuples nor what is not a tensor. */
function runTidily<T>(run: () => T): T {
  return tf.tidy(run as () => tf.TensorContainer) as T;
}
