import { describe, expect, it } from 'vitest';
import { findBestEpoch, isTrainingOver } from '../../src/training/early-stopping.ts';

const epochsOf = (...validationLosses: number[]) =>
  validationLosses.map((validationLoss, i) => ({
    epoch: i + 1,
    loss: 1,
    accuracy: 0.5,
    validationLoss,
    validationAccuracy: 0.5,
  }));

describe('findBestEpoch', () => {
  it('is the first of the epochs with the lowest validation loss', () => {
    expect(findBestEpoch(epochsOf(3, 1, 2, 1))).toBe(2);
    expect(findBestEpoch([])).toBe(0);
  });
});

describe('isTrainingOver', () => {
  const recipe = { maxEpochs: 6, earlyStoppingPatience: 2 };

  it.each([
    ['before the first epoch', [], false],
    ['after one epoch without a lower loss', [2, 1, 1], false],
    ['after as many as patience allows', [2, 1, 1, 1.5], true],
    ['while the loss falls', [5, 4, 3, 2, 1], false],
    ['at the last epoch, however well it goes', [6, 5, 4, 3, 2, 1], true],
    ['when a late epoch was better again', [2, 3, 1, 3], false],
  ])('%s', (_, losses, isOver) => {
    expect(isTrainingOver(epochsOf(...losses), recipe)).toBe(isOver);
  });
});
