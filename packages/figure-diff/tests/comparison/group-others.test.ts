import { expect, test } from 'vitest';
import { groupOthers, sayOtherGroup } from '../../src/comparison/index.ts';
import type { OtherDiff } from '../../src/schemas/diff.ts';

const other = (path: string, verdict: OtherDiff['verdict'] = 'changed'): OtherDiff => ({
  path,
  verdict,
  base: '1',
  head: '2',
  sentence: `${path}: 1 → 2.`,
});

test('groupOthers puts the same field of every epoch and figure together, by verdict', () => {
  const groups = groupOthers([
    other('runs.dummy.epochs.1.loss'),
    other('runs.dummy.epochs.1.accuracy'),
    other('runs.dummy.epochs.2.loss'),
    other('runs.dummy.epochs.3.loss', 'numeric-noise'),
    other('runs.benchmark.epochs.12.loss'),
    other('figures.specimen.chain.dataHash'),
    other('figures.activations-conv2d_1-dummy-frog-4.chain.dataHash'),
  ]);
  expect(groups.map(sayOtherGroup)).toEqual([
    'runs.dummy.epochs.1.loss: 1 → 2. And 1 more like it.',
    'runs.dummy.epochs.1.accuracy: 1 → 2.',
    'runs.dummy.epochs.3.loss: 1 → 2.',
    'runs.benchmark.epochs.12.loss: 1 → 2.',
    'figures.specimen.chain.dataHash: 1 → 2. And 1 more like it.',
  ]);
});
