import type { Claim, ClaimCheck } from '../schemas/claim.ts';
import {
  compareOnSpecimen,
  compareOnValidation,
  pickMainSpecimen,
  reportOverSpecimens,
} from './measurements.ts';
import type { ClaimMeasurements } from './measurements.ts';
import {
  measureEntropy,
  measureLikeness,
  measureRedundancy,
  measureTail,
  measureZeroFraction,
} from './measures.ts';

/** A claim before its outcome is known. */
export type ClaimDraft = Omit<Claim, 'number' | 'outcome'>;

/**
 * Below this mean absolute correlation with the picture, maps count as unrecognisable. From 0.5 on a
 * correlation is called large; below, a map shares less than a quarter of its variance with the picture.
 *
 * Source: J. Cohen, "Statistical power analysis for the behavioral sciences" (1988), section 3.2.
 */
const UNRECOGNISABLE_BELOW = 0.5;
/** "Most" is more than half. */
const MOST_ABOVE = 0.5;

/**
 * Observation 1, on conv2d_1. "Barely processed, recognisable" is read as maps that follow the picture's
 * luminance, "redundant" as maps that follow each other.
 */
export function measureFirstLayer(measurements: ClaimMeasurements): ClaimDraft {
  return {
    id: 'first-layer-processing',
    sentence:
      'In conv2d_1 the maps of the dummy are barely processed, recognisable and redundant; those of the benchmark are more processed.',
    checks: [
      compareOnSpecimen(
        measurements,
        {
          id: 'first-layer-likeness',
          statement:
            "The mean absolute correlation of a map of conv2d_1 with the specimen's luminance is higher in the dummy.",
          rule: 'dummy > benchmark, on the specimen',
        },
        ({ conv2d_1 }, model) => measureLikeness(conv2d_1[model]),
        (benchmark, dummy) => dummy > benchmark,
      ),
      compareOnSpecimen(
        measurements,
        {
          id: 'first-layer-redundancy',
          statement:
            'The mean absolute correlation between two maps of conv2d_1 is higher in the dummy.',
          rule: 'dummy > benchmark, on the specimen',
        },
        ({ conv2d_1 }, model) => measureRedundancy(conv2d_1[model]),
        (benchmark, dummy) => dummy > benchmark,
      ),
    ],
  };
}

/** Observation 2, on conv2d_6. "Black" is zero: the colour map draws nothing else black. */
export function measureLastLayer(measurements: ClaimMeasurements): ClaimDraft {
  const zeros = (specimen: ClaimMeasurements['specimens'][number]) =>
    measureZeroFraction(specimen.distribution, 'benchmark');
  const black: ClaimCheck = {
    id: 'last-layer-black',
    statement: "Most of the benchmark's activations of conv2d_6 are zero.",
    rule: `benchmark > ${MOST_ABOVE}, on the specimen`,
    values: reportOverSpecimens(measurements, 'benchmark', zeros, 'share'),
    holds: zeros(pickMainSpecimen(measurements)).value > MOST_ABOVE,
  };
  return {
    id: 'last-layer-unrecognisable',
    sentence:
      'In conv2d_6 the maps of both models are unrecognisable, and most of the pixels of the benchmark are black.',
    checks: [
      compareOnSpecimen(
        measurements,
        {
          id: 'last-layer-likeness',
          statement:
            "The mean absolute correlation of a map of conv2d_6 with the specimen's luminance, averaged to 8 × 8, is large in neither model.",
          rule: `benchmark < ${UNRECOGNISABLE_BELOW} and dummy < ${UNRECOGNISABLE_BELOW}, on the specimen`,
        },
        ({ conv2d_6 }, model) => measureLikeness(conv2d_6[model]),
        (benchmark, dummy) => benchmark < UNRECOGNISABLE_BELOW && dummy < UNRECOGNISABLE_BELOW,
      ),
      black,
    ],
  };
}

/**
 * Observation 3, on conv2d_6: by the specimen, as in the article's figure, and by all validation images,
 * where chance has less to say. "Discards more" is read as more zeros, "more concentrated" as less
 * entropy on the same bins.
 */
export function measureConcentration(measurements: ClaimMeasurements): ClaimDraft {
  const higher = (benchmark: number, dummy: number) => benchmark > dummy;
  const lower = (benchmark: number, dummy: number) => benchmark < dummy;
  const readings = [
    {
      id: 'zeros',
      statement: 'The share of zeros in conv2d_6 is higher in the benchmark',
      rule: 'benchmark > dummy',
      measure: measureZeroFraction,
      holds: higher,
      unit: 'share',
    },
    {
      id: 'entropy',
      statement: 'The entropy of the activations of conv2d_6 is lower in the benchmark',
      rule: 'benchmark < dummy',
      measure: measureEntropy,
      holds: lower,
      unit: 'bits',
    },
    {
      id: 'tail',
      statement:
        'The tail of the activations of conv2d_6 above zero, their 99th percentile over their median, is longer in the dummy',
      rule: 'dummy > benchmark',
      measure: measureTail,
      holds: lower,
      unit: '',
    },
  ];
  return {
    id: 'last-layer-concentration',
    sentence:
      'The benchmark discards more: its activations of conv2d_6 are more concentrated, those of the dummy have a longer tail.',
    checks: readings.flatMap(({ id, statement, rule, measure, holds, unit }) => [
      compareOnSpecimen(
        measurements,
        {
          id: `concentration-${id}-specimen`,
          statement: `${statement}, on the specimen.`,
          rule: `${rule}, on the specimen`,
        },
        (specimen, model) => measure(specimen.distribution, model),
        holds,
        unit,
      ),
      compareOnValidation(
        measurements,
        {
          id: `concentration-${id}-validation`,
          statement: `${statement}, over ${measurements.validation.over}.`,
          rule: `${rule}, over all validation images`,
        },
        measure,
        holds,
        unit,
      ),
    ]),
  };
}
