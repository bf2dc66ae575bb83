import { wholeRange, type Measure } from './measure.ts';

/** How much of a layer is below zero, where its activation lets anything be. */
export const negatives: Measure = {
  of: ['values'],
  describe: (whose) => `Share of ${whose} that are below zero.`,
  noun: 'the share of negative values',
  unit: 'share',
  range: wholeRange,
  read: ({ layer: { values } }) => countNegatives(values.values) / values.values.length,
};

function countNegatives(values: Float32Array): number {
  let count = 0;
  for (const value of values) if (value < 0) count++;
  return count;
}
