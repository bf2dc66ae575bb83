import type { ChannelOverImages } from './figures/silence.ts';
import type { ComparedLayer } from './filters/layer-comparison.ts';
import type { Image } from './images.ts';
import type { LayerRoles } from './layer-roles.ts';
import type { DatasetManifest } from './schemas/dataset.ts';
import type { Run } from './schemas/run.ts';
import type { NamedModel } from './schemas/experiment.ts';
import type { ModelId } from './schemas/scalars.ts';
import type { ImageMeasures } from './claims/measurements.ts';
import type { MeasuredValues } from './statistics/measured-values.ts';

/** What a layer of a model gives for one image. */
export interface MeasuredLayer {
  readonly layer: string;
  /** `[h, w, c]` or `[n]`. */
  readonly shape: readonly number[];
  /** Row by row, channels innermost. */
  readonly measured: MeasuredValues;
}

/**
 * All that was measured of the models, by model, layer and image. Figures and claims are made from it and
 * from nothing else, so that what both say of one thing is one number.
 */
export interface Measured {
  readonly dataset: DatasetManifest;
  /** In the order in which lists and legends show them. */
  readonly models: readonly NamedModel[];
  readonly runOf: (model: ModelId) => Run;
  readonly roles: LayerRoles;
  readonly imageOf: (specimen: string) => Image;
  /** Its pixel values divided by 255, from 0 to 1. */
  readonly pixelValuesOf: (specimen: string) => MeasuredValues;
  readonly layerOf: (model: ModelId, layer: string, specimen: string) => MeasuredLayer;
  /** All values of the layer that plays the last part, over all validation images; no other layer's are kept. */
  readonly lastOverValidation: (model: ModelId) => MeasuredValues;
  /** What every channel of a layer whose maps are shown does over all validation images. */
  readonly channelsOf: (model: ModelId, layer: string) => readonly ChannelOverImages[];
  /** How alike a layer whose filters are matched is in the first model and in another, over all validation images. */
  readonly comparedLayerOf: (layer: string, other: ModelId) => ComparedLayer;
  /** What claims are decided on: of the specimens, the main one first, and of the validation images. */
  readonly specimens: readonly ImageMeasures[];
  readonly validation: readonly ImageMeasures[];
  /** Share of the validation images that are of the most frequent class: the best constant answer. */
  readonly constantAccuracy: number;
}
