import { correlateStandardisedWithEach } from '../../statistics/correlation.ts';
import type { PreparedPicture } from '../measure-picture.ts';
import type { PreparedMaps } from '../network-view.ts';
import { wholeRange, type Measure } from './measure.ts';

/** Images that a map is to follow less than its own. */
const OTHERS = 10;
/** So many of the validation images that follow an image have to be at hand: for chance one of them is the own. */
export const FOLLOWING_IMAGES = OTHERS + 1;

/** How often a map follows its own picture more than another: 0.5 is chance, 1 always. */
export const recognisability: Measure = {
  of: ['maps'],
  describe: () =>
    'How often a map follows the luminance of its own picture more than that of another image: 0.5 is chance, 1 always.',
  noun: 'the recognisability of the maps',
  unit: '',
  range: wholeRange,
  read: ({ layer, picture, following }) =>
    countWins(layer.maps(), picture, following.slice(0, OTHERS)),
  readChance: ({ layer, following: [next, ...rest] }) =>
    next ? countWins(layer.maps(), next, rest) : null,
};

/**
 * The share of pairs of a map and another image in which the map correlates more with its own picture,
 * either way; ties count half.
 */
function countWins(
  { size, maps }: PreparedMaps,
  picture: PreparedPicture,
  others: readonly PreparedPicture[],
): number | null {
  const own = picture.get(size);
  const varying = others.flatMap((other) => other.get(size) ?? []);
  if (!own || maps.length * varying.length === 0) return null;
  let wins = 0;
  for (const map of maps) {
    const correlations = correlateStandardisedWithEach(map, [own, ...varying]);
    const likeness = Math.abs(correlations[0]!);
    for (let other = 1; other < correlations.length; other++) {
      const chance = Math.abs(correlations[other]!);
      wins += likeness > chance ? 1 : likeness === chance ? 0.5 : 0;
    }
  }
  return wins / (maps.length * varying.length);
}
