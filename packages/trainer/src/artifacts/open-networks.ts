import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ImageKind } from '@layerprint/core/images';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { Layout } from '../layout.ts';
import {
  buildModel,
  initialiseParameters,
  layOutParameters,
  setParameters,
} from '@layerprint/network/model';
import { openTrainedModel, type WantedModel } from './open-trained-model.ts';
import type { Plans } from './read-plans.ts';

/** Both trained models, and both as they were before training. */
export interface Networks {
  readonly runs: Readonly<Record<ModelName, Run>>;
  readonly trained: Readonly<Record<ModelName, LayersModel>>;
  readonly untrained: Readonly<Record<ModelName, LayersModel>>;
}

/** What the models have to be, for a report to be about them. */
export interface WantedNetworks extends Omit<WantedModel, 'plan'> {
  readonly plans: Plans;
}

/**
 * Opens both trained models, with an untrained twin of each, for as long as `use` takes.
 *
 * @throws {LayerprintError} what `openTrainedModel` throws.
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
  const open = async (name: ModelName) => {
    const plan = plans.training[name];
    const { run, model } = await openTrainedModel(layout.model(name), { plan, ...wanted });
    return { run, trained: keep(model), untrained: keep(buildTwin(plan, wanted.manifest)) };
  };
  try {
    const benchmark = await open('benchmark');
    const dummy = await open('dummy');
    return await use({
      runs: { benchmark: benchmark.run, dummy: dummy.run },
      trained: { benchmark: benchmark.trained, dummy: dummy.trained },
      untrained: { benchmark: benchmark.untrained, dummy: dummy.untrained },
    });
  } finally {
    for (const model of opened) model.dispose();
  }
}

/** The model that a plan starts its training from: the same first weights. */
export function buildTwin({ choice, recipe }: TrainingPlan, images: ImageKind): LayersModel {
  const model = buildModel(recipe.dropoutRate, images);
  setParameters(model, initialiseParameters(layOutParameters(model), choice.seed));
  return model;
}
