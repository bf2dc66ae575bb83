import { computeOwnEarthMoversDistance } from '../../statistics/own-units.ts';
import type { Measure } from './measure.ts';

/** How far the values of a layer would have to be moved to be distributed as in another model, on one image. */
export const earthMoversDistance: Measure = {
  of: ['values'],
  describe: (whose) =>
    `Earth mover’s distance, Wasserstein-1, between the distributions of ${whose} in the two models, each in units of its own standard deviation: how far a value has to be moved on average for one to become the other, 0 where they are the same.`,
  noun: 'the earth mover’s distance between the distributions',
  unit: '',
  range: () => [0, Infinity],
  ofTwo: true,
  read: ({ layer: { values }, other }) =>
    computeOwnEarthMoversDistance(values.sorted(), other!.values.sorted(), [
      values.moments(),
      other!.values.moments(),
    ]),
};
