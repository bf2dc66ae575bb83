import { readJsonFile } from '@layerprint/artifacts/files';
import { DiffSchema, type Diff } from '@layerprint/core/schemas/diff';

/** A comparison, as data, in its folder. */
export const DIFF_FILE = 'diff.json';

/** Reads a comparison. */
export function openDiff(path: string): Promise<Diff> {
  return readJsonFile(DiffSchema, path);
}
