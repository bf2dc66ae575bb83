import { createRandom } from '@layerprint/core/random';
import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../src/model/draw-normal.ts';

const DRAWS = 200_000;

describe('drawNormal', () => {
  const random = createRandom(7, 'normal');
  const values = Float64Array.from({ length: DRAWS }, () => drawNormal(random)).sort();

  it.each([
    // Φ, by tables.
    [-3, 0.00135],
    [-2, 0.02275],
    [-1, 0.15866],
    [-0.5, 0.30854],
    [0, 0.5],
    [0.25, 0.59871],
    [1, 0.84134],
    [1.5, 0.93319],
    [2.5, 0.99379],
  ])(
    'draws numbers of which as many are below %f as the standard normal distribution has',
    (at, share) => {
      const below = values.findIndex((value) => value >= at) / DRAWS;
      // Five standard errors.
      expect(Math.abs(below - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / DRAWS));
    },
  );

  it('draws the same numbers from the same seed', () => {
    const drawFour = () => {
      const random = createRandom(0, 'normal');
      return [1, 2, 3, 4].map(() => drawNormal(random));
    };
    expect(drawFour()).toEqual(drawFour());
  });
});
