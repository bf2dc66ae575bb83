import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { StudyTrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { StudyClaimsSchema } from '@layerprint/core/schemas/study-claims';
import { hashSha256, replaceFolder, writeUnseenFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { sealFolder, SUMS_FILE, verifySealedFolder } from '@layerprint/artifacts/sealed-folder';
import type { StudyLayout } from '../layout.ts';
import type { PlannedStudy } from './plan-study.ts';

/**
 * Writes the plans of a study, a file a training, and what is asked of each model. Where they stand there already
 * nothing is touched: trainings under way hold themselves to their plans.
 *
 * @param sources What the task was started for; looked at before the plans are put in place.
 * @throws {LayerprintError} `not-written`, `source-changed`.
 */
export async function writeStudyPlans(
  layout: StudyLayout,
  { trainings, claims }: PlannedStudy,
  sources: HeldSources,
): Promise<void> {
  const { studyPlan: folder, studyClaims } = layout;
  const plans = trainings.map((training) => {
    const path = layout.trainingPlan(training.id);
    return [
      basename(path),
      stringifyCanonicalJson(StudyTrainingPlanSchema, training, path),
    ] as const;
  });
  const asked = stringifyCanonicalJson(StudyClaimsSchema, claims, studyClaims);
  const files = new Map([...plans, [basename(studyClaims), asked]]);
  if (await stands(folder, files)) return;
  await replaceFolder(folder, async (temporary) => {
    for (const [name, content] of files) await writeUnseenFile(join(temporary, name), content);
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
}

/** Whether a folder is whole and has these files and no others. */
async function stands(folder: string, files: ReadonlyMap<string, string>): Promise<boolean> {
  const names = [...files.keys()].sort();
  const sums = names.map((name) => `${hashSha256(files.get(name)!)}  ${name}\n`).join('');
  try {
    if ((await readFile(join(folder, SUMS_FILE), 'utf8')) !== sums) return false;
    await verifySealedFolder(folder);
    return true;
  } catch {
    return false;
  }
}
