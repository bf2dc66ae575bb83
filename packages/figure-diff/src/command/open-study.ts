import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StudyVerdictsSchema, type StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { readSealedJson, SUMS_FILE, verifySealedFolder } from '@layerprint/artifacts/sealed-folder';

/** Beside a folder of artifacts: what the study of the same experiment came to. */
const VERDICTS = 'verdicts';
const STUDY_FILE = 'study.json';

/**
 * Opens what a study came to that stands beside a folder of artifacts, every byte verified.
 *
 * @returns Undefined where there is none.
 * @throws {LayerprintError} `damaged`, `invalid-json`.
 */
export async function openStudy(artifacts: string): Promise<StudyVerdicts | undefined> {
  const folder = join(dirname(artifacts), VERDICTS);
  // Either says that there was one: of a folder from which something is gone, not that there is no study.
  if (![STUDY_FILE, SUMS_FILE].some((file) => existsSync(join(folder, file)))) return undefined;
  await verifySealedFolder(folder);
  return readSealedJson(StudyVerdictsSchema, folder, STUDY_FILE);
}
