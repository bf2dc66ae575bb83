import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { countTrainingImages, isTrainedModel } from '@layerprint/core/schemas/experiment';
import { ReportPlanSchema, type TrainingPlan } from '@layerprint/core/schemas/plan';
import { planTraining } from '../experiment/plan-training.ts';
import type { Layout } from '../layout.ts';
import { readPlan } from '../read-plan.ts';

/**
 * With how many threads a model is to be trained, so that it leaves processors to another of its experiment that may train
 * beside it. What is trained is the same whatever their number.
 *
 * @throws {LayerprintError} what `readPlan` throws.
 */
export async function chooseThreads(layout: Layout, plan: TrainingPlan): Promise<number> {
  const { profile, experiment } = await readPlan(ReportPlanSchema, layout.reportPlan);
  // What stands already is most often not trained again.
  const others = experiment.models
    .filter(isTrainedModel)
    .filter(({ id }) => id !== plan.model && !existsSync(layout.model(id)))
    .map((model) => countWork(planTraining(profile, experiment, model)));
  return shareProcessors(availableParallelism(), countWork(plan), others);
}

/** Images that a training sees at most. */
function countWork({ choice, recipe }: TrainingPlan): number {
  return countTrainingImages(choice.trainingImages) * recipe.maxEpochs;
}

/**
 * The processors of a model that trains beside the largest of some others, of which Nx runs one at a time: the part of them
 * that its work is, rounded up.
 */
export function shareProcessors(
  processors: number,
  work: number,
  others: readonly number[],
): number {
  return Math.ceil((processors * work) / (work + Math.max(0, ...others)));
}
