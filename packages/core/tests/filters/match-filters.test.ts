import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addHalves,
  addPairSums,
  computePearsonCorrelation,
  correlateFilters,
  matchFilters,
  startHalves,
  sumPairs,
} from '@layerprint/core';
import { createRandom } from '@layerprint/core/random';

const SAMPLES = 400;
const NONE = { first: [], other: [] };

/** What filters give at many places, as after a ReLU: `[samples, filters]`. */
function drawValues(filters: number, seed = 1): number[] {
  const random = createRandom(seed, 'filters');
  return Array.from({ length: SAMPLES * filters }, () => Math.max(0, random.nextFloat() - 0.4));
}

const pick = (values: readonly number[], filters: number, filter: number): number[] =>
  values.filter((_, at) => at % filters === filter);

/** The filters of values, in another order: filter `order[i]` of it is filter `i` of them. */
function permute(values: readonly number[], order: readonly number[]): number[] {
  const permuted = [...values];
  values.forEach((value, at) => {
    const filter = at % order.length;
    permuted[at - filter + order[filter]!] = value;
  });
  return permuted;
}

/** The sums of both halves of the samples. */
function halve(first: readonly number[], other: readonly number[], filters: [number, number]) {
  const [half, otherHalf] = [(SAMPLES / 2) * filters[0], (SAMPLES / 2) * filters[1]];
  return {
    matching: sumPairs(first.slice(0, half), other.slice(0, otherHalf), filters),
    scoring: sumPairs(first.slice(half), other.slice(otherHalf), filters),
  };
}

describe('correlateFilters', () => {
  test('gives the correlations of the filters, however the samples are portioned', () => {
    const [first, other] = [drawValues(3), drawValues(4, 2)];
    const { matching, scoring } = halve(first, other, [3, 4]);
    const { of } = correlateFilters(addPairSums(matching, scoring));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) {
        const expected = computePearsonCorrelation(pick(first, 3, i), pick(other, 4, j))!;
        expect(of(i, j)).toBeCloseTo(expected, 12);
      }
    }
  });

  test('gives what NumPy gives', () => {
    const x = [0, 3, 6, 7, 2, 8, 6, 4, 2, 8, 9, 10, 2, 6, 10, 10, 6, 2];
    const y = [0, 2, 1, 4, 5, 1, 1, 5, 3, 0, 1, 6, 1, 6, 1, 0, 6, 5, 1, 1, 4, 4, 1, 2];
    const { of, flat } = correlateFilters(sumPairs(x, y, [3, 4]));
    // numpy.corrcoef of the same; the third column of y is flat.
    expect(of(0, 0)).toBeCloseTo(0.19405667775094293, 12);
    expect(of(1, 1)).toBeCloseTo(0.8685990362153793, 12);
    expect(of(2, 3)).toBeCloseTo(-0.5527352584305669, 12);
    expect(of(1, 2)).toBeNull();
    expect(flat).toEqual({ first: [false, false, false], other: [false, false, true, false] });
  });

  test('takes a filter that is the same everywhere for flat, zero or not, and one that fires once for none', () => {
    const once = Array.from({ length: SAMPLES }, (_, at) => (at === 7 ? 1e-6 : 0));
    const values = once.flatMap((value) => [0, 12.7, value]);
    const { flat, of } = correlateFilters(sumPairs(values, values, [3, 3]));
    expect(flat.first).toEqual([true, true, false]);
    expect(of(2, 2)).toBe(1);
  });
});

describe('matchFilters', () => {
  test('gives a permuted copy its permutation back, and 1', () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 });
    fc.assert(
      fc.property(orders, fc.nat({ max: 99 }), (order, seed) => {
        const values = drawValues(7, seed);
        const { pairs, score, silent, left } = matchFilters(
          halve(values, permute(values, order), [7, 7]),
        );
        expect(pairs.map(({ first, other, r }) => [first, other, r])).toEqual(
          order.map((other, first) => [first, other, 1]),
        );
        expect([silent, left]).toEqual([NONE, NONE]);
        expect(score).toBe(1);
      }),
    );
  });

  test('takes a filter and its negative for partners', () => {
    const values = drawValues(3);
    const { pairs, score } = matchFilters(
      halve(
        values,
        permute(values, [2, 0, 1]).map((value) => -value),
        [3, 3],
      ),
    );
    expect(pairs.map(({ first, other, r }) => [first, other, r])).toEqual([
      [0, 2, -1],
      [1, 0, -1],
      [2, 1, -1],
    ]);
    expect(score).toBe(1);
  });

  test('scores what has nothing to do with each other about zero, though it was chosen among many', () => {
    const { pairs, score } = matchFilters(halve(drawValues(40), drawValues(40, 2), [40, 40]));
    const chosen = pairs.map(({ matchingR }) => Math.abs(matchingR));
    expect(Math.min(...chosen)).toBeGreaterThan(0.05);
    expect(Math.abs(score!)).toBeLessThan(0.05);
  });

  test('lists what is dead and what is left over, and matches neither', () => {
    const values = drawValues(4);
    const dead = values.map((value, at) => (at % 4 === 2 ? 0 : value));
    const narrow = values.filter((_, at) => at % 4 < 2);
    const { pairs, silent, left } = matchFilters(halve(dead, narrow, [4, 2]));
    expect(pairs.map(({ first, other }) => [first, other])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(silent).toEqual({ first: [2], other: [] });
    expect(left).toEqual({ first: [3], other: [] });
  });

  test('gives a partner no correlation where a filter is silent on the other half', () => {
    const values = drawValues(2);
    const fades = values.map((value, at) => (at % 2 === 1 && at >= SAMPLES ? 0 : value));
    const { pairs, score } = matchFilters(halve(fades, values, [2, 2]));
    expect(pairs.map(({ first, r }) => [first, r])).toEqual([
      [0, 1],
      [1, null],
    ]);
    expect(score).toBe(1);
  });

  test('matches one filter with one, and none where all are dead', () => {
    const values = drawValues(1);
    expect(matchFilters(halve(values, values, [1, 1])).pairs).toHaveLength(1);
    const dead = values.map(() => 0);
    expect(matchFilters(halve(dead, values, [1, 1]))).toEqual({
      pairs: [],
      silent: { first: [0], other: [] },
      left: { first: [], other: [0] },
      score: null,
    });
  });

  test('is the same in whatever portions the images come', () => {
    const [first, other] = [drawValues(3), drawValues(3, 2)];
    const whole = halve(first, other, [3, 3]);
    expect(addHalves(startHalves(3, 3), whole)).toEqual(whole);
  });
});
