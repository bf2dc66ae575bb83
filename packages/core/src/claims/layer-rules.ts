import { compareModels, isAbove, isBelow, judgeModel } from './check-rules.ts';
import type { CheckRule } from './decide-check.ts';
import { FIRST_LAYER, LAST_LAYER } from './measure-network.ts';

/** Halfway from chance, 0.5, to always, 1: above it a map counts as recognisable, in any layer. */
const RECOGNISABLE_ABOVE = 0.75;
/** "Most" is more than half. */
const MOST_ABOVE = 0.5;

const RECOGNISABILITY =
  'How often a map follows the luminance of its own picture more than that of another image: 0.5 is chance, 1 always.';
const REDUNDANCY =
  'Mean absolute correlation between two maps of the layer, over all pairs that vary.';
const ZEROS = 'Share of the layer’s values that are zero.';
const ENTROPY =
  'Entropy of the layer’s values over bins of a quarter of their own standard deviation, zeros apart.';
const TAIL = 'The 99th percentile of the layer’s values above zero, over their median.';

/**
 * Observation 1. "Recognisable, barely processed" is read as maps that follow the picture, "redundant" as
 * maps that follow each other.
 */
export const FIRST_LAYER_RULES: readonly CheckRule[] = [
  judgeModel(
    'dummy',
    `> ${RECOGNISABLE_ABOVE}`,
    ({ firstRecognisability }) => isAbove(firstRecognisability, RECOGNISABLE_ABOVE),
    {
      id: 'first-layer-recognisable',
      statement: 'The maps of conv2d_1 are recognisable in the dummy.',
      measure: RECOGNISABILITY,
      unit: '',
      layer: FIRST_LAYER,
      read: ({ firstRecognisability }) => firstRecognisability,
    },
  ),
  compareModels('dummy', {
    id: 'first-layer-likeness',
    statement: 'The maps of conv2d_1 are more recognisable in the dummy than in the benchmark.',
    measure: RECOGNISABILITY,
    unit: '',
    layer: FIRST_LAYER,
    read: ({ firstRecognisability }) => firstRecognisability,
  }),
  compareModels('dummy', {
    id: 'first-layer-redundancy',
    statement: 'The maps of conv2d_1 repeat each other more in the dummy than in the benchmark.',
    measure: REDUNDANCY,
    unit: '',
    layer: FIRST_LAYER,
    read: ({ firstRedundancy }) => firstRedundancy,
  }),
];

/** Observation 2. "Black" is zero: the colour map draws nothing else black. */
export const LAST_LAYER_RULES: readonly CheckRule[] = [
  ...(['benchmark', 'dummy'] as const).map((model) =>
    judgeModel(
      model,
      `< ${RECOGNISABLE_ABOVE}`,
      ({ lastRecognisability }) => isBelow(lastRecognisability, RECOGNISABLE_ABOVE),
      {
        id: `last-layer-unrecognisable-${model}`,
        statement: `The maps of conv2d_6 are unrecognisable in the ${model}.`,
        measure: RECOGNISABILITY,
        unit: '',
        layer: LAST_LAYER,
        read: ({ lastRecognisability }) => lastRecognisability,
      },
    ),
  ),
  judgeModel('benchmark', `> ${MOST_ABOVE}`, ({ lastZeros }) => isAbove(lastZeros, MOST_ABOVE), {
    id: 'last-layer-black',
    statement: 'Most of the benchmark’s activations of conv2d_6 are zero.',
    measure: ZEROS,
    unit: 'share',
    layer: LAST_LAYER,
    read: ({ lastZeros }) => lastZeros,
  }),
];

/** Observation 3. "Discards more" is read as more zeros, "more concentrated" as less entropy. */
export const CONCENTRATION_RULES: readonly CheckRule[] = [
  compareModels('benchmark', {
    id: 'concentration-zeros',
    statement: 'More of the activations of conv2d_6 are zero in the benchmark than in the dummy.',
    measure: ZEROS,
    unit: 'share',
    layer: LAST_LAYER,
    read: ({ lastZeros }) => lastZeros,
  }),
  compareModels('dummy', {
    id: 'concentration-entropy',
    statement: 'The activations of conv2d_6 have less entropy in the benchmark than in the dummy.',
    measure: ENTROPY,
    unit: 'bits',
    layer: LAST_LAYER,
    read: ({ lastEntropyBits }) => lastEntropyBits,
  }),
  compareModels('dummy', {
    id: 'concentration-tail',
    statement:
      'The tail of the activations of conv2d_6 above zero is longer in the dummy than in the benchmark.',
    measure: TAIL,
    unit: '',
    layer: LAST_LAYER,
    read: ({ lastTail }) => lastTail,
  }),
];
