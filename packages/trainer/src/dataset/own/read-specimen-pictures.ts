import { LayerprintError } from '@layerprint/core/errors';
import type { ImageShape } from '@layerprint/core/images';
import type { SourceFile } from '@layerprint/core/schemas/data-lock';
import type { DatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import type { SpecimenPicture } from '../choose-specimens.ts';
import { bringToSize } from './pictures/bring-to-size.ts';
import { listPicturePlaces } from './record-specimen-pictures.ts';
import { recordSourceFiles } from './source-files.ts';

/**
 * Reads the pictures that the specimens of an experiment name, each brought to the size of the images as the pictures of
 * its data set are, or cropped where these are none.
 *
 * @param planned What they were when the build began.
 * @returns By file.
 * @throws {LayerprintError} `source-changed`, where one is another by now; `data-not-supported`, naming it.
 */
export async function readSpecimenPictures(
  folder: string,
  specimens: SpecimenChoice,
  planned: readonly SourceFile[],
  dataset: DatasetChoice,
  size: ImageShape,
): Promise<Map<string, SpecimenPicture>> {
  const files = recordSourceFiles(folder);
  const pictures = new Map<string, SpecimenPicture>();
  for (const { file, fit: own } of listPicturePlaces(specimens)) {
    const fit = own ?? (dataset.name === 'pictures' ? dataset.fit : 'crop');
    const content = await files.read(file);
    const { sha256 } = files.seen().find(({ path }) => path === file)!;
    if (planned.find(({ path }) => path === file)?.sha256 !== sha256) throw changed(file);
    pictures.set(file, { pixels: bringToSize(file, content, size, fit), sha256, fit });
  }
  return pictures;
}

function changed(file: string): LayerprintError {
  return new LayerprintError(
    'source-changed',
    `The specimen ${file} was changed while the build ran.`,
    'Run the same command again.',
  );
}
