import { join } from 'node:path';
import { readJsonFile } from '@layerprint/core/files';
import { DiffSchema } from '@layerprint/core/schemas/diff';
import type { Diff } from '@layerprint/core/schemas/diff';

/** A comparison, as data; a folder with it is one of ours. */
export const DIFF_FILE = 'diff.json';

/** The variable that tells the page which folder it is about. */
export const FOLDER_VARIABLE = 'DIFF_FOLDER';

/** Reads the comparison in a folder: the one named, or the one that the page is being rendered for. */
export function openDiff(folder = diffFolder()): Promise<Diff> {
  return readJsonFile(DiffSchema, join(folder, DIFF_FILE));
}

/** The folder that the page is being rendered for. */
export function diffFolder(): string {
  return process.env[FOLDER_VARIABLE] ?? 'dist/diff';
}
