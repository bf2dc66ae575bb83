import type { Measure } from './measure.ts';

/** How far the largest values are from the usual ones. */
export const tail: Measure = {
  of: ['values'],
  describe: (whose) => `The 99th percentile of ${whose} above zero, over their median.`,
  noun: 'the tail of the values above zero',
  unit: '',
  range: () => [1, Infinity],
  read: ({ layer }) => {
    const above = layer.values.aboveZero();
    return above && above.quantile(0.99) / above.quantile(0.5);
  },
};
