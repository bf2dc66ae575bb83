import { interpolateInferno } from 'd3-scale-chromatic';

/** How many colours the map has. */
export const COLOUR_LEVELS = 256;

/**
 * The colours of activations, from zero to the maximum: inferno by Nathaniel Smith and Stéfan van der
 * Walt, perceptually uniform, its first colour (#000004) made exactly black. `[256, 3]`.
 */
export const COLOUR_MAP: Uint8Array = Uint8Array.from(
  Array.from({ length: COLOUR_LEVELS }, (_, level) =>
    level === 0 ? [0, 0, 0] : readHexColour(interpolateInferno((level + 0.5) / COLOUR_LEVELS)),
  ).flat(),
);

/** Between tiles: a grey that no activation has. */
export const GAP_COLOUR = [128, 128, 128] as const;

/**
 * The level of the colour map that an activation is drawn with, 0 to 255, linear in the activation.
 *
 * Level 0, black, is for zero alone: an activation above it gets at least level 1, however small. With
 * a maximum of 0, every activation is zero, and so black.
 */
export function computeColourLevel(activation: number, maximum: number): number {
  if (activation <= 0 || maximum <= 0) return 0;
  const level = Math.round((activation / maximum) * (COLOUR_LEVELS - 1));
  return Math.min(Math.max(level, 1), COLOUR_LEVELS - 1);
}

/** Colours at equal steps from zero to the maximum as CSS colours: the legend's gradient. */
export function listLegendColours(steps = 9): string[] {
  return Array.from({ length: steps }, (_, step) => {
    const level = Math.round((step / (steps - 1)) * (COLOUR_LEVELS - 1));
    return `rgb(${COLOUR_MAP.slice(level * 3, level * 3 + 3).join(' ')})`;
  });
}

function readHexColour(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
