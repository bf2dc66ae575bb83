import type { Likeness } from '../../src/comparison/likeness.ts';
import { boundNoise } from '../../src/comparison/tolerances.ts';
import { sampleSide } from './sample-sides.ts';

/** Two reports like the sample in which everything is the same thing. */
export const ALL_ALIKE: Likeness = {
  roles: { partners: new Map(), names: new Map() },
  replaced: [],
  models: new Set(),
  unmatched: new Set(),
  layers: new Set(),
  specimens: new Set(),
  isMainReplaced: false,
  isSpecimenReplaced: false,
  isValidationReplaced: false,
  tolerances: boundNoise(
    Object.values(sampleSide('any').artifacts!.manifest.runs).map(({ layers }) => layers),
  ),
  partnersOf: () => null,
};
