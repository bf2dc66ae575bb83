/** A decoded picture: rows from the top, each pixel `channels` bytes, 0 to 255. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** BT.709's weights of red, green and blue, in ten thousandths. Source: ITU-R Recommendation BT.709, item 3.2. */
const LUMINANCE_WEIGHTS = [2126, 7152, 722] as const;

/** Lays a picture with an alpha channel over white: ⌊(α·v + (255 − α)·255 + 127) / 255⌋. */
export function layOverWhite(pixels: Uint8Array, channels: 1 | 3): Uint8Array {
  const count = pixels.length / (channels + 1);
  const laid = new Uint8Array(count * channels);
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * (channels + 1);
    const alpha = pixels[from + channels]!;
    for (let channel = 0; channel < channels; channel++) {
      const sum = alpha * pixels[from + channel]! + (255 - alpha) * 255;
      laid[pixel * channels + channel] = Math.floor((sum + 127) / 255);
    }
  }
  return laid;
}

/**
 * Makes a picture grey or coloured. Grey is the luminance of the coded values, ⌊(2126 R + 7152 G + 722 B + 5000) /
 * 10000⌋, as the claims weigh it; colour from grey is grey three times.
 */
export function convertChannels(raster: Raster, channels: 1 | 3): Raster {
  if (raster.channels === channels) return raster;
  const { width, height } = raster;
  const pixels = new Uint8Array(width * height * channels);
  const [red, green, blue] = LUMINANCE_WEIGHTS;
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (channels === 3) {
      pixels.fill(raster.pixels[pixel]!, pixel * 3, pixel * 3 + 3);
    } else {
      const [r, g, b] = raster.pixels.subarray(pixel * 3, pixel * 3 + 3);
      pixels[pixel] = Math.floor((red * r! + green * g! + blue * b! + 5000) / 10_000);
    }
  }
  return { width, height, channels, pixels };
}

/**
 * Where a pixel of an upright picture comes from, by EXIF's orientation: the place in the stored one, of which
 * `right` and `bottom` are the last column and row. Source: CIPA DC-008 (Exif 2.32), tag 274.
 */
const SOURCES: Readonly<
  Record<number, (x: number, y: number, right: number, bottom: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, right) => [right - x, y],
  3: (x, y, right, bottom) => [right - x, bottom - y],
  4: (x, y, _, bottom) => [x, bottom - y],
  5: (x, y) => [y, x],
  6: (x, y, _, bottom) => [y, bottom - x],
  7: (x, y, right, bottom) => [right - y, bottom - x],
  8: (x, y, right) => [right - y, x],
};

/** Turns and mirrors a picture so that it stands as its EXIF orientation says; 1 is as it is stored. */
export function turnUpright(raster: Raster, orientation: number): Raster {
  const source = SOURCES[orientation];
  if (source === undefined || orientation === 1) return raster;
  const { channels } = raster;
  const [width, height] =
    orientation < 5 ? [raster.width, raster.height] : [raster.height, raster.width];
  const pixels = new Uint8Array(raster.pixels.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += channels) {
      const [column, row] = source(x, y, raster.width - 1, raster.height - 1);
      const from = (row * raster.width + column) * channels;
      for (let c = 0; c < channels; c++) pixels[to + c] = raster.pixels[from + c]!;
    }
  }
  return { width, height, channels, pixels };
}
