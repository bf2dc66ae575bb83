import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatChange, formatGain, nameSome } from '../../src/comparison/wording.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('formatChange', () => {
  test('shows three digits where they tell the numbers apart', () => {
    expect(formatChange(0.47, 0.61)).toBe('0.470 → 0.610');
    expect(formatChange(4, 12_000)).toBe('4 → 12,000');
  });

  test('shows as many as it takes where they do not', () => {
    expect(formatChange(0.4701, 0.4704)).toBe('0.4701 → 0.4704');
    expect(formatChange(-0.47011, -0.47012)).toBe('−0.47011 → −0.47012');
  });

  test('never shows two different numbers as the same', () => {
    fc.assert(
      fc.property(finite, finite, (base, head) => {
        fc.pre(base !== head);
        const [before, after] = formatChange(base, head).split(' → ');
        expect(before).not.toBe(after);
      }),
    );
  });
});

describe('formatGain', () => {
  test('shows which way it went', () => {
    expect([formatGain(0.31), formatGain(-0.8)]).toEqual(['+0.310', '−0.800']);
  });
});

describe('nameSome', () => {
  test('names up to eight and counts the rest', () => {
    expect(nameSome('filter', [3])).toBe('filter 3');
    expect(nameSome('filter', [3, 11])).toBe('filters 3 and 11');
    expect(nameSome('filter', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(
      'filters 0, 1, 2, 3, 4, 5, 6, 7 and 2 more',
    );
  });
});
