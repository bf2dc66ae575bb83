import { describe, expect, test } from 'vitest';
import {
  ActivationGridDataSchema,
  PictureDataSchema,
  type PictureData,
} from '@layerprint/core/schemas/figure-data';
import { HistogramSchema } from '@layerprint/core/schemas/statistics';
import { drawActivations, sampleGrid } from '../figures/sample-data.ts';

const grid = sampleGrid(drawActivations(8 * 8 * 4, 0.4, 1), 8);

describe('the maps of a grid', () => {
  test.each([
    ['is null', null],
    ['is text', '1'],
    ['is missing', undefined],
    ['is infinite', Infinity],
    ['is not a number', Number.NaN],
  ])('are refused where a value %s', (_, value) => {
    const maps = [...grid.maps.slice(0, 3), [...grid.maps[3]!.slice(0, 63), value]];
    const { error } = ActivationGridDataSchema.safeParse({ ...grid, maps });
    expect(error!.issues).toMatchObject([
      { path: ['maps', 3], message: 'Expected finite numbers' },
    ]);
  });

  test.each([
    ['a map is missing', { maps: grid.maps.slice(1) }],
    ['a map is short', { maps: [...grid.maps.slice(1), [1]] }],
    ['a channel is missing', { channels: grid.channels.slice(1) }],
  ])('are refused where %s', (_, change) => {
    const { error } = ActivationGridDataSchema.safeParse({ ...grid, ...change });
    expect(error!.issues).toMatchObject([
      { path: [], message: 'Expected a map of height × width values for each channel' },
    ]);
  });

  test('are refused where a map is no array', () => {
    const maps = [{ length: 64 }];
    expect(ActivationGridDataSchema.safeParse({ ...grid, maps }).success).toBe(false);
  });
});

describe('a histogram', () => {
  const histogram = {
    binEdges: [0, 1, 2],
    zerosApart: false,
    zeroCount: 0,
    counts: [3, 1],
    densities: [0.75, 0.25],
  };

  test.each([
    ['a single edge', { binEdges: [0] }, 'Expected at least two edges'],
    ['an edge that is no number', { binEdges: [0, null] }, 'Expected finite numbers'],
    ['half a count', { counts: [3, 0.5] }, 'Expected whole numbers of at least 0'],
    ['a negative count', { counts: [3, -1] }, 'Expected whole numbers of at least 0'],
    ['a negative density', { densities: [1, -1] }, 'Expected finite numbers of at least 0'],
  ])('is refused with %s', (_, change, message) => {
    expect(HistogramSchema.parse(histogram)).toEqual(histogram);
    expect(HistogramSchema.safeParse({ ...histogram, ...change }).error!.issues).toMatchObject([
      { path: Object.keys(change), message },
    ]);
  });
});

test('the pixels of a specimen are refused where one is below zero', () => {
  const picture: PictureData = {
    schemaVersion: 1,
    figure: 'specimen',
    specimen: 'frog-4',
    scale: 8,
    panels: [
      {
        name: 'input',
        model: null,
        shape: [1, 2, 1],
        colourMaximum: 1,
        zeroFraction: 0,
        values: [0.5, 0],
      },
    ],
  };
  expect(PictureDataSchema.parse(picture)).toEqual(picture);
  picture.panels[0]!.values = [0.5, -0.1];
  expect(PictureDataSchema.safeParse(picture).error!.issues).toMatchObject([
    { path: ['panels', 0, 'values'], message: 'Expected no pixel value below zero' },
  ]);
});
