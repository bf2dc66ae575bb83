import { join } from 'node:path';
import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyClaims } from '@layerprint/core/schemas/study-claims';
import { StudyLineSchema, type StudyLine } from '@layerprint/core/schemas/study-record';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { readSealedJson, sealFolder } from '@layerprint/artifacts/sealed-folder';
import { startMeasureThreads } from '../artifacts/measure-images.ts';
import { openTrainedModel } from '../artifacts/open-model.ts';
import { openTestImages } from '../dataset/open-dataset.ts';
import type { StudyLayout } from '../layout.ts';
import { measureTraining } from './measure-training.ts';

const LINE_FILE = 'line.json';

/**
 * Measures a trained model of a study, and writes the line that the record is to have of it.
 *
 * @param training With the plan that the model was trained by.
 * @param codeHash Of the code of training, as it was when this build began.
 * @throws {LayerprintError} what the readers of data and the model throw; `source-changed`.
 */
export async function writeLine(
  layout: StudyLayout,
  training: Pick<StudyTrainingPlan, 'id' | 'part' | 'pair' | 'plan'>,
  claims: StudyClaims,
  { codeHash, sources }: { readonly codeHash: string; readonly sources: HeldSources },
): Promise<void> {
  const { id, plan } = training;
  const dataset = await openTestImages(layout);
  const opened = await openTrainedModel(layout.model(id), {
    plan,
    manifest: dataset.manifest,
    codeHash,
  });
  // The networks run in this thread while one other measures: a study has as many trainings under way as there are cores.
  const threads = startMeasureThreads(1);
  try {
    const questions = { ...dataset, claims };
    const line = await measureTraining(training, opened, questions, threads);
    await replaceFolder(layout.line(id), async (folder) => {
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
