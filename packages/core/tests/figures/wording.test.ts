import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  capitalise,
  countNoun,
  formatCount,
  formatNumber,
  formatPoints,
  formatShape,
  formatShare,
  joinWords,
} from '@layerprint/core';

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [1.0001, '1.00'],
    [0.1234, '0.123'],
    [0.01234, '0.0123'],
    [0.00012, '0.0001'],
    [0.00001, '<0.0001'],
    [-0.00001, '>−0.0001'],
    [12.345, '12.3'],
    [123.45, '123'],
    [1234.5, '1,235'],
    [-0.25, '−0.250'],
    [-3, '−3'],
    [1_000_000, '1,000,000'],
  ])('%d reads %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatShare', () => {
  test.each([
    [0, '0%'],
    [0.0004, '<0.1%'],
    [0.0005, '0.1%'],
    [0.4713, '47.1%'],
    // As a double just below, though its product with 100 is not below 1.55.
    [0.0155, '1.5%'],
    [0.99949, '99.9%'],
    [0.9996, '>99.9%'],
    [1, '100%'],
  ])('%d reads %s', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });
});

test('formatShare rounds once, from what a share exactly is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.0005, max: 0.9994, noNaN: true }), (share) => {
      // toFixed with many digits is exact here; the last digits only have to tell the two sides apart.
      const exact = BigInt(share.toFixed(60).slice(2));
      const unit = 10n ** 57n;
      const tenths = (exact + unit / 2n) / unit;
      expect(formatShare(share)).toBe(`${tenths / 10n}.${tenths % 10n}%`);
    }),
  );
});

test('formatPoints gives a difference of shares with its sign', () => {
  expect([0.0764, -0.0264, 0, -0.0001].map(formatPoints)).toEqual([
    '7.6 points',
    '−2.6 points',
    '0 points',
    '>−0.1 points',
  ]);
});

test('formatCount sets thousands apart', () => {
  expect([0, 999, 1000, 54_106, 10_230_784].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '54,106',
    '10,230,784',
  ]);
});

test('countNoun has one and many', () => {
  expect(countNoun(1, 'map')).toBe('1 map');
  expect(countNoun(0, 'map')).toBe('0 maps');
  expect(countNoun(1600, 'class', 'classes')).toBe('1,600 classes');
});

test('joinWords reads like a sentence', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinWords)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

test('formatShape and capitalise', () => {
  expect(formatShape([32, 32, 16])).toBe('32 × 32 × 16');
  expect(formatShape([4096])).toBe('4,096');
  expect(capitalise('benchmark')).toBe('Benchmark');
});
