import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { studyPath } from '@layerprint/core/experiment-path';
import { StudyVerdictsSchema, type StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { readSealedJson, verifySealedFolder } from '@layerprint/artifacts/sealed-folder';
import { listFiles } from '@layerprint/artifacts/files';

/** The list of everything in a folder of verdicts. */
export const VERDICTS_FILE = 'study.json';

/** What a study comes to, and the folder with its tables and charts. */
export interface OpenedVerdicts {
  readonly folder: string;
  readonly verdicts: StudyVerdicts;
  /** By name, relative to the folder. */
  readonly files: readonly string[];
}

/** Where the verdicts of a profile are, relative to the workspace root. */
export function verdictsFolder(profile: string): string {
  return join('dist', profile, 'verdicts');
}

const opened = new Map<string, Promise<OpenedVerdicts | undefined>>();

/**
 * Opens what the study of a profile comes to, every byte verified, once for all pages.
 *
 * @returns Undefined where the experiment has no study.
 * @throws {LayerprintError} `file-not-found`, `damaged`, `invalid-json`.
 */
export function openVerdicts(profile: string): Promise<OpenedVerdicts | undefined> {
  const known = opened.get(profile) ?? readVerdicts(profile);
  opened.set(profile, known);
  return known;
}

async function readVerdicts(profile: string): Promise<OpenedVerdicts | undefined> {
  if (!existsSync(studyPath(profile))) return undefined;
  const folder = verdictsFolder(profile);
  await verifySealedFolder(folder);
  const verdicts = await readSealedJson(StudyVerdictsSchema, folder, VERDICTS_FILE);
  return { folder, verdicts, files: await listFiles(folder) };
}
