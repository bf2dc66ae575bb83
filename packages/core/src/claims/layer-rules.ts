import { compareModels, isAbove, isBelow, judgeModel } from './check-rules.ts';
import type { CheckRule } from './decide-check.ts';
import type { MeasuredRoles } from './measurements.ts';

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
export const listFirstLayerRules = ({ first }: MeasuredRoles): readonly CheckRule[] => [
  judgeModel(
    'dummy',
    `> ${RECOGNISABLE_ABOVE}`,
    ({ firstRecognisability }) => isAbove(firstRecognisability, RECOGNISABLE_ABOVE),
    {
      id: 'first-layer-recognisable',
      statement: `The maps of ${first} are recognisable in the dummy.`,
      measure: RECOGNISABILITY,
      unit: '',
      layer: first,
      read: ({ firstRecognisability }) => firstRecognisability,
    },
  ),
  compareModels('dummy', {
    id: 'first-layer-likeness',
    statement: `The maps of ${first} are more recognisable in the dummy than in the benchmark.`,
    measure: RECOGNISABILITY,
    unit: '',
    layer: first,
    read: ({ firstRecognisability }) => firstRecognisability,
  }),
  compareModels('dummy', {
    id: 'first-layer-redundancy',
    statement: `The maps of ${first} repeat each other more in the dummy than in the benchmark.`,
    measure: REDUNDANCY,
    unit: '',
    layer: first,
    read: ({ firstRedundancy }) => firstRedundancy,
  }),
];

/** Observation 2. "Black" is zero: the colour map draws nothing else black. */
export const listLastLayerRules = ({ last }: MeasuredRoles): readonly CheckRule[] => [
  ...(['benchmark', 'dummy'] as const).map((model) =>
    judgeModel(
      model,
      `< ${RECOGNISABLE_ABOVE}`,
      ({ lastRecognisability }) => isBelow(lastRecognisability, RECOGNISABLE_ABOVE),
      {
        id: `last-layer-unrecognisable-${model}`,
        statement: `The maps of ${last} are unrecognisable in the ${model}.`,
        measure: RECOGNISABILITY,
        unit: '',
        layer: last,
        read: ({ lastRecognisability }) => lastRecognisability,
      },
    ),
  ),
  judgeModel('benchmark', `> ${MOST_ABOVE}`, ({ lastZeros }) => isAbove(lastZeros, MOST_ABOVE), {
    id: 'last-layer-black',
    statement: `Most of the benchmark’s activations of ${last} are zero.`,
    measure: ZEROS,
    unit: 'share',
    layer: last,
    read: ({ lastZeros }) => lastZeros,
  }),
];

/** Observation 3. "Discards more" is read as more zeros, "more concentrated" as less entropy. */
export const listConcentrationRules = ({ last }: MeasuredRoles): readonly CheckRule[] => [
  compareModels('benchmark', {
    id: 'concentration-zeros',
    statement: `More of the activations of ${last} are zero in the benchmark than in the dummy.`,
    measure: ZEROS,
    unit: 'share',
    layer: last,
    read: ({ lastZeros }) => lastZeros,
  }),
  compareModels('dummy', {
    id: 'concentration-entropy',
    statement: `The activations of ${last} have less entropy in the benchmark than in the dummy.`,
    measure: ENTROPY,
    unit: 'bits',
    layer: last,
    read: ({ lastEntropyBits }) => lastEntropyBits,
  }),
  compareModels('dummy', {
    id: 'concentration-tail',
    statement: `The tail of the activations of ${last} above zero is longer in the dummy than in the benchmark.`,
    measure: TAIL,
    unit: '',
    layer: last,
    read: ({ lastTail }) => lastTail,
  }),
];
