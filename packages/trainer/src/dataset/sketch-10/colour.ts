import type { Random } from '@layerprint/core/random';
import { between } from './chance.ts';
import { clamp } from './shape.ts';

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

export const BLACK: Colour = [0.07, 0.07, 0.08];
export const WHITE: Colour = [0.94, 0.94, 0.92];
export const GLASS: Colour = [0.3, 0.42, 0.52];

/** Coats that cats, dogs, deer and horses share, so that no colour gives an animal away. */
export const COATS: readonly Colour[] = [
  [0.45, 0.29, 0.16],
  [0.62, 0.43, 0.24],
  [0.78, 0.55, 0.3],
  [0.3, 0.2, 0.13],
  [0.2, 0.19, 0.19],
  [0.5, 0.48, 0.45],
  [0.8, 0.76, 0.68],
];

/** Paints of vehicles. */
export const PAINTS: readonly Colour[] = [
  [0.72, 0.14, 0.13],
  [0.15, 0.3, 0.6],
  [0.85, 0.85, 0.86],
  [0.16, 0.17, 0.19],
  [0.55, 0.57, 0.6],
  [0.85, 0.68, 0.16],
  [0.16, 0.45, 0.28],
  [0.82, 0.42, 0.14],
];

/** A share `amount` of `other` in `one`. */
export function mix(one: Colour, other: Colour, amount: number): Colour {
  return mapColour((channel) => one[channel] + amount * (other[channel] - one[channel]));
}

/** The same hue, lighter (factor above 1) or darker. */
export function shade(colour: Colour, factor: number): Colour {
  return mapColour((channel) => colour[channel] * factor);
}

/** A colour near another one, each channel by up to `amount`. */
export function vary(colour: Colour, amount: number, random: Random): Colour {
  return mapColour((channel) => colour[channel] + between(random, -amount, amount));
}

function mapColour(channelOf: (channel: 0 | 1 | 2) => number): Colour {
  return [clamp(channelOf(0), 0, 1), clamp(channelOf(1), 0, 1), clamp(channelOf(2), 0, 1)];
}
