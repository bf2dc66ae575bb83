import { expect, it } from 'vitest';
import { createRandom } from '@layerprint/core/random';
import {
  addNoise,
  blur,
  coverPixel,
  createCanvas,
  expose,
  toBytes,
} from '../../../src/dataset/sketch-10/canvas.ts';

it('lays a colour over a pixel by its opacity', () => {
  const canvas = createCanvas();
  coverPixel(canvas, 33, [1, 0.5, 0], 1);
  coverPixel(canvas, 33, [0, 0.5, 1], 0.25);
  expect([...canvas.subarray(99, 102)]).toEqual([0.75, 0.5, 0.25]);
  expect(canvas.filter((value) => value !== 0)).toHaveLength(3);
});

it('blurs one pixel into its eight neighbours and keeps the sum', () => {
  const canvas = createCanvas();
  coverPixel(canvas, 10 * 32 + 10, [1, 1, 1], 1);
  blur(canvas, 0.25);
  const red = (row: number, column: number) => canvas[(row * 32 + column) * 3];
  expect(red(10, 10)).toBe(0.25);
  expect(red(9, 10)).toBe(0.125);
  expect(red(10, 11)).toBe(0.125);
  expect(red(11, 9)).toBe(0.0625);
  expect(canvas.reduce((sum, value) => sum + value)).toBeCloseTo(3, 12);
});

it('leaves an even image as it is when it blurs', () => {
  const canvas = createCanvas().fill(0.3);
  blur(canvas, 0.2);
  for (const value of canvas) expect(value).toBeCloseTo(0.3, 12);
});

it('changes contrast around the middle, then brightness', () => {
  const canvas = createCanvas().fill(0.75);
  expose(canvas, 0.1, 0.5);
  expect(canvas[0]).toBeCloseTo(0.725, 12);
});

it('adds noise of mean 0 and of the given deviation', () => {
  const canvas = createCanvas();
  addNoise(canvas, 0.1, createRandom(1, 'noise'));
  const mean = canvas.reduce((sum, value) => sum + value) / canvas.length;
  const variance = canvas.reduce((sum, value) => sum + (value - mean) ** 2, 0) / canvas.length;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
});

it('rounds to bytes and cuts what is out of range', () => {
  const canvas = createCanvas();
  canvas.set([-1, 0, 0.5, 1, 2, 0.9 / 255]);
  expect([...toBytes(canvas).subarray(0, 6)]).toEqual([0, 0, 128, 255, 255, 1]);
});
