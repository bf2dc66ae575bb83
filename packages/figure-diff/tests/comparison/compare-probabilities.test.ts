import { CIFAR10 } from '@layerprint/core/images';
import { expect, test } from 'vitest';
import { compareProbabilities } from '../../src/comparison/compare-probabilities.ts';
import { ALL_ALIKE } from './all-alike.ts';
import { sampleProbabilities } from '../../../core/tests/figures/sample-data.ts';

test('probabilities of other classes are set beside each other by name, and not measured', () => {
  const classNames = ['frog', 'newt'];
  const head = {
    ...sampleProbabilities(),
    classNames,
    trueClass: 'newt',
    models: [
      { model: 'dummy' as const, probabilities: [0.25, 0.75], topClass: 'newt', entropyBits: 0.8 },
    ],
  };
  const { data, change, sentences } = compareProbabilities(sampleProbabilities(), head, ALL_ALIKE);
  expect(data.classNames).toEqual([...CIFAR10.classNames, 'newt']);
  expect(data.models.find(({ model }) => model === 'dummy')).toMatchObject({
    topClass: { base: 'cat', head: 'newt' },
    topProbability: { base: 0.5, head: 0.75 },
    probabilities: {
      base: [0, 0, 0.125, 0.5, 0.125, 0, 0.25, 0, 0, 0, null],
      head: [null, null, null, null, null, null, 0.25, null, null, null, 0.75],
    },
    totalVariation: null,
  });
  expect(change).toBe('data');
  expect(sentences.at(-1)).toBe(
    'Softmax of the dummy: top class cat → newt, 0.500 → 0.750; the classes are others; entropy 1.75 → 0.800 bits.',
  );
});
