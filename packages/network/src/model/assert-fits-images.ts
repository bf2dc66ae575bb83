import type { ImageKind } from '@layerprint/core/images';
import {
  isConvolution,
  isJoin,
  isMapLayer,
  type Layer,
  type Pair,
} from '@layerprint/core/schemas/layer';
import { listSources } from '@layerprint/core/schemas/layers';
import { refuseNetwork } from './read-layer.ts';

/**
 * Checks that a network is one for the images of a data set, and that a report can be about it: that it has a
 * convolution, and that a place of a map is a place of the image.
 *
 * @throws {LayerprintError} `network-not-supported`.
 */
export function assertFitsImages(layers: readonly Layer[], { classNames }: ImageKind): void {
  const answer = layers.at(-1)!;
  const [outputs] = answer.outputShape;
  if (outputs !== classNames.length) {
    throw refuseNetwork(
      `The layer ${answer.name} is the last and gives ${outputs} probabilities, and the data set has ${classNames.length} classes.`,
    );
  }
  if (!layers.some(isConvolution)) {
    const maps = layers.filter(isMapLayer).map(({ name }) => name);
    const others = maps.length > 0 ? `; ${maps.join(', ')} are none` : '';
    throw refuseNetwork(
      `The network has no convolution, whose maps its report would be about${others}.`,
    );
  }
  assertJoinsInStep(layers);
}

/** Maps that are joined have to look at the image in the same steps: no part of it would belong to a value else. */
function assertJoinsInStep(layers: readonly Layer[]): void {
  const strides: Pair[] = [];
  for (const [place, layer] of layers.entries()) {
    const sources = listSources(layers, place);
    const [own = [1, 1], ...others] = sources.map((source) => strides[source]!);
    strides.push(isMapLayer(layer) ? [own[0] * layer.stride[0], own[1] * layer.stride[1]] : own);
    const other = others.findIndex((stride) => stride.join() !== own.join());
    if (!isJoin(layer) || layer.outputShape.length < 3 || other === -1) continue;
    const names = [0, other + 1].map((source) => layers[sources[source]!]!.name);
    const steps = [own, others[other]!].map((stride) => stride.join(' × '));
    throw refuseNetwork(
      `The layer ${layer.name} joins ${names.join(' and ')}, which look at the image in steps of ${steps.join(' and ')} pixels.`,
    );
  }
}
