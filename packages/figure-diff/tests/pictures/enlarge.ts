import type { Picture } from '../../src/pictures/decode-png.ts';

/** Makes a square of each pixel of a picture. */
export function enlarge({ width, height, values, palette }: Picture, side: number): Picture {
  const large = Uint32Array.from({ length: width * side * height * side }, (_, at) => {
    const row = Math.floor(at / (width * side) / side);
    const column = Math.floor((at % (width * side)) / side);
    return values[row * width + column]!;
  });
  return { width: width * side, height: height * side, values: large, palette };
}
