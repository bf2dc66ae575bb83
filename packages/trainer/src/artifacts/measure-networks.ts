import {
  listShownLayers,
  measureValues,
  type ChannelOverImages,
  type Measured,
  type Quantity,
} from '@layerprint/core';
import { pickImage } from '@layerprint/core/images';
import { startComparison } from './compare-layers.ts';
import { computeConstantAccuracy } from './constant-accuracy.ts';
import { validationIndices, type Dataset } from '../dataset/open-dataset.ts';
import { gatherSpecimens } from './gather-specimens.ts';
import { measureImages, type MeasureThreads } from './measure-images.ts';
import { openBatch, type Batch } from './open-batch.ts';
import type { Networks } from './open-networks.ts';
import { findOutput, pickFirst } from './run-batch.ts';
import { tallySilence } from './tally-silence.ts';

/**
 * Runs all networks on all that the figures and the claims need: on each image once.
 *
 * @param quantities What the claims need.
 */
export async function measureNetworks(
  networks: Networks,
  { manifest: dataset, test, pictures }: Omit<Dataset, 'training'>,
  quantities: readonly Quantity[],
  threads: MeasureThreads,
): Promise<Measured> {
  const { layers, models } = networks;
  const validation = validationIndices(dataset);

  // 1. The specimens, layer by layer: all of it is kept.
  const names = layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const { shown, indices, labels } = gatherSpecimens(dataset.specimens, test, pictures);
  const imageOf = (index: number) => ({ ...shown.shape, pixels: pickImage(shown, index) });
  const batches = new Map<number, Batch>();
  const specimens = await measureImages(
    networks,
    { test: shown, indices, labels, validation, quantities },
    threads,
    { trained: names, untrained: [] },
    (outputs, targets) => {
      const batch = openBatch(outputs, imageOf);
      targets.forEach((index) => batches.set(index, batch));
    },
  );

  // 2. All validation images, batch by batch: what is too much to keep is counted on the way.
  const mapLayers = listShownLayers(layers, networks.roles).map(({ name }) => name);
  const { last } = networks.roles;
  const overImages = new Map(
    models.map(({ id }) => [
      id,
      { channels: new Map<string, ChannelOverImages[]>(), lastOutputs: new Array<Float32Array>() },
    ]),
  );
  const comparison = startComparison(networks);
  const onValidation = await measureImages(
    networks,
    { test, indices: validation, validation, quantities },
    threads,
    { trained: mapLayers, untrained: comparison.layers },
    async (outputs, targets) => {
      overImages.forEach(({ channels, lastOutputs }, model) => {
        const outputOf = (layer: string) =>
          pickFirst(findOutput(outputs.trained.get(model)!, layer), targets.length);
        for (const layer of mapLayers) {
          channels.set(layer, tallySilence(outputOf(layer), channels.get(layer)));
        }
        lastOutputs.push(outputOf(last).values.slice());
      });
      await comparison.add(outputs, targets.length);
    },
  );

  // 3. What of it is asked for by name.
  const indexOf = new Map(dataset.specimens.map(({ id }, i) => [id, indices[i]!]));
  const find = <T>(specimen: string, read: (batch: Batch, index: number) => T): T => {
    const index = indexOf.get(specimen)!;
    return read(batches.get(index)!, index);
  };
  const lastOverValidation = new Map(
    [...overImages].map(([model, { lastOutputs }]) => [model, measureValues(join(lastOutputs))]),
  );
  return {
    dataset,
    models,
    runOf: (model) => networks.of(model).run,
    roles: networks.roles,
    imageOf: (specimen) => find(specimen, (batch, index) => batch.imageOf(index)),
    pixelValuesOf: (specimen) => find(specimen, (batch, index) => batch.pixelValuesOf(index)),
    layerOf: (model, layer, specimen) =>
      find(specimen, (batch, index) => batch.layerOf(model, layer, index)),
    lastOverValidation: (model) => lastOverValidation.get(model)!,
    channelsOf: (model, layer) => overImages.get(model)!.channels.get(layer)!,
    comparedLayerOf: comparison.of,
    specimens,
    validation: onValidation,
    constantAccuracy: computeConstantAccuracy(validation, test.labels, dataset.classNames.length),
  };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    joined.set(part, start);
    start += part.length;
  }
  return joined;
}
