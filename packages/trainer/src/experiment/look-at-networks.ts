import { dirname } from 'node:path';
import type { ImageKind } from '@layerprint/core/images';
import { isTrainedModel, type Experiment } from '@layerprint/core/schemas/experiment';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import { buildModel, readLayers } from '@layerprint/network/model';
import type { Layout } from '../layout.ts';
import { readNetworkRecipe } from './plan-loading.ts';
import { planTraining } from './plan-training.ts';
import { readWeights, type PlannedWeights } from './weights/read-weights.ts';

/** What is known of an experiment's networks before anything is made of it. */
export interface LookedAtNetworks {
  /** All have the same. */
  readonly layers: readonly Layer[];
  /** Of the models that are loaded. */
  readonly weights: ReadonlyMap<ModelId, PlannedWeights>;
}

/**
 * Builds the network of every model, and reads the weights of those that are loaded. A TF.js backend has to be selected; any
 * will do, since nothing is computed.
 *
 * @throws {LayerprintError} what `buildModel` and `readWeights` throw.
 */
export async function lookAtNetworks(
  layout: Layout,
  profile: string,
  experiment: Experiment,
  images: ImageKind,
): Promise<LookedAtNetworks> {
  const { architecture, models } = experiment;
  const weights = new Map<ModelId, PlannedWeights>();
  let layers: readonly Layer[] = [];
  for (const model of models.toReversed()) {
    const choice = isTrainedModel(model)
      ? planTraining(profile, experiment, model)
      : { architecture, recipe: readNetworkRecipe(experiment) };
    const network = buildModel(choice, images);
    try {
      layers = readLayers(network);
      if (isTrainedModel(model)) continue;
      const { file } = model.weights;
      weights.set(model.id, await readWeights(dirname(layout.experiment), file, network, images));
    } finally {
      network.dispose();
    }
  }
  return { layers, weights };
}
