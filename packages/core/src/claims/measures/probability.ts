import { wholeRange, type Measure } from './measure.ts';

/** What the softmax gives the image's class. */
export const probability: Measure = {
  of: ['answer'],
  describe: () => 'Probability of the true class.',
  noun: 'the probability of the true class',
  unit: 'share',
  range: wholeRange,
  read: ({ probabilities, label }) => pick(probabilities, label),
  readChance: ({ label }, next) => pick(next.probabilities, label),
};

function pick(probabilities: Float32Array, label: number | null): number | null {
  return label === null ? null : probabilities[label]!;
}
