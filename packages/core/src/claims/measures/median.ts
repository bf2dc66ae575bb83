import { wholeRange, type Measure } from './measure.ts';

/** The middle of an image's own pixels; a layer's would change with its unit. */
export const median: Measure = {
  of: ['pixels'],
  describe: (whose) => `Median of ${whose}, from 0 to 1.`,
  noun: 'the median',
  unit: '',
  range: wholeRange,
  read: ({ layer }) => layer.values.quantile(0.5),
};
