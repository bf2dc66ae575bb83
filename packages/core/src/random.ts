import { LayerprintError } from './errors.ts';

/** What a generator needs to go on where it stopped: four unsigned 32-bit integers. */
type RandomState = readonly [number, number, number, number];

/** A seeded generator of uniform pseudo-random numbers, the same on every machine. */
export interface Random {
  /** Uniform over all unsigned 32-bit integers. */
  readonly nextUint32: () => number;
  /** Uniform over `[0, 1)`, a multiple of 2⁻³². */
  readonly nextFloat: () => number;
  /** Uniform over the integers `[0, bound)`; `bound` from 1 to 2³². */
  readonly nextBelow: (bound: number) => number;
  /** A uniformly chosen order of `0 … n − 1`. */
  readonly permutation: (n: number) => Uint32Array;
  readonly state: () => RandomState;
  /** @throws {LayerprintError} `invalid-random-state`, for anything but what `state` gave. */
  readonly restore: (state: readonly number[]) => void;
}

/**
 * Makes a generator from a seed and the name of what it is for, so that two purposes never share their
 * numbers and neither depends on how many the other has drawn.
 *
 * The generator is xoshiro128** 1.1 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number
 * Generators", 2021), seeded, as its authors advise, by SplitMix64; that starts from the seed in the
 * upper and the FNV-1a hash of the name in the lower 32 bits. Zero is a seed like any other.
 *
 * @param seed An unsigned 32-bit integer.
 * @param stream For example `shuffle`. Names should be few and differ.
 */
export function createRandom(seed: number, stream: string): Random {
  let [a, b, c, d] = seedState(seed, stream);

  function nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  }

  function nextBelow(bound: number): number {
    // Numbers past the last whole multiple of the bound would favour the small results.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let number = nextUint32();
    while (number >= limit) number = nextUint32();
    return number % bound;
  }

  return {
    nextUint32,
    nextFloat: () => nextUint32() / 2 ** 32,
    nextBelow,
    permutation(n) {
      const order = Uint32Array.from({ length: n }, (_, index) => index);
      for (let last = n - 1; last > 0; last--) {
        const chosen = nextBelow(last + 1);
        const kept = order[last]!;
        order[last] = order[chosen]!;
        order[chosen] = kept;
      }
      return order;
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
    restore(state) {
      assertState(state);
      [a, b, c, d] = state;
    },
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function seedState(seed: number, stream: string): RandomState {
  let position = (BigInt(seed) << 32n) | BigInt(hashFnv1a(stream));
  const nextUint64 = (): bigint => {
    position = BigInt.asUintN(64, position + 0x9e37_79b9_7f4a_7c15n);
    let word = position;
    word = BigInt.asUintN(64, (word ^ (word >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
    word = BigInt.asUintN(64, (word ^ (word >> 27n)) * 0x94d0_49bb_1331_11ebn);
    return word ^ (word >> 31n);
  };
  const [first, second] = [nextUint64(), nextUint64()];
  return [first, first >> 32n, second, second >> 32n].map((word) =>
    Number(BigInt.asUintN(32, word)),
  ) as unknown as RandomState;
}

function hashFnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x0100_0193);
  }
  return hash >>> 0;
}

function assertState(state: readonly number[]): asserts state is RandomState {
  const isValid =
    state.length === 4 &&
    state.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32) &&
    state.some((word) => word !== 0);
  if (isValid) return;
  throw new LayerprintError(
    'invalid-random-state',
    `[${state.join(', ')}] is not the state of a random generator: expected four unsigned 32-bit integers, not all zero.`,
    'Delete the checkpoint that it came from and train from the start.',
  );
}
