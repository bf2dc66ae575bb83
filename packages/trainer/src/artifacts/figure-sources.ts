import type { ChannelOverImages } from '@layerprint/core';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { DistributionData } from '@layerprint/core/schemas/figure-data';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { LayerOutput } from '@layerprint/network/activations';

/** All that figures are made from. */
export interface FigureSources {
  readonly dataset: DatasetManifest;
  readonly runs: Readonly<Record<ModelName, Run>>;
  /** Every layer's output for all specimens, by model. */
  readonly outputs: Readonly<Record<ModelName, readonly LayerOutput[]>>;
  /** What every channel does over all validation images, by model and layer with maps. */
  readonly channels: Readonly<Record<ModelName, ReadonlyMap<string, readonly ChannelOverImages[]>>>;
  /** The last convolution's activations for all validation images, both models. */
  readonly validation: DistributionData;
  /** Bytes, `[specimens, height, width, channels]`, in the data set's order: the main specimen first. */
  readonly specimenPixels: Uint8Array;
}
