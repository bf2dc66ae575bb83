import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCanvas, type Canvas } from '../../../src/dataset/sketch-10/canvas.ts';
import { Pen, type Pose } from '../../../src/dataset/sketch-10/pen.ts';
import { box, circle, type Shape } from '../../../src/dataset/sketch-10/shape.ts';

const PLAIN = { outline: 0, relief: 0 };
const CENTRED: Pose = { x: 16, y: 16, scaleX: 10, scaleY: 10, tilt: 0, flipped: false };

function paint(shape: Shape, pose: Partial<Pose> = {}, style = PLAIN): Canvas {
  const canvas = createCanvas();
  new Pen(canvas, { ...CENTRED, ...pose }, style).fill(shape, [1, 1, 1]);
  return canvas;
}

function red(canvas: Canvas, column: number, row: number): number {
  return canvas[(row * 32 + column) * 3]!;
}

it('covers as many pixels as the shape has area', () => {
  const canvas = paint(circle([0, 0], 1));
  const area = canvas.reduce((sum, value) => sum + value) / 3;
  expect(area / (Math.PI * 100)).toBeCloseTo(1, 2);
});

it('covers pixels on the edge in part', () => {
  const canvas = paint(box([0, 0], 0.525, 0.5));
  expect(red(canvas, 10, 16)).toBeCloseTo(0.25, 12);
  expect(red(canvas, 11, 16)).toBe(1);
  expect(red(canvas, 9, 16)).toBe(0);
});

it('moves, scales, turns clockwise and mirrors a drawing', () => {
  const mark = box([0.5, 0], 0.1, 0.1);
  expect(red(paint(mark), 21, 16)).toBeCloseTo(1, 9);
  expect(red(paint(mark, { x: 10, y: 6 }), 15, 6)).toBeCloseTo(1, 9);
  expect(red(paint(mark, { scaleX: 20 }), 26, 16)).toBeCloseTo(1, 9);
  expect(red(paint(mark, { tilt: 0.25 }), 16, 21)).toBeCloseTo(1, 9);
  expect(red(paint(mark, { flipped: true }), 11, 16)).toBeCloseTo(1, 9);
});

it('looks at every block that a shape touches, wherever it is', () => {
  const coordinate = fc.double({ min: 0, max: 32, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, fc.double({ min: 0.2, max: 1, noNaN: true }), (x, y, r) => {
      const canvas = paint(circle([0, 0], r), { x, y });
      for (let row = 0; row < 32; row++) {
        for (let column = 0; column < 32; column++) {
          const depth = r * 10 - Math.hypot(column + 0.5 - x, row + 0.5 - y);
          const expected = Math.min(Math.max(depth + 0.5, 0), 1);
          if (Math.abs(red(canvas, column, row) - expected) > 1e-9) return false;
        }
      }
      return true;
    }),
  );
});

it('darkens outlines and lightens the top as the style says', () => {
  const plain = paint(circle([0, 0], 1));
  const outlined = paint(circle([0, 0], 1), {}, { outline: 1, relief: 0 });
  expect(red(outlined, 6, 16)).toBeLessThan(red(plain, 6, 16));
  expect(red(outlined, 16, 16)).toBe(1);
  const lit = paint(circle([0, 0], 1), {}, { outline: 0, relief: 0.5 });
  expect(red(lit, 16, 23)).toBeLessThan(red(lit, 16, 12));
});
