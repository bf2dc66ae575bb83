import type { SourceFile } from '@layerprint/core/schemas/data-lock';
import {
  listSpecimenPlaces,
  type SpecimenChoice,
  type SpecimenPlace,
} from '@layerprint/core/schemas/experiment';
import { recordSourceFiles } from './source-files.ts';

/** The pictures that specimens name, in order. */
export function listPicturePlaces(
  specimens: SpecimenChoice,
): Extract<SpecimenPlace, { file: string }>[] {
  return listSpecimenPlaces(specimens).flatMap(({ place }) => ('file' in place ? [place] : []));
}

/**
 * Records the pictures that the specimens of an experiment name, as they are now.
 *
 * @param folder The experiment's.
 * @throws {LayerprintError} `file-not-found` and `file-not-readable`; `data-not-supported`, for a link out of the folder.
 */
export async function recordSpecimenPictures(
  folder: string,
  specimens: SpecimenChoice,
): Promise<SourceFile[]> {
  const files = recordSourceFiles(folder);
  for (const { file } of listPicturePlaces(specimens)) await files.read(file);
  return files.seen();
}
