import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/dataset/random.ts';
import { drawDropoutMask } from '../../src/training/dropout.ts';

describe('drawDropoutMask', () => {
  it.each([0.25, 0.5, 0.9])('drops a share of %d and keeps the mean', (rate) => {
    const mask = drawDropoutMask(createRandom(1, 'dropout'), rate, 100_000);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const dropped = mask.filter((value) => value === 0).length;
    // Five standard deviations of a binomial count.
    const deviation = Math.sqrt(100_000 * rate * (1 - rate));
    expect(Math.abs(dropped - 100_000 * rate)).toBeLessThan(5 * deviation);
  });

  it('drops nothing at a rate of 0', () => {
    const mask = drawDropoutMask(createRandom(1, 'dropout'), 0, 1000);
    expect(mask.every((value) => value === 1)).toBe(true);
  });

  it('is another mask each time, and the same from the same state', () => {
    const random = createRandom(1, 'dropout');
    const state = random.state();
    const first = drawDropoutMask(random, 0.5, 1000);
    expect(drawDropoutMask(random, 0.5, 1000)).not.toEqual(first);
    random.restore(state);
    expect(drawDropoutMask(random, 0.5, 1000)).toEqual(first);
  });
});
