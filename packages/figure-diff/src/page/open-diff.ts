import { readJsonFile } from '@layerprint/artifacts/files';
import { type Diff, DiffSchema } from '../schemas/diff.ts';

/** A comparison, as data, in its folder. */
export const DIFF_FILE = 'diff.json';

/** Reads a comparison. */
export function openDiff(path: string): Promise<Diff> {
  return readJsonFile(DiffSchema, path);
}
