import { join } from 'node:path';
import { readJsonFile } from '@layerprint/core/files';
import { DiffSchema } from '@layerprint/core/schemas/diff';
import type { Diff } from '@layerprint/core/schemas/diff';

/** A comparison, as data. */
export const DIFF_FILE = 'diff.json';

/** Reads the comparison in a folder. */
export function openDiff(folder: string): Promise<Diff> {
  return readJsonFile(DiffSchema, join(folder, DIFF_FILE));
}
