import { interpolateBlues, interpolateInferno, interpolateOranges } from 'd3-scale-chromatic';

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

/** Of a map that goes both ways from zero, the palest colour is left out: both ways would end in white. */
const PALEST = 0.3;

/**
 * The colours of activations that go both ways from zero: oranges above it, blues below, both from black to pale,
 * so that sign and size are told apart with any kind of colour vision. `[256, 3]` each.
 */
const SIGNED_MAPS = {
  above: makeSignedMap(interpolateOranges),
  below: makeSignedMap(interpolateBlues),
};

function makeSignedMap(interpolate: (t: number) => string): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: COLOUR_LEVELS }, (_, level) => {
      const share = level / (COLOUR_LEVELS - 1);
      const dimmed = Math.min(1, 3 * share);
      return readColour(interpolate(1 - (1 - PALEST) * share)).map((byte) =>
        Math.round(byte * dimmed),
      );
    }).flat(),
  );
}

/** How an activation is drawn: red, green and blue. */
export function pickColour(activation: number, maximum: number, isSigned: boolean): Uint8Array {
  const map = isSigned ? SIGNED_MAPS[activation < 0 ? 'below' : 'above'] : COLOUR_MAP;
  const level = computeColourLevel(isSigned ? Math.abs(activation) : activation, maximum);
  return map.subarray(level * 3, level * 3 + 3);
}

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

/** Colours at equal steps from zero, or from the other side of it, to the maximum as CSS colours: the legend's gradient. */
export function listLegendColours(steps = 9, isSigned = false): string[] {
  return Array.from({ length: steps }, (_, step) => {
    const share = step / (steps - 1);
    const activation = isSigned ? 2 * share - 1 : share;
    return `rgb(${pickColour(activation, 1, isSigned).join(' ')})`;
  });
}

/** A colour as d3 writes it: in hex, or as `rgb(1, 2, 3)`. */
function readColour(colour: string): number[] {
  if (colour.startsWith('#')) return readHexColour(colour);
  return colour.match(/\d+/g)!.map(Number);
}

function readHexColour(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
