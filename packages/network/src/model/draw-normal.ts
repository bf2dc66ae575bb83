import type { Random } from '@layerprint/core/random';

/**
 * Draws a number of the standard normal distribution, by comparing uniform numbers alone: no logarithm or cosine, whose
 * last bits differ between engines.
 *
 * The method is Karney's algorithm N ("Sampling exactly from the normal distribution", 2016, arXiv 1303.6257), with
 * uniform numbers of 32 bits in the place of his of any precision.
 */
export function drawNormal(random: Random): number {
  for (;;) {
    // 1. The whole part, with a probability that falls as exp(−k/2).
    let whole = 0;
    while (isDrawn(random, 0.5)) whole++;
    // 2. Kept with the probability exp(−k(k − 1)/2).
    if (!areDrawn(random, whole * (whole - 1), 0.5)) continue;
    // 3. The rest, kept with the probability exp(−x(2k + x)/2), in steps whose exponents are at most one.
    const rest = random.nextFloat();
    const steps = whole + 1;
    if (!areDrawn(random, steps, (rest * (2 * whole + rest)) / (2 * steps))) continue;
    const size = whole + rest;
    return random.nextUint32() % 2 === 0 ? size : -size;
  }
}

/** Whether all of so many draws succeed. */
function areDrawn(random: Random, times: number, exponent: number): boolean {
  for (let i = 0; i < times; i++) if (!isDrawn(random, exponent)) return false;
  return true;
}

/**
 * True with the probability exp(−exponent), of 0 to 1: where a run of falling uniform numbers below the exponent is of even
 * length (von Neumann, "Various techniques used in connection with random digits", 1951).
 */
function isDrawn(random: Random, exponent: number): boolean {
  let last = exponent;
  let length = 0;
  for (let next = random.nextFloat(); next < last; next = random.nextFloat()) {
    last = next;
    length++;
  }
  return length % 2 === 0;
}
