import { existsSync } from 'node:fs';
import { LayerprintError } from '@layerprint/core/errors';
import { isTrainedModel, type Experiment } from '@layerprint/core/schemas/experiment';
import { StudyFileSchema, type Study } from '@layerprint/core/schemas/study';
import { findStudyMisfits } from '@layerprint/core/study';
import { readJsonFile } from '@layerprint/artifacts/files';
import { explainUnknown } from '../experiment/explain-unknown-keys.ts';
import type { Layout } from '../layout.ts';

/**
 * Reads the study of an experiment, and holds it to what the experiment has, before anything is trained.
 *
 * @param trainingImages How many the data set has.
 * @throws {LayerprintError} `no-study`; `invalid-json`, naming every wrong field; `study-does-not-fit`, naming each
 *   that asks for what is not there, or for a seed twice.
 */
export async function loadStudy(
  { study: path, experiment: experimentPath }: Pick<Layout, 'study' | 'experiment'>,
  { models }: Pick<Experiment, 'models'>,
  trainingImages: number,
): Promise<Study> {
  if (!existsSync(path)) {
    throw new LayerprintError(
      'no-study',
      `There is no study of this experiment: ${path} does not exist.`,
      'Write it; docs/guides/study.md says what can stand in it.',
    );
  }
  const study = await readJsonFile(StudyFileSchema, path).catch((error: unknown) => {
    throw explainUnknown(error, StudyFileSchema);
  });
  delete study.$schema;
  const trained = models.filter(isTrainedModel);
  const loaded = models.filter((model) => !isTrainedModel(model));
  const misfits = [
    ...loaded.map(({ id }) => ({
      path: 'pairs',
      message: `Expected an experiment whose models are all trained, and ${id} has its weights from a file`,
    })),
    ...findStudyMisfits(study, trained, trainingImages),
  ];
  if (misfits.length === 0) return study;
  throw new LayerprintError(
    'study-does-not-fit',
    `${path} asks for what ${experimentPath} does not have.\n  ${misfits
      .map((misfit) => `${misfit.path}: ${misfit.message}`)
      .join('\n  ')}`,
    'Correct it; docs/guides/study.md says what can stand in it.',
  );
}
