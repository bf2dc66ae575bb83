import { join } from 'node:path';
import { StudyTrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { StudyClaimsSchema } from '@layerprint/core/schemas/study-claims';
import { StudyLineSchema, type StudyLine } from '@layerprint/core/schemas/study-record';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { readSealedJson, sealFolder } from '@layerprint/artifacts/sealed-folder';
import { startMeasureThreads } from '../artifacts/measure-images.ts';
import { openTrainedModel } from '../artifacts/open-model.ts';
import { openTestImages } from '../dataset/open-dataset.ts';
import type { StudyLayout } from '../layout.ts';
import { readPlan } from '../read-plan.ts';
import { readStudyPlan } from '../training/read-study-plan.ts';
import { measureTraining } from './measure-training.ts';

const LINE_FILE = 'line.json';

/**
 * Measures a trained model of a study, and writes the line that the record is to have of it.
 *
 * @param codeHash Of the code of training, as it was when this build began.
 * @throws {LayerprintError} what the readers of plans, data and the model throw; `source-changed`.
 */
export async function writeLine(
  layout: StudyLayout,
  training: string,
  { codeHash, sources }: { readonly codeHash: string; readonly sources: HeldSources },
): Promise<void> {
  const { id, part, pair } = await readPlan(StudyTrainingPlanSchema, layout.trainingPlan(training));
  const plan = await readStudyPlan(layout, training);
  const claims = await readPlan(StudyClaimsSchema, layout.studyClaims);
  const dataset = await openTestImages(layout);
  const opened = await openTrainedModel(layout.model(training), {
    plan,
    manifest: dataset.manifest,
    codeHash,
  });
  // The networks run in this thread while one other measures: a study has as many trainings under way as there are cores.
  const threads = startMeasureThreads(1);
  try {
    const questions = { ...dataset, claims };
    const line = await measureTraining({ id, part, pair, plan }, opened, questions, threads);
    await replaceFolder(layout.line(training), async (folder) => {
      await writeJsonFile(StudyLineSchema, join(folder, LINE_FILE), line);
      await sealFolder(folder);
      sources.assertUnchanged();
    });
  } finally {
    await threads.stop();
    opened.model.dispose();
  }
}

/** Reads the line of a training; throws as `readSealedJson`. */
export function readLine(layout: StudyLayout, training: string): Promise<StudyLine> {
  return readSealedJson(StudyLineSchema, layout.line(training), LINE_FILE);
}
