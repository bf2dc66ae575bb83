import { describe, expect, test } from 'vitest';
import { listConditions } from '@layerprint/core';
import type { ModelState } from '@layerprint/core';
import { sampleEpochs } from '../figures/sample-data.ts';
import { sampleState } from './sample-measurements.ts';

const tell = (changes: Partial<ModelState>) =>
  listConditions([sampleState('benchmark', changes), sampleState('dummy')]);
const run = sampleState('benchmark').run as Extract<ModelState['run'], { epochs: unknown }>;

describe('listConditions', () => {
  test('has nothing to say of models that trained well', () => {
    expect(tell({})).toEqual([]);
  });

  test('says that a model is no better than the best constant answer', () => {
    // 80 of 100 right; two standard errors of a constant answer's share of 0.7 are 9.2 images.
    expect(tell({ constantAccuracy: 0.7 })).toEqual([]);
    expect(tell({ constantAccuracy: 0.74 })).toEqual([
      {
        model: 'benchmark',
        kind: 'at-chance',
        sentence:
          'The benchmark is no better than guessing: it has 80.0% of 100 validation images right, and one answer for all of them would have 74.0%.',
      },
    ]);
  });

  test('names dead layers', () => {
    expect(tell({ deadLayers: ['conv2d_5', 'conv2d_6'] })).toEqual([
      {
        model: 'benchmark',
        kind: 'dead-layer',
        sentence:
          'In the benchmark, conv2d_5 and conv2d_6 are dead: zero on all 100 validation images.',
      },
    ]);
  });

  test.each([
    ['first-epoch', { ...run, bestEpoch: 1 }],
    ['last-epoch', { ...run, bestEpoch: 20, epochs: sampleEpochs(20) }],
    [
      'last-epoch',
      {
        ...run,
        bestEpoch: 1,
        epochs: sampleEpochs(1),
        plan: { ...run.plan, recipe: { ...run.plan.recipe, maxEpochs: 1 } },
      },
    ],
  ])('says where the kept weights are those of the %s', (kind, changed) => {
    const [condition, ...others] = tell({ run: changed, constantAccuracy: 0.01 });
    expect(condition).toMatchObject({ model: 'benchmark', kind });
    expect(others).toEqual([]);
  });
});

describe('a model that is loaded', () => {
  const loaded = { validationLoss: 2, validationAccuracy: 0.8, validationImages: 100 };

  test('has nothing of how a training ended', () => {
    expect(tell({ run: loaded })).toEqual([]);
  });

  test('is at chance and has dead layers as any other', () => {
    const run = { ...loaded, validationAccuracy: 0.1 };
    const kinds = tell({ run, deadLayers: ['conv2d_1'] }).map(({ kind }) => kind);
    expect(kinds).toEqual(['at-chance', 'dead-layer']);
  });
});
