import { crossEntropy, LayerprintBackend } from '@layerprint/backend';
import { LayerprintError } from '@layerprint/core/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readLayers } from '../model/read-layers.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import { countParameters, layOutParameters, type ParameterSlot } from '../model/parameters.ts';
import { listSources } from '@layerprint/core/schemas/layers';
import { isJoin } from '@layerprint/core/schemas/layer';
import type { DropoutDraw, JoinPass, LayerPass } from './layer-pass.ts';
import { makeLayerPass } from './layer-passes.ts';
import { makeJoinPass } from './passes/join-passes.ts';

/** A model as training sees it: passes over tensors of parameters, each behind those that it takes the output of. */
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
  readonly pass: Pass;
  /** Which outputs it takes: 0 is the image, and what a stage gives has its own number, from 1 on. */
  readonly inputs: readonly number[];
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
  const stages = layers.flatMap((layer, place): Stage[] => {
    const pass = makePass(layer);
    if (pass === null) return [];
    const names = model.getLayer(layer.name).weights.map(({ originalName }) => originalName);
    const own = names.map((name) => slots.findIndex((slot) => slot.name === name));
    return [{ pass, inputs: listSources(layers, place), slots: own }];
  });
  const averages = stages.flatMap(({ pass, slots: own }) => {
    const { momentum } = ('memory' in pass && pass.memory) || {};
    if (momentum === undefined) return [];
    return own.filter((slot) => !slots[slot]!.learns).map((slot) => ({ slot, momentum }));
  });
  return { layers, slots, stages, averages };
}

type Pass = LayerPass | JoinPass;

function makePass(layer: Layer): Pass | null {
  return isJoin(layer) ? makeJoinPass(layer) : makeLayerPass(layer);
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
    const outputs = [images];
    for (const stage of network.stages) outputs.push(runStage(stage, weights, outputs, undefined));
    const logits = outputs.at(-1)!;
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
    // 1. Forward, every output kept.
    const outputs = [images];
    const memories: tf.Tensor[] = [];
    for (const stage of network.stages) {
      const { pass, inputs } = stage;
      outputs.push(tf.tidy(() => runStage(stage, weights, outputs, draw)));
      const memory = 'memory' in pass ? pass.memory : undefined;
      if (memory) memories.push(...runTidily(() => memory.describe(outputs[inputs[0]!]!)));
    }

    // 2. Backward: whoever takes an output comes after it, so its gradient is whole when its own turn comes.
    const { losses, hits, gradient } = crossEntropy(outputs.at(-1) as tf.Tensor2D, labels);
    const gradients: tf.Tensor[] = [];
    const slopes: (tf.Tensor | undefined)[] = [];
    slopes[outputs.length - 1] = gradient;
    for (let number = outputs.length - 1; number > 0; number--) {
      const stage = network.stages[number - 1]!;
      const dy = slopes[number]!;
      const passed = runTidily(() => runBackward(stage, number, weights, outputs, draw, dy));
      gradients.unshift(...passed.weights);
      stage.inputs.forEach((input, i) => addSlope(slopes, input, passed.inputs[i]!));
      tf.dispose([dy, outputs[number]!]);
    }
    return { losses, hits, gradients, memories };
  });
}

function runStage(
  { pass, inputs, slots }: Stage,
  weights: readonly tf.Tensor[],
  outputs: readonly tf.Tensor[],
  draw: DropoutDraw | undefined,
): tf.Tensor {
  const taken = inputs.map((input) => outputs[input]!);
  return 'join' in pass ? pass.join(taken) : pass.forward(taken[0]!, pick(weights, slots), draw);
}

/** The gradients of what a stage takes, null for that of the images, which nobody needs, and of its weights. */
function runBackward(
  { pass, inputs, slots }: Stage,
  number: number,
  weights: readonly tf.Tensor[],
  outputs: readonly tf.Tensor[],
  draw: DropoutDraw,
  dy: tf.Tensor,
): { inputs: (tf.Tensor | null)[]; weights: tf.Tensor[] } {
  const taken = inputs.map((input) => outputs[input]!);
  if ('join' in pass) return { inputs: pass.split(dy, taken), weights: [] };
  const [input, output] = [taken[0]!, outputs[number]!];
  const needsInput = inputs[0] !== 0;
  const step = { input, output, weights: pick(weights, slots), draw, dy, needsInput };
  const [inputGradient, ...weightGradients] = pass.backward(step);
  return { inputs: [inputGradient], weights: weightGradients };
}

/** Adds to the gradient of an output what one of those that take it has found. */
function addSlope(slopes: (tf.Tensor | undefined)[], output: number, more: tf.Tensor | null): void {
  const before = slopes[output];
  if (more === null || output === 0) tf.dispose(more ?? []);
  else if (before === undefined) slopes[output] = more;
  else {
    slopes[output] = tf.add(before, more);
    tf.dispose([before, more]);
  }
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
