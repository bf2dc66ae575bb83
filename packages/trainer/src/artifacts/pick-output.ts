import type { LayerActivations } from '@layerprint/core';
import type { LayerOutput } from '@layerprint/network/activations';

/**
 * A convolution's or pooling's output for one image.
 *
 * @param place The image's place among those that the outputs are of.
 */
export function pickActivations(
  outputs: readonly LayerOutput[],
  layer: string,
  place: number,
): LayerActivations {
  const { shape, values } = pickOutput(outputs, layer, place);
  const [height, width, channels] = shape as [number, number, number];
  return { layer, shape: [height, width, channels], activations: values };
}

/** Any layer's output for one image. */
export function pickOutput(
  outputs: readonly LayerOutput[],
  name: string,
  place: number,
): LayerOutput {
  const { layer, shape, values } = outputs.find((output) => output.layer === name)!;
  const size = shape.reduce((product, length) => product * length, 1);
  return { layer, shape, values: values.subarray(place * size, (place + 1) * size) };
}
