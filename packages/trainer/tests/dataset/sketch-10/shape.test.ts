import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blend,
  box,
  circle,
  ellipse,
  intersect,
  limb,
  polygon,
  stroke,
  unite,
  type Shape,
} from '../../../src/dataset/sketch-10/shape.ts';

const COORDINATE = fc.double({ min: -2, max: 2, noNaN: true });
const SHAPES: Record<string, Shape> = {
  circle: circle([0.1, 0.2], 0.5),
  box: box([0.1, -0.2], 0.6, 0.3, 0.1),
  limb: limb([-0.5, 0], [0.4, 0.3], 0.2, 0.2),
  stroke: stroke(
    [
      [-0.5, 0],
      [0, 0.5],
      [0.5, 0],
    ],
    0.1,
  ),
  polygon: polygon(
    [
      [-0.6, 0.5],
      [0, -0.7],
      [0.6, 0.5],
      [0, 0.2],
    ],
    0.05,
  ),
};

describe.each(Object.entries(SHAPES))('%s', (_, shape) => {
  it('changes by no more than the way between two positions, as a distance does', () => {
    fc.assert(
      fc.property(COORDINATE, COORDINATE, COORDINATE, COORDINATE, (x, y, u, v) => {
        const way = Math.hypot(x - u, y - v);
        expect(Math.abs(shape(x, y) - shape(u, v))).toBeLessThanOrEqual(way + 1e-9);
      }),
    );
  });
});

it('measures a circle exactly', () => {
  expect(circle([1, 2], 3)(1, 2)).toBe(-3);
  expect(circle([1, 2], 3)(6, 2)).toBe(2);
});

it('measures an ellipse exactly on its axes, and 0 on its outline', () => {
  const shape = ellipse([0, 0], 1, 0.5);
  expect(shape(3, 0)).toBeCloseTo(2, 12);
  expect(shape(0, 1.5)).toBeCloseTo(1, 12);
  expect(shape(0.6, 0.4)).toBeCloseTo(0, 12);
  expect(shape(0, 0)).toBe(-0.5);
});

it('makes the same rectangle from a box and from a polygon', () => {
  const rectangle = polygon([
    [-1, -0.5],
    [1, -0.5],
    [1, 0.5],
    [-1, 0.5],
  ]);
  const same = box([0, 0], 1, 0.5);
  fc.assert(
    fc.property(COORDINATE, COORDINATE, (x, y) => {
      expect(rectangle(x, y)).toBeCloseTo(same(x, y), 9);
    }),
  );
});

it('tapers a limb from one radius to the other', () => {
  const shape = limb([0, 0], [1, 0], 0.2, 0.1);
  expect(shape(-0.2, 0)).toBeCloseTo(0, 12);
  expect(shape(1.1, 0)).toBeCloseTo(0, 12);
  expect(shape(0.5, 0.15)).toBeCloseTo(0, 12);
});

it('unites, intersects and blends', () => {
  const [one, other] = [circle([0, 0], 1), circle([1, 0], 1)];
  fc.assert(
    fc.property(COORDINATE, COORDINATE, (x, y) => {
      const [a, b] = [one(x, y), other(x, y)];
      expect(unite(one, other)(x, y)).toBe(Math.min(a, b));
      expect(intersect(one, other)(x, y)).toBe(Math.max(a, b));
      const soft = blend(one, other, 0.2)(x, y);
      expect(soft).toBeLessThanOrEqual(Math.min(a, b));
      expect(soft).toBeGreaterThanOrEqual(Math.min(a, b) - 0.05);
    }),
  );
});
