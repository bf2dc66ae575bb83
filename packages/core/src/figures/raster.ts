import type { RasterPicture } from './figure.ts';

/** A rectangle of values to draw: `colourAt` gives red, green and blue of a value's place. */
export interface Tile {
  readonly height: number;
  readonly width: number;
  readonly colourAt: (row: number, column: number) => ArrayLike<number>;
}

/** An empty picture, every pixel of one colour. */
export function createRaster(
  width: number,
  height: number,
  colour: ArrayLike<number>,
): RasterPicture {
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colour[i % 3]!;
  return { width, height, pixels };
}

/** Draws a tile with its upper left corner at `(left, top)`, each value a square of `scale` pixels. */
export function drawTile(
  picture: RasterPicture,
  tile: Tile,
  left: number,
  top: number,
  scale: number,
): void {
  for (let y = 0; y < tile.height * scale; y++) {
    for (let x = 0; x < tile.width * scale; x++) {
      const colour = tile.colourAt(Math.floor(y / scale), Math.floor(x / scale));
      const at = ((top + y) * picture.width + left + x) * 3;
      for (let channel = 0; channel < 3; channel++) picture.pixels[at + channel] = colour[channel]!;
    }
  }
}
