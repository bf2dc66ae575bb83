import { decode } from 'fast-png';
import type { Pixels } from '../render/png.ts';

/**
 * Decodes a PNG of eight bits a channel as `encodePng` writes it: opaque with a palette or three channels,
 * or with four.
 *
 * @returns `[height, width, 4]`: red, green, blue, alpha.
 */
export function decodePng(png: Uint8Array): Pixels {
  const { width, height, data, channels, palette } = decode(png);
  if (palette) return { width, height, pixels: lookUpColours(data, palette) };
  if (channels === 4) return { width, height, pixels: data as Uint8Array };
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    pixels[to] = data[from]!;
    pixels[to + 1] = data[from + 1]!;
    pixels[to + 2] = data[from + 2]!;
  }
  return { width, height, pixels };
}

function lookUpColours(indices: ArrayLike<number>, palette: readonly number[][]): Uint8Array {
  // A whole pixel at a time, in whatever order the machine keeps its bytes.
  const colours = palette.map(([red, green, blue, alpha = 255]) => [red!, green!, blue!, alpha]);
  const words = new Uint32Array(Uint8Array.from(colours.flat()).buffer);
  const pixels = new Uint32Array(indices.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = words[indices[i]!]!;
  return new Uint8Array(pixels.buffer);
}
