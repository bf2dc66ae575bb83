import { wholeRange, type Measure } from './measure.ts';

/** How much of a layer is silent. */
export const zeros: Measure = {
  of: ['values', 'pixels'],
  describe: (whose) => `Share of ${whose} that are zero.`,
  noun: 'the share of zeros',
  unit: 'share',
  range: wholeRange,
  read: ({ layer }) => layer.values.zeroFraction(),
};
