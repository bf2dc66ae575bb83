import type { Layer } from '@layerprint/core/schemas/layer';
import { listSources } from '@layerprint/core/schemas/layers';

/** `[h, w, c]` or `[n]`. */
type Shape = readonly number[];

/**
 * Finds how many terms the longest sum has that a network adds up for one value: 4,096 where a dense layer takes as many
 * values, 576 in a convolution of 3 × 3 over 64 channels.
 */
export function findLongestSum(layers: readonly Layer[]): number {
  const terms = layers.map((layer, place) => {
    const inputs = listSources(layers, place).map((source) => layers[source]!.outputShape);
    return inputs.length === 0 ? 1 : countTerms(layer, inputs);
  });
  return Math.max(1, ...terms);
}

/** How many terms a layer adds up for one value of its output, biases apart; 1 where it adds nothing up. */
function countTerms(layer: Layer, inputs: readonly Shape[]): number {
  const shape = inputs[0]!;
  const channels = shape.at(-1)!;
  switch (layer.kind) {
    case 'convolution':
      return multiply(layer.kernel) * channels;
    case 'depthwise-convolution':
    case 'average-pooling':
      return multiply(layer.kernel);
    case 'separable-convolution':
      return Math.max(multiply(layer.kernel), channels);
    case 'global-average-pooling':
      return multiply(shape.slice(0, -1));
    case 'dense':
      return channels;
    case 'sum':
      return inputs.length;
    case 'input':
    case 'pooling':
    case 'global-max-pooling':
    case 'batch-normalisation':
    case 'activation':
    case 'leaky-relu':
    case 'dropout':
    case 'flatten':
    case 'concatenation':
      return 1;
  }
}

function multiply(lengths: readonly number[]): number {
  return lengths.reduce((product, length) => product * length, 1);
}
