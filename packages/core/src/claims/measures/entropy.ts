import type { Measure } from './measure.ts';

/** How spread out values are. */
export const entropy: Measure = {
  of: ['values', 'pixels'],
  describe: (whose) =>
    `Entropy of ${whose} over bins of a quarter of their own standard deviation, zeros apart.`,
  noun: 'the entropy of the values',
  unit: 'bits',
  range: () => [0, Infinity],
  read: ({ layer }) => layer.values.entropyBits(),
};
