import { wholeRange, type Measure } from './measure.ts';

/** What the softmax gives the image's class. */
export const probability: Measure = {
  of: ['answer'],
  describe: () => 'Probability of the true class.',
  noun: 'the probability of the true class',
  unit: 'share',
  range: wholeRange,
  read: ({ probabilities, label }) => probabilities[label]!,
  readChance: ({ label }, next) => next.probabilities[label]!,
};
