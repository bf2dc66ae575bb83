import type { Random } from '@layerprint/core/random';
import type { Colour } from './colour.ts';
import { IMAGE_CHANNELS, IMAGE_SIZE } from './image-size.ts';
import { clamp } from './shape.ts';

/** An image under way: `[32, 32, 3]`, 0 to 1. */
export type Canvas = Float64Array;

const ROW = IMAGE_SIZE * IMAGE_CHANNELS;

/** Standard deviation of the sum of the four bytes of a uniform 32-bit integer. */
const FOUR_BYTES_DEVIATION = 147.8;
/** Mean of that sum. */
const FOUR_BYTES_MEAN = 510;

export function createCanvas(): Canvas {
  return new Float64Array(IMAGE_SIZE * ROW);
}

/**
 * Lays a colour over one pixel.
 *
 * @param light What the colour is multiplied by: above 1 it is lighter, and never more than white.
 */
export function coverPixel(
  canvas: Canvas,
  pixel: number,
  colour: Colour,
  opacity: number,
  light = 1,
): void {
  const start = pixel * IMAGE_CHANNELS;
  for (let channel = 0; channel < IMAGE_CHANNELS; channel++) {
    const below = canvas[start + channel]!;
    const above = clamp(colour[channel]! * light, 0, 1);
    canvas[start + channel] = below + opacity * (above - below);
  }
}

/**
 * Blurs with the kernel `[weight, 1 − 2 · weight, weight]` along rows and columns; the border repeats.
 *
 * @param weight 0, nothing, to 1/3, a mean of nine pixels.
 */
export function blur(canvas: Canvas, weight: number): void {
  blurAlong(canvas, IMAGE_CHANNELS, ROW, weight);
  blurAlong(canvas, ROW, IMAGE_CHANNELS, weight);
}

/** Changes brightness and contrast around the middle: `0.5 + contrast · (value − 0.5) + brightness`. */
export function expose(canvas: Canvas, brightness: number, contrast: number): void {
  for (let index = 0; index < canvas.length; index++) {
    canvas[index] = 0.5 + contrast * (canvas[index]! - 0.5) + brightness;
  }
}

/**
 * Adds noise to every value: nearly Gaussian, the sum of four uniform bytes.
 *
 * @param deviation Standard deviation of the noise, in the canvas's unit.
 */
export function addNoise(canvas: Canvas, deviation: number, random: Random): void {
  const scale = deviation / FOUR_BYTES_DEVIATION;
  for (let index = 0; index < canvas.length; index++) {
    const word = random.nextUint32();
    const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
    canvas[index] = canvas[index]! + scale * (sum - FOUR_BYTES_MEAN);
  }
}

/** Rounds to bytes; values below 0 and above 1 are cut. */
export function toBytes(canvas: Canvas): Uint8Array {
  const bytes = new Uint8Array(canvas.length);
  for (let index = 0; index < canvas.length; index++) {
    bytes[index] = Math.floor(clamp(canvas[index]!, 0, 1) * 255 + 0.5);
  }
  return bytes;
}

/** Blurs every line of pixels that are `step` values apart; lines are `lineStep` values apart. */
function blurAlong(canvas: Canvas, step: number, lineStep: number, weight: number): void {
  for (let line = 0; line < IMAGE_SIZE; line++) {
    for (let channel = 0; channel < IMAGE_CHANNELS; channel++) {
      const start = line * lineStep + channel;
      let previous = canvas[start]!;
      for (let position = 0; position < IMAGE_SIZE; position++) {
        const index = start + position * step;
        const value = canvas[index]!;
        const next = position + 1 < IMAGE_SIZE ? canvas[index + step]! : value;
        canvas[index] = value + weight * (previous - 2 * value + next);
        previous = value;
      }
    }
  }
}
