import { computeOwnDivergenceBits } from '../../statistics/own-units.ts';
import { wholeRange, type Measure } from './measure.ts';

/** How far apart the distributions of a layer are in two models, on one image. */
export const distance: Measure = {
  of: ['values'],
  describe: (whose) =>
    `Jensen–Shannon divergence between the distributions of ${whose} in the two models, over bins of a quarter of their own standard deviation, zeros apart: 0 is the same distribution, 1 no overlap.`,
  noun: 'the distance between the distributions',
  unit: 'bits',
  range: wholeRange,
  ofTwo: true,
  read: ({ layer: { values }, other }) =>
    computeOwnDivergenceBits(values.values, other!.values.values, [
      values.moments(),
      other!.values.moments(),
    ]),
};
