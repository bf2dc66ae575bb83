import type { ChannelOverImages } from '@layerprint/core';
import type { LayerOutput } from '@layerprint/network/activations';

/**
 * Counts, for one channel after the other, on how many images a layer's map is all zero, and how far from zero it
 * gets on any.
 *
 * @param output Of any number of images, `[images, h, w, c]`.
 * @param before What earlier batches gave, if there were any.
 */
export function tallySilence(
  { shape, values }: LayerOutput,
  before?: readonly ChannelOverImages[],
): ChannelOverImages[] {
  const [height, width, channels] = shape as [number, number, number];
  const size = height * width * channels;
  const silentImages = Array.from({ length: channels }, (_, c) => before?.[c]?.silentImages ?? 0);
  const max = Array.from({ length: channels }, (_, c) => before?.[c]?.max ?? 0);
  const highest = new Float32Array(channels);
  for (let start = 0; start < values.length; start += size) {
    highest.fill(0);
    for (let at = start; at < start + size; at += channels) {
      for (let c = 0; c < channels; c++) {
        const size = Math.abs(values[at + c]!);
        if (size > highest[c]!) highest[c] = size;
      }
    }
    for (let c = 0; c < channels; c++) {
      if (highest[c] === 0) silentImages[c]!++;
      else if (highest[c]! > max[c]!) max[c] = highest[c]!;
    }
  }
  return silentImages.map((images, c) => ({ silentImages: images, max: max[c]! }));
}
