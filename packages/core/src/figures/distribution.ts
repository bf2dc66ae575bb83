import { LayerprintError } from '../errors.ts';
import type { DistributionData, LaterActivation } from '../schemas/figure-data.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeHistogram } from '../statistics/histogram.ts';
import type { HistogramOptions } from '../statistics/histogram.ts';
import { computeOwnDivergenceBits } from '../statistics/own-units.ts';
import { measureValues } from '../statistics/measured-values.ts';
import type { MeasuredValues } from '../statistics/measured-values.ts';
import type { FigureTable } from './figure.ts';
import { assertImage } from './luminance.ts';
import { referToModel } from './model-reference.ts';
import { scalePixels } from '../images.ts';
import type { Image } from '../images.ts';

/** Bins from zero to the largest activation of any model; zeros are a cell of their own beside them. */
export const ACTIVATION_BINS = 64;
/** Bins of pixel values over 0 to 1: each holds exactly eight of the 256 values that a byte has. */
export const PIXEL_BINS = 32;
/** What a distribution of pixel values counts; any other counts activations. */
export const PIXEL_VALUES = 'pixel values';
/** The channels of a colour, in order; each is a series of a pixel distribution, after that of all. */
export const COLOUR_CHANNELS = ['red', 'green', 'blue'] as const;

type Series = DistributionData['series'][number];

/** What a distribution of activations is made from. */
export interface ActivationDistributionInput {
  readonly figure: string;
  readonly layer: string;
  /** What its activations go through later, where it has no activation of its own. */
  readonly laterActivation?: LaterActivation | undefined;
  /** What the values are of, in words: "the specimen frog-4", "999 validation images". */
  readonly over: string;
  readonly models: readonly {
    readonly model: NamedModel;
    /** All activations, in any order. */
    readonly activations: MeasuredValues;
  }[];
}

/**
 * Counts the models' activations on the same bins, zeros apart: after a ReLU they are so many that
 * they would crush everything else. Only the picture is on these bins: entropies and the divergence are in
 * units of each model's own standard deviation, so that they do not change with the unit of a layer.
 *
 * The bins go from 0, or from the smallest activation of any model where there are some below zero, to the largest
 * or 0, or to 1 where all are zero.
 *
 * @throws {LayerprintError} `no-values`, `not-finite`.
 */
export function computeActivationDistributionData({
  figure,
  layer,
  laterActivation,
  over,
  models,
}: ActivationDistributionInput): DistributionData {
  const largest = Math.max(...models.map(({ activations }) => activations.maximum()));
  const smallest = Math.min(...models.map(({ activations }) => activations.minimum()));
  const isEmpty = largest === 0 && smallest === 0;
  const bins = {
    binCount: ACTIVATION_BINS,
    min: smallest,
    max: isEmpty ? 1 : largest,
    zerosApart: true,
  };
  const series = models.map(({ model, activations }) => {
    const { model: name, ...called } = referToModel(model);
    return { ...computeSeries(name, activations, bins), ...called };
  });
  const [first, ...others] = models;
  const divergences = others.map(({ model, activations }) => ({
    ...referToModel(model),
    bits: computeDivergence(first!.activations, activations),
  }));
  return {
    schemaVersion: SCHEMA_VERSION,
    figure,
    quantity: `activations of ${layer}`,
    ...(laterActivation && { laterActivation }),
    over,
    unit: '',
    series,
    jensenShannonDivergenceBits: divergences.length === 1 ? divergences[0]!.bits : null,
    ...(divergences.length > 1 && { divergences }),
  };
}

function computeDivergence(first: MeasuredValues, other: MeasuredValues): number | null {
  return computeOwnDivergenceBits(first.values, other.values, [first.moments(), other.moments()]);
}

/**
 * Counts an image's pixel values, divided by 255, over all channels and, in colour, for each channel.
 *
 * @param measured The values, for whoever has measured them already.
 * @throws {LayerprintError} `wrong-shape`.
 */
export function computePixelDistributionData(input: {
  readonly figure: string;
  readonly over: string;
  readonly image: Image;
  readonly measured?: MeasuredValues;
}): DistributionData {
  assertImage(input.image);
  const { channels, pixels } = input.image;
  const { measured = measureValues(scalePixels(pixels)) } = input;
  const bins = { binCount: PIXEL_BINS, min: 0, max: 1, zerosApart: false };
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    quantity: PIXEL_VALUES,
    over: input.over,
    unit: '',
    series: [
      computeSeries('all', measured, bins),
      ...(channels === 1 ? [] : COLOUR_CHANNELS).map((name, channel) =>
        computeSeries(
          name,
          measureValues(measured.values.filter((_, at) => at % channels === channel)),
          bins,
        ),
      ),
    ],
    jensenShannonDivergenceBits: null,
  };
}

/**
 * Finds a series by its name.
 *
 * @throws {LayerprintError} `series-missing`.
 */
export function findSeries(data: DistributionData, name: string): Series {
  const series = data.series.find((candidate) => candidate.name === name);
  if (series) return series;
  throw new LayerprintError(
    'series-missing',
    `The distribution ${data.figure} has no series ${name}.`,
    'Make the artifacts again.',
  );
}

/** One row a bin and series; zeros that are apart come first, from 0 to 0 and without a density. */
export function tabulateDistribution({ series }: DistributionData): FigureTable {
  return {
    columns: [
      { key: 'series', label: 'Series' },
      { key: 'from', label: 'From' },
      { key: 'to', label: 'To' },
      { key: 'count', label: 'Count' },
      { key: 'density', label: 'Density' },
    ],
    rows: series.flatMap(({ name, histogram }) => [
      ...(histogram.zerosApart ? [[name, 0, 0, histogram.zeroCount, '']] : []),
      ...histogram.counts.map((count, bin) => [
        name,
        histogram.binEdges[bin]!,
        histogram.binEdges[bin + 1]!,
        count,
        histogram.densities[bin]!,
      ]),
    ]),
  };
}

function computeSeries(name: string, measured: MeasuredValues, bins: HistogramOptions): Series {
  return {
    name,
    histogram: computeHistogram(measured.values, bins),
    summary: measured.summary(),
    aboveZero: bins.zerosApart ? (measured.aboveZero()?.summary() ?? null) : null,
    ...(measured.minimum() < 0 && {
      negativeFraction:
        measured.values.filter((value) => value < 0).length / measured.values.length,
    }),
  };
}
