import type { AuthoredLayer } from '@layerprint/core/schemas/architecture';
import { refuseNetwork } from './read-layer.ts';

/** How large a network may be. What a step of the training keeps of it, and what a report shows of it, is in memory at once. */
const MOST = {
  parameters: 10_000_000,
  'values that its layers give for one image': 4_000_000,
};

type Size = Record<keyof typeof MOST, number>;

/** Adds up how large a network is, layer by layer. */
export interface NetworkSize {
  /**
   * Counts a layer before TF.js makes its weights, for which there may be no memory.
   *
   * @throws {LayerprintError} `network-not-supported`, where the network is too large with it.
   */
  add(name: string, layer: AuthoredLayer, channels: number, outputShape: readonly number[]): void;
}

/** Starts with nothing. */
export function startNetworkSize(): NetworkSize {
  const size: Size = { parameters: 0, 'values that its layers give for one image': 0 };
  return {
    add(name, layer, channels, outputShape) {
      size.parameters += countParameters(layer, channels);
      size['values that its layers give for one image'] += multiply(outputShape);
      for (const what of Object.keys(MOST) as (keyof Size)[]) {
        if (size[what] <= MOST[what]) continue;
        const [found, most] = [size[what], MOST[what]].map((count) =>
          count.toLocaleString('en-US'),
        );
        throw refuseNetwork(
          `The network is too large: up to the layer ${name} it has ${found} ${what}, and ${most} are the most.`,
        );
      }
    },
  };
}

/** @param channels Of what comes in. */
function countParameters(layer: AuthoredLayer, channels: number): number {
  switch (layer.type) {
    case 'conv2d':
      return (areaOf(layer) * channels + biasOf(layer)) * layer.filters;
    case 'depthwiseConv2d':
      return (areaOf(layer) + biasOf(layer)) * channels * (layer.depthMultiplier ?? 1);
    case 'separableConv2d':
      return areaOf(layer) * channels + (channels + biasOf(layer)) * layer.filters;
    case 'dense':
      return (channels + biasOf(layer)) * layer.units;
    case 'batchNormalization':
      return 4 * channels;
    default:
      return 0;
  }
}

function areaOf({ kernelSize }: { kernelSize: number | readonly [number, number] }): number {
  return typeof kernelSize === 'number' ? kernelSize ** 2 : multiply(kernelSize);
}

function biasOf({ useBias = true }: { useBias?: boolean | undefined }): number {
  return useBias ? 1 : 0;
}

function multiply(lengths: readonly number[]): number {
  return lengths.reduce((product, length) => product * length, 1);
}
