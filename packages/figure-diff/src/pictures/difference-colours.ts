/** Red, green and blue, bytes. */
type Colour = readonly [number, number, number];

/**
 * The colours of a difference: grey where there is none, towards yellow where the head is brighter and
 * towards dark blue where it is darker. Blue and yellow are told apart by whoever confuses red and green;
 * and the scale rises in lightness, so that it says the same in print without colour, and by itself, on a
 * light page and on a dark one.
 */
export const DIFFERENCE_COLOURS = {
  darker: [0, 48, 130],
  same: [128, 128, 128],
  brighter: [255, 216, 64],
  /** Another colour that is as bright, or a pixel that only one side has. */
  other: [190, 50, 130],
} as const satisfies Readonly<Record<string, Colour>>;

/** How far from grey the smallest difference that counts is drawn, where the largest is all the way. */
const LEAST = 0.3;

/** A quarter of what is just noticeable: below it, what an eye notices is not the lightness. */
const SAME_LIGHTNESS = 0.005;

/**
 * The colour of a difference.
 *
 * @param gain How much brighter the head is, from −1 to 1.
 * @param largest The largest gain or loss of the picture, above 0 where any counts.
 */
export function mixDifference(gain: number, largest: number): Colour {
  const { same, darker, brighter, other } = DIFFERENCE_COLOURS;
  if (Math.abs(gain) < SAME_LIGHTNESS) return other;
  const end = gain > 0 ? brighter : darker;
  const way = LEAST + (1 - LEAST) * (Math.abs(gain) / largest);
  const mix = (i: 0 | 1 | 2) => Math.round(same[i] + (end[i] - same[i]) * way);
  return [mix(0), mix(1), mix(2)];
}

/** Parts of light by byte. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const part = byte / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

/**
 * How bright a colour of sRGB is to the eye: 0 for black, 1 for white.
 *
 * Source: B. Ottosson, "A perceptual color space for image processing" (2020): L of OKLab.
 */
export function computeLightness(red: number, green: number, blue: number): number {
  const [r, g, b] = [LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
}
