import { LayerprintError } from '../errors.ts';
import { computeSum } from './sums.ts';

/**
 * Shannon entropy in bits of a distribution given as counts or as any other non-negative weights, which
 * are divided by their sum.
 *
 * `H = −Σ p log₂ p`, where `0 log₂ 0 = 0`. From 0 to `log₂` of how many weights there are. `Math.log2` is
 * the engine's: the last bit is pinned by the pinned Node, not by a standard.
 *
 * @throws {LayerprintError} `invalid-weights`, when one is negative or not finite, or all are zero.
 */
export function computeEntropyBits(weights: ArrayLike<number>): number {
  const total = sumWeights(weights);
  const entropy = -computeSum(weights, (weight) => {
    const p = weight / total;
    return p === 0 ? 0 : p * Math.log2(p);
  });
  return Math.max(entropy, 0);
}

/**
 * Jensen–Shannon divergence in bits between two distributions over the same cells, given as counts or
 * other non-negative weights.
 *
 * `JSD = ½ Σ p log₂(p/m) + ½ Σ q log₂(q/m)`, where `m = (p + q) / 2`. Symmetric; 0 for equal
 * distributions, 1 where no cell has a share of both.
 *
 * Source: J. Lin, "Divergence measures based on the Shannon entropy", IEEE Trans. Inf. Theory 37 (1991).
 *
 * @throws {LayerprintError} `invalid-weights`, as for the entropy, or when the lengths differ.
 */
export function computeJensenShannonDivergenceBits(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): number {
  if (first.length !== second.length) {
    throw invalidWeights(`${first.length} cells cannot be compared with ${second.length}`);
  }
  const firstTotal = sumWeights(first);
  const secondTotal = sumWeights(second);
  const divergence = computeSum(first, (weight, cell) => {
    const p = weight / firstTotal;
    const q = second[cell]! / secondTotal;
    const m = (p + q) / 2;
    return (relate(p, m) + relate(q, m)) / 2;
  });
  return Math.min(Math.max(divergence, 0), 1);
}

function relate(p: number, m: number): number {
  return p === 0 ? 0 : p * Math.log2(p / m);
}

function sumWeights(weights: ArrayLike<number>): number {
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw invalidWeights(`the weight at index ${i} is ${weight}`);
    }
  }
  const total = computeSum(weights);
  if (!(total > 0)) throw invalidWeights('there is no weight above zero');
  return total;
}

function invalidWeights(problem: string): LayerprintError {
  return new LayerprintError(
    'invalid-weights',
    `These weights are not a distribution: ${problem}.`,
    'Give counts or shares that are finite, not negative and not all zero.',
  );
}
