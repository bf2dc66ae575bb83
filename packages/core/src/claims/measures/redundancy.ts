import { correlateStandardisedWithEach } from '../../statistics/correlation.ts';
import type { PreparedMaps } from '../network-view.ts';
import { wholeRange, type Measure } from './measure.ts';

/** How much the maps of a layer repeat each other. */
export const redundancy: Measure = {
  of: ['maps'],
  describe: () =>
    'Mean absolute correlation between two maps of the layer, over all pairs that vary.',
  noun: 'the redundancy of the maps',
  unit: '',
  range: wholeRange,
  read: ({ layer }) => correlatePairs(layer.maps(), layer.maps()),
  readChance: ({ layer }, next) => correlatePairs(layer.maps(), next.layer.maps()),
};

/** Mean absolute correlation of a map with the later ones of `others`; over pairs of one image, each pair once. */
function correlatePairs(one: PreparedMaps, others: PreparedMaps): number | null {
  let sum = 0;
  let pairs = 0;
  for (const [i, map] of one.maps.entries()) {
    for (const correlation of correlateStandardisedWithEach(map, others.maps.slice(i + 1))) {
      sum += Math.abs(correlation);
      pairs++;
    }
  }
  return pairs === 0 ? null : sum / pairs;
}
