import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { DatasetManifestSchema } from '@layerprint/core/schemas/dataset';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { hashEachSourceFile, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import type { Layout } from '../layout.ts';
import { hashModelPlan } from '../read-plan.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { hashStudyClaims } from './hash-claims.ts';
import { hashComputing } from './hash-computing.ts';
import type { PlannedStudy } from './plan-study.ts';

/** Which of what a line follows from is as it is today. */
export interface Freshness {
  readonly plan: boolean;
  readonly data: boolean;
  /** What computes a training. */
  readonly code: boolean;
  /** What is asked of the model. */
  readonly claims: boolean;
}

/** What lines are held to: what a training would follow from today. */
export interface Today {
  readonly dataHash: string;
  readonly codeHash: string;
  readonly claimsHash: string;
}

/**
 * Reads what a training would follow from today. Nothing is trained, nor any image read.
 *
 * @param layout Of the experiment, whose `dataset` task has run, as that has which compiles the kernels.
 * @throws {LayerprintError} what `readSealedJson` and `selectBackend` throw.
 */
export async function readToday(layout: Layout, { claims }: PlannedStudy): Promise<Today> {
  const { dataHash } = await readSealedJson(DatasetManifestSchema, layout.dataset, 'manifest.json');
  return {
    dataHash,
    codeHash: hashComputing({
      codeFiles: hashEachSourceFile(TRAINING_CODE),
      versions: await selectBackend('layerprint', 1),
    }),
    claimsHash: hashStudyClaims(claims),
  };
}

/** Says of every line of a record, by its id, what of it is of today. What is no part of the study has no plan. */
export function assessLines(
  { trainings }: Pick<PlannedStudy, 'trainings'>,
  today: Today,
  lines: readonly StudyLine[],
): Map<string, Freshness> {
  const known = new Map(lines.map((line) => [line.id, line]));
  const planned = new Map(trainings.map((training) => [training.id, training]));
  const assess = (line: StudyLine): Freshness => {
    const training = planned.get(line.id);
    const other = known.get(training?.sameStepsAs ?? '');
    // Its steps follow from all that the other one's weights follow from.
    const { plan = true, data = true, code = true } = other ? assess(other) : {};
    return {
      plan: plan && training !== undefined && line.planHash === hashPlan(training, other),
      data: data && line.dataHash === today.dataHash,
      code: code && line.codeHash === today.codeHash,
      claims: line.claimsHash === today.claimsHash,
    };
  };
  return new Map(lines.map((line) => [line.id, assess(line)]));
}

/** Whether a line says what a training would give today. */
export function isOfToday(freshness: Freshness | undefined): boolean {
  return freshness !== undefined && Object.values(freshness).every(Boolean);
}

/** @param other The line of the training whose steps this one takes; undefined where it takes no other's, or there is none yet. */
function hashPlan(
  { plan, sameStepsAs }: StudyTrainingPlan,
  other: StudyLine | undefined,
): string | undefined {
  if (sameStepsAs === undefined) return hashModelPlan(plan);
  return other && hashModelPlan({ ...plan, steps: other.steps });
}
