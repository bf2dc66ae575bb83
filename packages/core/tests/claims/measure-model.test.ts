import { describe, expect, it } from 'vitest';
import { listModelQuantities, measureModel, type AskedCheck } from '@layerprint/core';
import { CONTEXT, sampleImage } from './sample-measurements.ts';

const check = (id: string, asked: object) => ({ id, ...asked }) as AskedCheck;
const ZEROS = check('black', { measure: 'zeros', layer: 'last', model: 'dummy', above: 0.5 });
const COMPARED = check('blacker', {
  measure: 'zeros',
  layer: 'last',
  model: 'benchmark',
  moreThan: 'dummy',
});
const PIXELS = check('grey', { measure: 'median', layer: 'pixels', above: 0.1 });

/** An image of which the dummy has this share of zeros. */
const withZeros = (zeros: number | null) => {
  const { trained } = sampleImage();
  const dummy = { ...trained['dummy'], 'zeros conv2d_6': zeros };
  return sampleImage({ trained: { ...trained, dummy } });
};

const measure = (model: string, checks: readonly AskedCheck[], zeros: readonly (number | null)[]) =>
  measureModel(checks, CONTEXT, model, {
    specimen: withZeros(0.9),
    validation: zeros.map(withZeros),
  });

describe('what one model gives for the claims', () => {
  it.each([
    ['of one image', [0.7], { median: 0.7, lowerQuartile: 0.7, upperQuartile: 0.7, undefined: 0 }],
    [
      'of several',
      [0.1, 0.2, 0.3, 0.4, 0.5],
      { median: 0.3, lowerQuartile: 0.2, upperQuartile: 0.4, undefined: 0 },
    ],
    [
      'without those on which it is undefined',
      [null, 0.25, null, 0.75],
      { median: 0.5, lowerQuartile: 0.375, upperQuartile: 0.625, undefined: 2 },
    ],
    [
      'of none on which it is defined',
      [null, null],
      { median: null, lowerQuartile: null, upperQuartile: null, undefined: 2 },
    ],
  ])('is each measure: %s', (_, zeros, validation) => {
    expect(measure('dummy', [ZEROS], zeros).measures).toEqual([
      { measure: 'zeros', layer: 'conv2d_6', specimen: 0.9, validation },
    ]);
  });

  it.each([
    ['holds', [0.6, 0.7, 0.4], { holds: 2, of: 3, undefined: 0 }],
    ['has no answer where it is undefined', [0.6, null], { holds: 1, of: 1, undefined: 1 }],
    ['fails at the threshold itself', [0.5], { holds: 0, of: 1, undefined: 0 }],
  ])('is each check of that model alone, over all images: it %s', (_, zeros, expected) => {
    expect(measure('dummy', [ZEROS], zeros).checks).toEqual([
      { check: 'black', ...expected, specimen: 'holds' },
    ]);
  });

  it('is no check of another model, nor of two, but the measures that these are made of', () => {
    const { measures, checks } = measure('benchmark', [ZEROS, COMPARED, PIXELS], [0.5]);
    expect(checks).toEqual([]);
    expect(measures).toEqual([
      expect.objectContaining({ measure: 'zeros', layer: 'conv2d_6', specimen: 0.7 }),
    ]);
    expect(measure('dummy', [COMPARED], [0.5]).checks).toEqual([]);
  });

  it('asks nothing for a check of pixels alone', () => {
    expect(listModelQuantities([PIXELS], CONTEXT)).toEqual([]);
    expect(listModelQuantities([ZEROS, COMPARED, PIXELS], CONTEXT)).toEqual([
      { measure: 'zeros', layer: 'conv2d_6' },
    ]);
  });
});
