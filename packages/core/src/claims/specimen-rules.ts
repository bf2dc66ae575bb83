import { MODEL_NAMES } from '../schemas/scalars.ts';
import { compareModels, isAbove, judgeModel, subtract } from './check-rules.ts';
import type { CheckRule } from './decide-check.ts';
import type { MeasuredRoles } from './measurements.ts';

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

const PIXELS = { decidedOn: 'specimen', models: [] } as const;

/**
 * Observation 4, on the specimen's own pixels, all channels together: of all observations the one that is
 * about one image, and about no network.
 */
export const PIXEL_RULES: readonly CheckRule[] = [
  {
    ...PIXELS,
    id: 'pixels-middle',
    statement: 'The median of the specimen’s pixel values is close to 0.4.',
    measure: 'Median of the image’s pixel values, from 0 to 1.',
    rule: `|pixels − ${PIXEL_MIDDLE}| ≤ ${PIXEL_MIDDLE_TOLERANCE}`,
    series: [{ name: 'pixels', unit: '', read: ({ pixels }) => pixels.median }],
    holds: ({ pixels }) => Math.abs(pixels.median - PIXEL_MIDDLE) <= PIXEL_MIDDLE_TOLERANCE,
  },
  {
    ...PIXELS,
    id: 'pixels-symmetry',
    statement: 'The specimen’s pixel values lean to neither side.',
    measure: 'Skewness of the image’s pixel values.',
    rule: `|pixels| < ${SYMMETRIC_BELOW}`,
    series: [{ name: 'pixels', unit: '', read: ({ pixels }) => pixels.skewness }],
    holds: ({ pixels: { skewness } }) =>
      skewness === null ? null : Math.abs(skewness) < SYMMETRIC_BELOW,
  },
];

/**
 * Observation 5. The one distribution is read as that of an image's pixels, the other as that of its
 * activations in the last layer; the gain as the entropy that goes away from the one to the other.
 *
 * This measures how concentrated the values are, and that alone. It is not the information gain of decision
 * trees, H(Y) − H(Y | X), which is about two variables; and what a layer computes from an image cannot hold
 * more information about it than the image does.
 */
export const listInformationGainRules = ({ last }: MeasuredRoles): readonly CheckRule[] =>
  MODEL_NAMES.map((model) => ({
    id: `information-gain-${model}`,
    statement: `The entropy falls from an image’s pixel values to the activations of ${last} in the ${model}.`,
    measure:
      'Entropy of the values over bins of a quarter of their own standard deviation, zeros apart.',
    rule: `pixels > ${model}`,
    decidedOn: 'validation',
    models: [model],
    layer: last,
    series: [
      { name: 'pixels', unit: 'bits', read: ({ pixels }) => pixels.entropyBits },
      { name: model, unit: 'bits', read: (image) => image[model].lastEntropyBits },
      {
        name: `pixels − ${model}`,
        unit: 'bits',
        read: (image) => subtract(image.pixels.entropyBits, image[model].lastEntropyBits),
      },
    ],
    holds: (image) => isAbove(subtract(image.pixels.entropyBits, image[model].lastEntropyBits), 0),
    whyItCannotFail:
      'After a ReLU about half of the values of any such network are zero, whatever its weights, and a pile at one value is what lowers the entropy: the untrained twin passes too.',
  }));

/** Observation 6, on the class probabilities. "Fuzzy" is read as more entropy than the benchmark's. */
export const CERTAINTY_RULES: readonly CheckRule[] = [
  judgeModel(
    'benchmark',
    `right and ≥ ${SURE_FROM}`,
    ({ isRight, trueProbability }) =>
      isRight === null || trueProbability === null ? null : isRight && trueProbability >= SURE_FROM,
    {
      id: 'certainty-benchmark',
      statement: 'The top class of the benchmark is right, and the benchmark is sure of it.',
      measure: 'Probability of the true class.',
      unit: 'share',
      read: ({ trueProbability }) => trueProbability,
    },
  ),
  judgeModel('dummy', 'wrong', ({ isRight }) => (isRight === null ? null : !isRight), {
    id: 'certainty-dummy-wrong',
    statement: 'The top class of the dummy is wrong.',
    measure: 'Probability of the true class.',
    unit: 'share',
    read: ({ trueProbability }) => trueProbability,
  }),
  compareModels('dummy', {
    id: 'certainty-dummy-fuzzy',
    statement: 'The class probabilities have more entropy in the dummy than in the benchmark.',
    measure: 'Entropy of the class probabilities.',
    unit: 'bits',
    read: ({ answerEntropyBits }) => answerEntropyBits,
  }),
];
