import { LAST_LAYER, type ChannelOverImages, type ImageMeasures } from '@layerprint/core';
import { gatherImages, type ImageSet } from '@layerprint/core/images';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import { isMapLayer } from '@layerprint/core/schemas/layer';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { validationIndices } from '../dataset/open-dataset.ts';
import { computeActivations, type LayerOutput } from '@layerprint/network/activations';
import { measureImages } from './measure-images.ts';
import { forModels, type Networks } from './open-networks.ts';
import { tallySilence } from './tally-silence.ts';

/** What the networks make of the specimens and of the validation images. */
export interface Measurements {
  /** Every layer's output but the input's, in order, for all specimens: `[specimens, ...shape]`. */
  readonly outputs: Readonly<Record<ModelName, readonly LayerOutput[]>>;
  /** The last convolution's output for all validation images: `[validation images, h, w, c]`. */
  readonly lastOverValidation: Readonly<Record<ModelName, LayerOutput>>;
  /** What every channel does over all validation images, by layer with maps. */
  readonly channels: Readonly<Record<ModelName, ReadonlyMap<string, readonly ChannelOverImages[]>>>;
  /** What the claims are measured on. */
  readonly specimens: readonly ImageMeasures[];
  readonly validation: readonly ImageMeasures[];
}

/** Runs all networks on all that the figures and the claims need. */
export async function measureNetworks(
  networks: Networks,
  manifest: DatasetManifest,
  test: ImageSet,
): Promise<Measurements> {
  // 1. The specimens, layer by layer.
  const { layers } = networks.runs.benchmark;
  const names = layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const specimens = Uint32Array.from(manifest.specimens, ({ testIndex }) => testIndex);
  const pixels = gatherImages(test, specimens);
  const outputs = {
    benchmark: await computeActivations(networks.trained.benchmark, pixels, names),
    dummy: await computeActivations(networks.trained.dummy, pixels, names),
  };

  // 2. All validation images, batch by batch: what is too much to keep is counted on the way.
  const validation = validationIndices(manifest);
  const channels = forModels(() => new Map<string, ChannelOverImages[]>());
  const lastBatches = forModels((): LayerOutput[] => []);
  const onValidation = await measureImages(
    networks,
    { test, indices: validation, validation },
    listMapLayers(networks.runs.benchmark),
    (batch) =>
      forModels((model) => {
        for (const layer of listMapLayers(networks.runs.benchmark)) {
          const output = batch[model].find((candidate) => candidate.layer === layer)!;
          channels[model].set(layer, tallySilence(output, channels[model].get(layer)));
          if (layer === LAST_LAYER)
            lastBatches[model].push({ ...output, values: output.values.slice() });
        }
      }),
  );

  // 3. What the claims need of the specimens.
  const onSpecimens = await measureImages(networks, { test, indices: specimens, validation });
  return {
    outputs,
    lastOverValidation: forModels((model) => joinBatches(lastBatches[model])),
    channels,
    specimens: onSpecimens,
    validation: onValidation,
  };
}

/** The layers that have activation maps, in the network's order. */
export function listMapLayers({ layers }: Run): string[] {
  return layers.filter(isMapLayer).map(({ name }) => name);
}

function joinBatches(batches: readonly LayerOutput[]): LayerOutput {
  const length = batches.reduce((sum, { values }) => sum + values.length, 0);
  const joined = new Float32Array(length);
  let start = 0;
  for (const { values } of batches) {
    joined.set(values, start);
    start += values.length;
  }
  return { ...batches[0]!, values: joined };
}
