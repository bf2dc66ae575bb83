import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cosine, sine } from '../../../src/dataset/sketch-10/trigonometry.ts';

const TURNS = fc.double({ min: -100, max: 100, noNaN: true });

it('agrees with the sine and cosine of the platform', () => {
  fc.assert(
    fc.property(TURNS, (turns) => {
      const radians = 2 * Math.PI * (turns - Math.floor(turns));
      expect(Math.abs(sine(turns) - Math.sin(radians))).toBeLessThan(1e-12);
      expect(Math.abs(cosine(turns) - Math.cos(radians))).toBeLessThan(1e-12);
    }),
  );
});

it.each([
  [0, 0, 1],
  [0.25, 1, 0],
  [0.5, 0, -1],
  [0.75, -1, 0],
])('is right at %d turns', (turns, sin, cos) => {
  expect(sine(turns)).toBeCloseTo(sin, 12);
  expect(cosine(turns)).toBeCloseTo(cos, 12);
});
