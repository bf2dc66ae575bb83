import { computeEntropyBits } from '../../statistics/entropy.ts';
import type { Measure } from './measure.ts';

/** How undecided an answer is. */
export const answerEntropy: Measure = {
  of: ['answer'],
  describe: () => 'Entropy of the class probabilities.',
  noun: 'the entropy of the class probabilities',
  unit: 'bits',
  range: (classes) => [0, Math.log2(classes)],
  read: ({ probabilities }) => computeEntropyBits(probabilities),
};
