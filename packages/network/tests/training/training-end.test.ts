import { describe, expect, it } from 'vitest';
import {
  countMostEpochs,
  countSteps,
  findBestEpoch,
  findKeptEpoch,
  isTrainingOver,
} from '../../src/training/training-end.ts';

const epochsOf = (...validationLosses: number[]) =>
  validationLosses.map((validationLoss, i) => ({
    epoch: i + 1,
    loss: 1,
    accuracy: 0.5,
    validationLoss,
    validationAccuracy: 0.5,
  }));

/** Three steps an epoch, of 16, 16 and 8 images. */
const PLAN = {
  choice: { trainingImages: 40 },
  recipe: { batchSize: 16, maxEpochs: 6, earlyStoppingPatience: 2 },
};

describe('findBestEpoch', () => {
  it('is the first of the epochs with the lowest validation loss', () => {
    expect(findBestEpoch(epochsOf(3, 1, 2, 1))).toBe(2);
    expect(findBestEpoch([])).toBe(0);
  });
});

describe('isTrainingOver', () => {
  it.each([
    ['before the first epoch', [], false],
    ['after one epoch without a lower loss', [2, 1, 1], false],
    ['after as many as patience allows', [2, 1, 1, 1.5], true],
    ['while the loss falls', [5, 4, 3, 2, 1], false],
    ['at the last epoch, however well it goes', [6, 5, 4, 3, 2, 1], true],
    ['when a late epoch was better again', [2, 3, 1, 3], false],
  ])('%s', (_, losses, isOver) => {
    expect(isTrainingOver(epochsOf(...losses), PLAN)).toBe(isOver);
  });
});

describe('a plan with steps', () => {
  it.each([
    [1, 1, [0, 1, 1]],
    [3, 1, [0, 3, 3]],
    [4, 2, [0, 3, 4]],
    [30, 10, [0, 3, 6]],
  ])('of %d steps has %d epochs, the last of what is left', (steps, epochs, after) => {
    const plan = { ...PLAN, steps };
    expect(countMostEpochs(plan)).toBe(epochs);
    expect([0, 1, 2].map((count) => countSteps(plan, count))).toEqual(after);
    expect(countSteps(plan, epochs)).toBe(steps);
  });

  it('is over after its last step alone, and keeps the last weights, whatever the losses', () => {
    const plan = { ...PLAN, steps: 22 };
    const worsening = epochsOf(1, 2, 3, 4, 5, 6, 7, 8);
    const ends = worsening.map((_, i) => isTrainingOver(worsening.slice(0, i + 1), plan));
    expect(ends).toEqual([false, false, false, false, false, false, false, true]);
    expect(findKeptEpoch(worsening, plan)).toBe(8);
    expect(findKeptEpoch(worsening, PLAN)).toBe(1);
  });
});
