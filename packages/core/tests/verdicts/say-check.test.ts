import { describe, expect, it } from 'vitest';
import {
  formatEstimate,
  formatPerCent,
  formatShareOfPairs,
  sayHowManyPairs,
  sayPairs,
} from '../../src/verdicts/say-check.ts';

const pairs = (...outcomes: ('holds' | 'fails' | 'equal' | 'collapsed')[]) => ({
  pairs: outcomes.map((outcome, i) => ({ pair: i + 1, outcome, difference: null })),
});

describe('words about a study', () => {
  it('give a share of pairs with its interval in whole per cent, and never say all or none of what is not', () => {
    expect(formatShareOfPairs({ value: 0.91, lower: 0.788, upper: 0.97 })).toBe('91% [79, 97]');
    expect(formatShareOfPairs({ value: 1, lower: 0.912, upper: 1 })).toBe('100% [91, 100]');
    expect([0.999, 0.001, 1, 0].map(formatPerCent)).toEqual(['>99%', '<1%', '100%', '0%']);
  });

  it('give a difference with its interval in its own unit', () => {
    expect(formatEstimate({ value: 0.0761, lower: 0.061, upper: -0.02 }, 'points')).toBe(
      '7.6 points [6.1, −2.0]',
    );
    expect(formatEstimate({ value: -0.332, lower: -0.4, upper: -0.25 }, 'bits')).toBe(
      '−0.332 bits [−0.400, −0.250]',
    );
    expect(formatEstimate({ value: 0.0457, lower: 0.03, upper: 0.06 }, '')).toBe(
      '0.0457 [0.0300, 0.0600]',
    );
    expect(formatEstimate({ value: 0.478, lower: 0.45, upper: 0.5 }, 'share')).toBe(
      '47.8% [45.0, 50.0]',
    );
  });

  it('count the pairs, those that do neither among them', () => {
    expect(sayPairs(pairs('holds', 'holds', 'fails'))).toBe(
      'It holds in 2 of 3 pairs and fails in 1.',
    );
    expect(sayPairs(pairs('holds', 'equal', 'collapsed', 'collapsed'))).toBe(
      'It holds in 1 of 4 pairs and fails in 0; in 1 the models are equal and in 2 a model has collapsed.',
    );
    expect(sayHowManyPairs({ complete: 40, wanted: 40 })).toBe('40 pairs');
    expect(sayHowManyPairs({ complete: 23, wanted: 40 })).toBe('23 of 40 pairs so far');
  });
});
