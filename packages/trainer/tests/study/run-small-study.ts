import { join } from 'node:path';
import { readJsonFile, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import type { Study } from '@layerprint/core/schemas/study';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { hashSourceFiles, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import { writePlans } from '../../src/experiment/write-plans.ts';
import type { StudyLayout } from '../../src/layout.ts';
import { planStudy } from '../../src/study/plan-study.ts';
import { readLine, writeLine } from '../../src/study/write-line.ts';
import { writeTrainedModel } from '../../src/training/write-trained-model.ts';

const QUICK = join(import.meta.dirname, '../../../../experiments/quick/experiment.json');
/** The first line of its record. */
export const HEADER = {
  schemaVersion: 1,
  experiment: 'small',
  rule: { document: 'docs/studies.md', commit: 'a'.repeat(40) },
} as const;

/**
 * Runs a study of the experiment `small`, whose two models, `more` and `fewer`, are trained in a moment.
 *
 * @returns Its lines.
 */
export async function runSmallStudy(
  layout: StudyLayout,
  study: Omit<Study, 'schemaVersion'>,
): Promise<StudyLine[]> {
  const experiment = await readJsonFile(ExperimentSchema, QUICK);
  experiment.dataset = { name: 'sketch-10', seed: 3, trainingImages: 70, testImages: 30 };
  experiment.models = [
    { id: 'more', trainingImages: 64, seed: 0 },
    { id: 'fewer', trainingImages: 32, seed: 1 },
  ];
  experiment.recipe!.maxEpochs = 1;
  await writeJsonFile(ExperimentSchema, layout.experiment, experiment);
  await writeFileAtomically(layout.study, JSON.stringify({ schemaVersion: 1, ...study }));
  const check = { id: 'black', measure: 'zeros', layer: 'last', model: 'more', above: 0.5 };
  await writeFileAtomically(
    layout.claims,
    JSON.stringify({
      schemaVersion: 1,
      claims: [{ id: 'black', sentence: 'In {last} it is black.', checks: [check] }],
    }),
  );
  await writePlans(layout, experiment, { profile: 'small' });
  await prepareDataset(layout);

  const { trainings, claims } = await planStudy(layout, 'small');
  const lines: StudyLine[] = [];
  for (const training of trainings) {
    const steps = lines.find(({ id }) => id === training.sameStepsAs)?.steps;
    const plan = { ...training.plan, ...(steps !== undefined && { steps }) };
    const sources = holdSources(TRAINING_CODE);
    const { id: name } = training;
    await writeTrainedModel(layout, { plan, name, backend: 'layerprint', threads: 1, sources });
    const codeHash = hashSourceFiles(TRAINING_CODE);
    await writeLine(layout, { ...training, plan }, claims, { codeHash, sources });
    lines.push(await readLine(layout, name));
  }
  return lines;
}
