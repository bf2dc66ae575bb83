import { existsSync } from 'node:fs';
import type { ImageKind } from '@layerprint/core/images';
import { datasetSize } from '@layerprint/core/schemas/dataset-choice';
import type { WrittenCheck } from '@layerprint/core/schemas/claims-file';
import { isTrainedModel, type Experiment } from '@layerprint/core/schemas/experiment';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { Study } from '@layerprint/core/schemas/study';
import type { StudyClaims } from '@layerprint/core/schemas/study-claims';
import { listStudyTrainings, type StudyTraining } from '@layerprint/core/study';
import { countSteps } from '@layerprint/network/training';
import { readWrittenClaims } from '../experiment/load-claims.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { planDataset } from '../experiment/plan-dataset.ts';
import { planTraining } from '../experiment/plan-training.ts';
import { resolveArchitecture } from '../experiment/resolve-architecture.ts';
import type { Layout } from '../layout.ts';
import { loadStudy } from './load-study.ts';

/** All that a study's trainings and measures follow from, as its experiment stands. */
export interface PlannedStudy {
  /** In the order of the record. */
  readonly trainings: readonly StudyTrainingPlan[];
  /** What is asked of each model. */
  readonly claims: StudyClaims;
}

/** A study and the experiment that it repeats, as their author wrote them. */
export interface WrittenStudy {
  readonly experiment: Experiment;
  readonly images: ImageKind;
  readonly study: Study;
}

/**
 * Reads a study and what it repeats.
 *
 * @throws {LayerprintError} what the readers of experiment, data, network and study throw.
 */
export async function loadWrittenStudy(layout: Layout, profile: string): Promise<WrittenStudy> {
  const written = await loadExperiment(layout);
  const { images, lock } = await planDataset(layout, profile, written);
  const experiment = await resolveArchitecture(layout, written, images);
  const { trainingImages } = lock ?? datasetSize(experiment.dataset)!;
  return { experiment, images, study: await loadStudy(layout, experiment, trainingImages) };
}

/**
 * Plans every training of a study, from the files that its author wrote.
 *
 * @throws {LayerprintError} what `loadWrittenStudy` and the reader of claims throw.
 */
export async function planStudy(layout: Layout, profile: string): Promise<PlannedStudy> {
  return planTrainings(layout, profile, await loadWrittenStudy(layout, profile));
}

/** Plans every training of a study that has been read; throws what the reader of claims does. */
export async function planTrainings(
  layout: Layout,
  profile: string,
  { experiment, study }: WrittenStudy,
): Promise<PlannedStudy> {
  // All are, as the study was held to its experiment.
  const models = experiment.models.filter(isTrainedModel);
  return {
    trainings: listStudyTrainings(study, models).map((training) =>
      planStudyTraining(profile, experiment, training),
    ),
    claims: await planClaims(layout, experiment),
  };
}

/** The model's own plan, with a sample and a seed of the training's. */
function planStudyTraining(
  profile: string,
  experiment: Experiment,
  {
    id,
    part,
    pair,
    model: modelId,
    trainingImages: count,
    seed,
    epochs,
    sameStepsAs,
  }: StudyTraining,
): StudyTrainingPlan {
  const model = experiment.models.filter(isTrainedModel).find(({ id: own }) => own === modelId)!;
  const trainingImages = { count, sample: 'seeded', balanced: false } as const;
  const plan = planTraining(profile, experiment, { ...model, trainingImages, seed });
  return {
    schemaVersion: 1,
    id,
    part,
    pair,
    plan:
      epochs === undefined
        ? plan
        : { ...plan, steps: countSteps({ ...plan, steps: Infinity }, epochs) },
    ...(sameStepsAs !== undefined && { sameStepsAs }),
  };
}

async function planClaims(
  { claims: path }: Layout,
  { models, roles }: Experiment,
): Promise<StudyClaims> {
  const claims = existsSync(path) ? (await readWrittenClaims(path)).claims : [];
  return {
    schemaVersion: 1,
    models: models.map(({ id }) => id),
    ...(roles && { roles }),
    checks: claims.flatMap(({ checks }) => checks.map(leaveOutWords)),
  };
}

/** A check without what makes no difference to what is measured of a model. */
function leaveOutWords(check: WrittenCheck): WrittenCheck {
  const asked = { ...check };
  delete asked.statement;
  delete asked.cannotFail;
  delete asked.over;
  return asked;
}
