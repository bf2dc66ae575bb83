import { findSeries, PIXEL_BINS } from '../figures/distribution.ts';
import { findProbability } from '../figures/probabilities.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';
import type { ClaimDraft } from './layer-claims.ts';
import {
  compareOnSpecimen,
  pickMainSpecimen,
  reportOverSpecimens,
  reportValue,
} from './measurements.ts';
import type { ClaimMeasurements, Measure } from './measurements.ts';
import { measureCommonEntropy } from './measures.ts';

/** The middle that the article sees, and how far a median may be from it: half of its one decimal. */
const PIXEL_MIDDLE = 0.4;
const PIXEL_MIDDLE_TOLERANCE = 0.05;
/**
 * Below this absolute skewness a distribution counts as symmetric.
 *
 * Source: M. G. Bulmer, "Principles of statistics" (1979), chapter 4: "fairly symmetrical".
 */
const SYMMETRIC_BELOW = 0.5;
/** From this probability on a model counts as sure. */
const SURE_FROM = 0.9;

/** Observation 4, on the specimen's own pixels, all channels together. */
export function measurePixels({ pixels }: ClaimMeasurements): ClaimDraft {
  const { n, quantiles, skewness } = findSeries(pixels, 'all').summary;
  // Values that are all equal have no skewness and are as symmetric as can be.
  const lean = skewness ?? 0;
  return {
    id: 'pixels-symmetric',
    sentence: 'The pixel values of the specimen itself are spread symmetrically around 0.4.',
    checks: [
      {
        id: 'pixels-middle',
        statement: "The median of the specimen's pixel values is close to 0.4.",
        rule: `|median − ${PIXEL_MIDDLE}| ≤ ${PIXEL_MIDDLE_TOLERANCE}`,
        values: [reportValue('median', { value: quantiles.p50, n })],
        holds: Math.abs(quantiles.p50 - PIXEL_MIDDLE) <= PIXEL_MIDDLE_TOLERANCE,
      },
      {
        id: 'pixels-symmetry',
        statement: "The specimen's pixel values lean to neither side.",
        rule: `|skewness| < ${SYMMETRIC_BELOW}`,
        values: [reportValue('skewness', { value: lean, n })],
        holds: Math.abs(lean) < SYMMETRIC_BELOW,
      },
    ],
  };
}

/**
 * Observation 5. The one distribution is read as that of the specimen's pixels, the other as that of its
 * activations in conv2d_6; the gain of information as it is used for decision trees, the entropy that
 * goes away. Both entropies are over 32 bins from zero to the end of the figure's range, zeros among them.
 *
 * This measures how concentrated the values are, and that alone: what a layer computes from an image
 * cannot hold more information about it than the image does.
 */
export function measureInformationGain(measurements: ClaimMeasurements): ClaimDraft {
  const { distribution } = pickMainSpecimen(measurements);
  const pixels = findSeries(measurements.pixels, 'all');
  const before = measureCommonEntropy(pixels.histogram);
  return {
    id: 'information-gain',
    sentence:
      'Going from the distribution of the pixels to that of the last activations is a gain of information.',
    checks: MODEL_NAMES.map((model) => {
      const activations = findSeries(distribution, model);
      const after = measureCommonEntropy(activations.histogram);
      const { n } = activations.summary;
      return {
        id: `information-gain-${model}`,
        statement: `The entropy over ${PIXEL_BINS} bins falls from the specimen's pixel values to the activations of conv2d_6 in the ${model}.`,
        rule: 'pixels − activations > 0 bits, on the specimen',
        values: [
          reportValue('pixels', { value: before, n: pixels.summary.n }, 'bits'),
          reportValue(model, { value: after, n }, 'bits'),
          reportValue('gain', { value: before - after, n }, 'bits'),
        ],
        holds: before - after > 0,
      };
    }),
  };
}

/** Observation 6, on the class probabilities. "Fuzzy" is read as more entropy than the benchmark's. */
export function measureCertainty(measurements: ClaimMeasurements): ClaimDraft {
  const main = pickMainSpecimen(measurements).probabilities;
  const report = (name: string, measure: (data: ProbabilitiesData) => Measure, unit: string) =>
    reportOverSpecimens(measurements, name, ({ probabilities }) => measure(probabilities), unit);
  const pTrue = (model: ModelName) => (data: ProbabilitiesData) =>
    one(findProbability(pickModel(data, model), data.trueClass));
  const right = (model: ModelName) => (data: ProbabilitiesData) =>
    one(pickModel(data, model).topClass === data.trueClass ? 1 : 0);
  const isRight = (model: ModelName) => right(model)(main).value === 1;
  return {
    id: 'certainty',
    sentence:
      'The benchmark is sure of the right class; the dummy is fuzzy and its top class is wrong.',
    checks: [
      {
        id: 'certainty-benchmark',
        statement: 'The top class of the benchmark is right, and the benchmark is sure of it.',
        rule: `top class right and its probability ≥ ${SURE_FROM}, on the specimen`,
        values: [
          ...report('benchmark, probability of the true class', pTrue('benchmark'), 'share'),
          ...report('benchmark, right (1) or wrong (0)', right('benchmark'), ''),
        ],
        holds: isRight('benchmark') && pTrue('benchmark')(main).value >= SURE_FROM,
      },
      {
        id: 'certainty-dummy-wrong',
        statement: 'The top class of the dummy is wrong.',
        rule: 'top class wrong, on the specimen',
        values: [
          ...report('dummy, probability of the true class', pTrue('dummy'), 'share'),
          ...report('dummy, right (1) or wrong (0)', right('dummy'), ''),
        ],
        holds: !isRight('dummy'),
      },
      compareOnSpecimen(
        measurements,
        {
          id: 'certainty-dummy-fuzzy',
          statement: 'The entropy of the class probabilities is higher in the dummy.',
          rule: 'dummy > benchmark, on the specimen',
        },
        ({ probabilities }, model) => {
          const entry = pickModel(probabilities, model);
          return { value: entry.entropyBits, n: entry.probabilities.length };
        },
        (benchmark, dummy) => dummy > benchmark,
        'bits',
      ),
    ],
  };
}

function one(value: number): Measure {
  return { value, n: 1 };
}

function pickModel({ models }: ProbabilitiesData, model: ModelName) {
  return models.find((entry) => entry.model === model)!;
}
