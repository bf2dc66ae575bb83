import { existsSync } from 'node:fs';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256 } from '@layerprint/artifacts/files';
import { ClaimsPlanSchema, type WrittenClaim } from '@layerprint/core/schemas/claims-file';
import { ExperimentSchema, type Experiment } from '@layerprint/core/schemas/experiment';
import {
  DatasetPlanSchema,
  TrainingPlanSchema,
  type TrainingPlan,
} from '@layerprint/core/schemas/plan';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { readPlan } from '../read-plan.ts';
import type { Layout } from '../layout.ts';

/** What was to be built, as the plan task split it up. */
export interface Plans {
  readonly experiment: Experiment;
  readonly experimentHash: string;
  readonly training: Readonly<Record<ModelName, TrainingPlan>>;
  /** None where the experiment makes none. */
  readonly claims: readonly WrittenClaim[];
  readonly claimsHash?: string;
}

/**
 * Puts the plans of a profile together to the experiment that they came from. The plans are read, and not
 * the experiment, because they are what Nx knows this task by.
 *
 * @throws {LayerprintError} `mixed-plans`, when the plans come from different experiments.
 */
export async function readPlans(layout: Layout): Promise<Plans> {
  const { schemaVersion, profile, dataset, specimens } = await readPlan(
    DatasetPlanSchema,
    layout.datasetPlan,
  );
  const training = {
    benchmark: await readPlan(TrainingPlanSchema, layout.trainingPlan('benchmark')),
    dummy: await readPlan(TrainingPlanSchema, layout.trainingPlan('dummy')),
  };
  const experiment: Experiment = {
    schemaVersion,
    profile,
    dataset,
    models: { benchmark: training.benchmark.choice, dummy: training.dummy.choice },
    recipe: training.benchmark.recipe,
    specimens,
  };
  const recipes = Object.values(training).map((plan) => JSON.stringify(plan.recipe));
  if (new Set(recipes).size > 1) {
    throw new LayerprintError(
      'mixed-plans',
      `${layout.trainingPlan('benchmark')} and ${layout.trainingPlan('dummy')} have different recipes.`,
      'Run the plan task of this profile again.',
    );
  }
  const canonical = stringifyCanonicalJson(ExperimentSchema, experiment, layout.experiment);
  return {
    experiment,
    experimentHash: hashSha256(canonical),
    training,
    ...(await readClaims(layout)),
  };
}

async function readClaims({
  claimsPlan: path,
}: Layout): Promise<Pick<Plans, 'claims' | 'claimsHash'>> {
  if (!existsSync(path)) return { claims: [] };
  const plan = await readPlan(ClaimsPlanSchema, path);
  return {
    claims: plan.claims,
    claimsHash: hashSha256(stringifyCanonicalJson(ClaimsPlanSchema, plan, path)),
  };
}
