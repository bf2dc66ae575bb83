import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { listClasses } from './pictures/list-pictures.ts';
import type { SourceFiles } from './source-files.ts';

/**
 * Lists the files that a data set takes without naming them: the pictures of its folders.
 *
 * @throws {LayerprintError} `data-not-supported`, naming the file or folder.
 */
export function listSourceFiles(
  choice: OwnDatasetChoice,
  files: Pick<SourceFiles, 'list'>,
): string[] {
  if (choice.name !== 'pictures') return [];
  const { split } = choice;
  const folders = split.by === 'seed' ? [''] : [split.training, split.test];
  return folders.flatMap((folder) =>
    listClasses(folder, files).flatMap(({ pictures }) => pictures),
  );
}
