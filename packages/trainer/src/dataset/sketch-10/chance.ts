import type { Random } from '@layerprint/core/random';

/** Uniform over `[low, high)`. */
export function between(random: Random, low: number, high: number): number {
  return low + random.nextFloat() * (high - low);
}

/** True in the given share of cases, 0 to 1. */
export function happens(random: Random, share: number): boolean {
  return random.nextFloat() < share;
}

/** One of the choices, all as likely. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.nextBelow(choices.length)]!;
}
