import type { RasterPicture } from './figure.ts';

/** A rectangle of values to draw: `colourAt` gives red, green and blue of a value's place. */
export interface Tile {
  readonly height: number;
  readonly width: number;
  readonly colourAt: (row: number, column: number) => ArrayLike<number>;
}

/** A rectangle of a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An empty picture, every pixel of one colour. */
export function createRaster(
  width: number,
  height: number,
  colour: ArrayLike<number>,
): RasterPicture {
  const pixels = new Uint8Array(width * height * 3);
  pixels.set(colour);
  for (let done = 3; done < pixels.length; done *= 2) pixels.copyWithin(done, 0, done);
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
  const { pixels } = picture;
  const line = picture.width * 3;
  const length = tile.width * scale * 3;
  for (let row = 0; row < tile.height; row++) {
    const start = ((top + row * scale) * picture.width + left) * 3;
    let at = start;
    for (let column = 0; column < tile.width; column++) {
      const colour = tile.colourAt(row, column);
      for (let x = 0; x < scale; x++) {
        for (let channel = 0; channel < 3; channel++) pixels[at++] = colour[channel]!;
      }
    }
    for (let y = 1; y < scale; y++) pixels.copyWithin(start + y * line, start, start + length);
  }
}

/** Draws a tile into a box that it fills: a value takes whole pixels, where sizes do not divide some one more. */
export function fitTile(picture: RasterPicture, tile: Tile, box: Box): void {
  for (let y = 0; y < box.height; y++) {
    const row = Math.floor((y * tile.height) / box.height);
    let at = ((box.top + y) * picture.width + box.left) * 3;
    for (let x = 0; x < box.width; x++) {
      const colour = tile.colourAt(row, Math.floor((x * tile.width) / box.width));
      for (let channel = 0; channel < 3; channel++) picture.pixels[at++] = colour[channel]!;
    }
  }
}
