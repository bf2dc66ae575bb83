import { StudyTrainingPlanSchema, type TrainingPlan } from '@layerprint/core/schemas/plan';
import { TrainedRunSchema } from '@layerprint/core/schemas/run';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { countSteps } from '@layerprint/network/training';
import type { StudyLayout } from '../layout.ts';
import { readPlan } from '../read-plan.ts';

/**
 * Reads the plan of a training of a study. Where it takes as many gradient steps as another one's kept weights had
 * taken, that one has to be trained, and says how many these are.
 *
 * @throws {LayerprintError} what the readers of a plan and of a sealed folder throw.
 */
export async function readStudyPlan(layout: StudyLayout, training: string): Promise<TrainingPlan> {
  const { plan, sameStepsAs } = await readPlan(
    StudyTrainingPlanSchema,
    layout.trainingPlan(training),
  );
  if (sameStepsAs === undefined) return plan;
  const other = await readSealedJson(TrainedRunSchema, layout.model(sameStepsAs), 'run.json');
  return { ...plan, steps: countSteps(other.plan, other.bestEpoch) };
}
