import { wholeRange, type Measure } from './measure.ts';

/** Of an image 1 where the image's class has the largest probability, the first of equals; else 0. */
export const accuracy: Measure = {
  of: ['answer'],
  describe: () =>
    'Whether the top class is right; the numbers are the probability of the true class.',
  noun: 'the accuracy',
  unit: 'share',
  range: wholeRange,
  read: ({ probabilities, label }) => rate(probabilities, label),
  readChance: ({ label }, next) => rate(next.probabilities, label),
};

function rate(probabilities: Float32Array, label: number | null): number | null {
  if (label === null) return null;
  return probabilities.indexOf(Math.max(...probabilities)) === label ? 1 : 0;
}
