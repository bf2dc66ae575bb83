import type { LayersModel } from '@tensorflow/tfjs-layers';
import { findLayerRoles, type LayerRoles } from '@layerprint/core';
import type { ImageKind } from '@layerprint/core/images';
import type { ModelPlan, TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Run } from '@layerprint/core/schemas/run';
import { listModels, type NamedModel } from '@layerprint/core/schemas/experiment';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { Layout } from '../layout.ts';
import {
  buildModel,
  initialiseParameters,
  layOutParameters,
  setParameters,
} from '@layerprint/network/model';
import { openModel, type WantedModel } from './open-model.ts';
import type { Plans } from './read-plans.ts';

/** A model as it was trained or loaded, and as it was before its training. */
interface Network {
  readonly run: Run;
  readonly trained: LayersModel;
  /** None of a model that is loaded: it has no seed that its first weights would be drawn from. */
  readonly untrained?: LayersModel;
}

/** The networks that a report is about. */
export interface Networks {
  readonly models: readonly NamedModel[];
  /** All have the same. */
  readonly layers: readonly Layer[];
  readonly roles: LayerRoles;
  readonly of: (model: ModelId) => Network;
  /** Whether it is asked what chance would give. */
  readonly byChance: boolean;
}

/** What the models have to be, for a report to be about them. */
export interface WantedNetworks extends Omit<WantedModel, 'plan'> {
  readonly plans: Plans;
}

/**
 * Opens all models, with an untrained twin of each that was trained, for as long as `use` takes.
 *
 * @throws {LayerprintError} what `openModel` throws.
 */
export async function withNetworks<T>(
  layout: Layout,
  { plans, ...wanted }: WantedNetworks,
  use: (networks: Networks) => Promise<T>,
): Promise<T> {
  const opened: LayersModel[] = [];
  const keep = (model: LayersModel): LayersModel => {
    opened.push(model);
    return model;
  };
  const open = async (plan: ModelPlan): Promise<Network> => {
    const { run, model } = await openModel(layout.model(plan.model), { plan, ...wanted });
    const trained = keep(model);
    if (!('choice' in plan)) return { run, trained };
    return { run, trained, untrained: keep(buildTwin(plan, wanted.manifest)) };
  };
  try {
    const networks = new Map<ModelId, Network>();
    for (const plan of plans.models) networks.set(plan.model, await open(plan));
    const models = listModels(plans.experiment);
    const { layers } = networks.get(models[0]!.id)!.run;
    return await use({
      models,
      layers,
      roles: findLayerRoles(layers, plans.experiment.roles),
      of: (model) => networks.get(model)!,
      byChance: true,
    });
  } finally {
    for (const model of opened) model.dispose();
  }
}

/** The model that a plan starts its training from: the same first weights. */
export function buildTwin(plan: TrainingPlan, images: ImageKind): LayersModel {
  const model = buildModel(plan, images);
  setParameters(model, initialiseParameters(layOutParameters(model), plan.choice.seed));
  return model;
}
