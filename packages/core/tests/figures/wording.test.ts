import { describe, expect, test } from 'vitest';
import {
  capitalise,
  countNoun,
  formatCount,
  formatNumber,
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
    [0.99949, '99.9%'],
    [0.9996, '>99.9%'],
    [1, '100%'],
  ])('%d reads %s', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });
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
