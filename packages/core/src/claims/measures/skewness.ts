import type { Measure } from './measure.ts';

/** To which side values lean: below 0 their tail is on the left. */
export const skewness: Measure = {
  of: ['values', 'pixels'],
  describe: (whose) => `Skewness of ${whose}.`,
  noun: 'the skewness of the values',
  unit: '',
  range: () => [-Infinity, Infinity],
  read: ({ layer }) => layer.values.moments().skewness,
};
