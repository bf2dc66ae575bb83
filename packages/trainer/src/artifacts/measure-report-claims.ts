import { measureClaims, type SpecimenMeasurements } from '@layerprint/core';
import type { Claim } from '@layerprint/core/schemas/claim';
import {
  computeGrid,
  computePixelDistribution,
  computeProbabilities,
  computeSpecimenDistribution,
} from './compute-figure-data.ts';
import type { FigureSources } from './figure-sources.ts';

/**
 * Measures the article's observations on the data of the figures: the main specimen's, which are
 * published, and the same of its companions, which give the spread.
 */
export function measureReportClaims(sources: FigureSources): Claim[] {
  return measureClaims({
    specimens: sources.dataset.specimens.map((_, place) => measureSpecimen(sources, place)),
    validation: sources.validation,
    pixels: computePixelDistribution(sources),
  });
}

function measureSpecimen(sources: FigureSources, place: number): SpecimenMeasurements {
  const computeGrids = (layer: string) => ({
    benchmark: computeGrid(sources, { layer, model: 'benchmark', place }),
    dummy: computeGrid(sources, { layer, model: 'dummy', place }),
  });
  return {
    conv2d_1: computeGrids('conv2d_1'),
    conv2d_6: computeGrids('conv2d_6'),
    distribution: computeSpecimenDistribution(sources, place),
    probabilities: computeProbabilities(sources, place),
  };
}
