import { existsSync } from 'node:fs';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256 } from '@layerprint/artifacts/files';
import { ClaimsPlanSchema, type WrittenClaim } from '@layerprint/core/schemas/claims-file';
import {
  ExperimentSchema,
  isTrainedModel,
  type Experiment,
} from '@layerprint/core/schemas/experiment';
import { LoadingPlanSchema, ReportPlanSchema, type ModelPlan } from '@layerprint/core/schemas/plan';
import { planTraining } from '../experiment/plan-training.ts';
import { readPlan } from '../read-plan.ts';
import type { Layout } from '../layout.ts';

/** What was to be built, as the plan task split it up. */
export interface Plans {
  readonly profile: string;
  readonly experiment: Experiment;
  readonly experimentHash: string;
  /** In the order of the experiment's list. */
  readonly models: readonly ModelPlan[];
  /** None where the experiment makes none. */
  readonly claims: readonly WrittenClaim[];
  readonly claimsHash?: string;
}

/**
 * Reads what a report is to be about, as the plan task wrote it: the experiment itself is no input that Nx
 * knows this task by.
 *
 * @throws {LayerprintError} what `readPlan` throws.
 */
export async function readPlans(layout: Layout): Promise<Plans> {
  const { profile, experiment } = await readPlan(ReportPlanSchema, layout.reportPlan);
  const canonical = stringifyCanonicalJson(ExperimentSchema, experiment, layout.reportPlan);
  return {
    profile,
    experiment,
    experimentHash: hashSha256(canonical),
    models: await readModelPlans(layout, profile, experiment),
    ...(await readClaims(layout)),
  };
}

/** A training follows from the experiment; what weights are, the plan task has looked up. */
async function readModelPlans(
  layout: Layout,
  profile: string,
  experiment: Experiment,
): Promise<ModelPlan[]> {
  const plans: ModelPlan[] = [];
  for (const model of experiment.models) {
    plans.push(
      isTrainedModel(model)
        ? planTraining(profile, experiment, model)
        : await readPlan(LoadingPlanSchema, layout.trainingPlan(model.id)),
    );
  }
  return plans;
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
