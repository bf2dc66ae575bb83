import { formatMeasurement, withArticle } from '@layerprint/core';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCorrelation,
  labelFile,
  listScopes,
  orderForReaders,
} from '../../src/report/format.ts';

const FILE: FigureFile = {
  path: 'figures/a/data.json',
  role: 'data',
  format: 'json',
  bytes: 1,
  sha256: '0'.repeat(64),
};

describe('formatMeasurement', () => {
  it.each([
    [0.473, 'share', '47.3%'],
    [3.2149, 'bits', '3.21 bits'],
    [-0.42, '', '−0.420'],
    [-0.0257, 'points', '−2.6 points'],
  ])('writes %f in "%s" as %s', (value, unit, text) => {
    expect(formatMeasurement(value, unit)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [15_365_000, '15 MB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatCorrelation', () => {
  it('keeps two decimals and writes a real minus', () => {
    expect([0.5, -0.256, null].map(formatCorrelation)).toEqual(['0.50', '−0.26', '–']);
  });

  it('gives zero no sign', () => {
    expect([-0.004, -0, 0.004, -0.005].map(formatCorrelation)).toEqual([
      '0.00',
      '0.00',
      '0.00',
      '−0.01',
    ]);
  });
});

describe('withArticle', () => {
  it('knows a vowel', () => {
    expect(['frog', 'airplane'].map(withArticle)).toEqual(['a frog', 'an airplane']);
  });
});

describe('labelFile', () => {
  it('tells the pictures of a figure apart', () => {
    const picture: FigureFile = { ...FILE, role: 'picture', format: 'png' };
    expect(labelFile(FILE, 2)).toBe('JSON');
    expect(labelFile({ ...picture, theme: 'dark' }, 2)).toBe('PNG, dark');
    expect(labelFile({ ...picture, theme: 'dark', layout: 'narrow' }, 2)).toBe('PNG, dark, narrow');
    expect(labelFile({ ...picture, layout: 'social' }, 2)).toBe('PNG, for links');
    expect(labelFile({ ...picture, scope: 'models' }, 2)).toBe('PNG, scale of both models');
    expect(labelFile({ ...picture, scope: 'models' }, 5)).toBe('PNG, scale of all five models');
    expect(labelFile({ ...FILE, role: 'spec', theme: 'light' }, 2)).toBe('Vega-Lite, light');
  });
});

describe('listScopes', () => {
  it('leaves out the scale of all models where there is one', () => {
    expect(listScopes(1)).toEqual(['map', 'layer']);
    expect(listScopes(2)).toEqual(['map', 'layer', 'models']);
  });
});

describe('orderForReaders', () => {
  it('puts pictures first and keeps the order of equals', () => {
    const files = (['data', 'table', 'spec', 'picture', 'picture'] as const).map((role, i) => ({
      ...FILE,
      role,
      path: `${i}`,
    }));
    expect(orderForReaders(files).map(({ path }) => path)).toEqual(['3', '4', '1', '0', '2']);
  });
});
