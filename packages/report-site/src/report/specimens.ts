import { withArticle } from '@layerprint/core';
import type { Artifacts } from '@layerprint/artifacts';
import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind } from '@layerprint/core/images';
import {
  isTestSpecimen,
  type DatasetManifest,
  type Specimen,
} from '@layerprint/core/schemas/dataset';
import { findFigure, type FigureOf } from './find.ts';

/**
 * The specimen of the article's figures.
 *
 * @throws {LayerprintError} `specimen-missing`.
 */
export function findMainSpecimen({
  folder,
  manifest,
}: Pick<Artifacts, 'folder' | 'manifest'>): Specimen {
  const main = manifest.dataset.specimens.find(({ role }) => role === 'main');
  if (main) return main;
  throw new LayerprintError(
    'specimen-missing',
    `${folder} has no main specimen.`,
    'Run the dataset task of this profile again.',
  );
}

/** The picture of a specimen alone. */
export function findSpecimenPicture(report: Artifacts, specimen: Specimen): FigureOf<'picture'> {
  return specimen.role === 'main'
    ? findFigure(report, 'specimen', {})
    : findFigure(report, 'specimen-{specimen}', { specimen: specimen.id });
}

/** What the training image nearest to a specimen shows: "a frog". */
export function nameNearestClass(
  { classNames }: Pick<ImageKind, 'classNames'>,
  { nearestTraining }: Specimen,
): string {
  return withArticle(classNames[nearestTraining.label]!);
}

/** What is kept from the models of the specimens, in a sentence. */
export function sayKeptOut({ specimens }: Pick<DatasetManifest, 'specimens'>): string {
  const tested = specimens.filter(isTestSpecimen).length;
  if (tested === specimens.length) return 'Kept out of training and validation.';
  const rest = 'The pictures from files are no part of the data.';
  return tested === 0 ? rest : `The test images are kept out of training and validation. ${rest}`;
}
